using System.Linq;
using LstmGen.Generator.Model;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>The line that says what a network computes: it differs for every network that computes something else.</summary>
public class ArchitectureTextTests
{
    private static readonly LstmLayer Lstm = new("lstm", 2, 4, Model.Activation.Tanh, Model.Activation.Sigmoid, UseBias: true, ReturnSequences: true);
    private static readonly DenseLayer Dense = new("dense", 4, 3, Model.Activation.Linear, UseBias: true);
    private static readonly BidirectionalLayer Both =
        new("bidirectional", Lstm with { Name = "forward" }, Lstm with { Name = "backward", Direction = Direction.Backward }, Merge.Concat);

    private static readonly (string Line, LstmLayer Layer)[] Lstms =
    [
        ("lstm 2>4 tanh/sigmoid", Lstm),
        ("lstm 3>4 tanh/sigmoid", Lstm with { Input = 3 }),
        ("lstm 2>5 tanh/sigmoid", Lstm with { Units = 5 }),
        ("lstm 2>4>3 tanh/sigmoid", Lstm with { Projection = 3 }),
        ("lstm 2>4 relu/sigmoid", Lstm with { Activation = Model.Activation.Relu }),
        ("lstm 2>4 tanh/hard_sigmoid", Lstm with { RecurrentActivation = Model.Activation.HardSigmoid }),
        ("lstm 2>4 tanh/hard_sigmoid_02", Lstm with { RecurrentActivation = Model.Activation.HardSigmoid02 }),
        ("lstm 2>4 tanh/hard_sigmoid(0.25,0.5)", Lstm with { RecurrentActivation = Model.Activation.Of(ActivationKind.HardSigmoid, 0.25f) }),
        ("lstm 2>4 tanh/sigmoid/relu", Lstm with { HiddenActivation = Model.Activation.Relu }),
        ("lstm 2>4 leaky_relu/sigmoid", Lstm with { Activation = Model.Activation.Of(ActivationKind.LeakyRelu) }),
        ("lstm 2>4 leaky_relu(0.3)/sigmoid", Lstm with { Activation = Model.Activation.Of(ActivationKind.LeakyRelu, 0.3f) }),
        ("lstm 2>4 affine(0.2,0.5)/sigmoid", Lstm with { Activation = Model.Activation.Of(ActivationKind.Affine, 0.2f, 0.5f) }),
        ("lstm 2>4 affine(1,-0)/sigmoid", Lstm with { Activation = Model.Activation.Of(ActivationKind.Affine, 1, -0f) }),
        ("lstm 2>4 tanh/sigmoid no_bias", Lstm with { UseBias = false }),
        ("lstm 2>4 tanh/sigmoid peepholes", Lstm with { Peepholes = true }),
        ("lstm 2>4 tanh/sigmoid coupled", Lstm with { IsCoupled = true }),
        ("lstm 2>4 tanh/sigmoid clip(0.1)", Lstm with { Clip = 0.1f }),
        ("lstm 2>4 tanh/sigmoid clip(0.10000001)", Lstm with { Clip = 0.10000001f }),
        ("lstm 2>4 tanh/sigmoid cell_clip(50)", Lstm with { CellClip = 50 }),
        ("lstm 2>4 tanh/sigmoid backward", Lstm with { Direction = Direction.Backward }),
        ("lstm 2>4 tanh/sigmoid go_backwards", Lstm with { Direction = Direction.GoBackwards }),
        ("lstm 2>4 tanh/sigmoid backward last", Lstm with { Direction = Direction.Backward, ReturnSequences = false }),
        ("lstm 2>4 tanh/sigmoid go_backwards last", Lstm with { Direction = Direction.GoBackwards, ReturnSequences = false }),
        (
            "lstm 2>4>3 tanh/sigmoid/linear no_bias peepholes coupled clip(5) cell_clip(1E+20) backward",
            Lstm with
            {
                Projection = 3,
                HiddenActivation = Model.Activation.Linear,
                UseBias = false,
                Peepholes = true,
                IsCoupled = true,
                Clip = 5,
                CellClip = 1e20f,
                Direction = Direction.Backward,
            }),
    ];

    private static readonly (string Line, Network Network)[] Networks =
    [
        .. Lstms.Select(one => (one.Line, Network(one.Layer))),
        ("lstm 2>4 tanh/sigmoid; dense 4>3 linear", Network(Lstm, Dense)),
        ("lstm 2>4 tanh/sigmoid; dense 4>2 linear", Network(Lstm, Dense with { Units = 2 })),
        ("lstm 2>4 tanh/sigmoid; dense 4>3 softmax", Network(Lstm, Dense with { Activation = Model.Activation.Softmax })),
        ("lstm 2>4 tanh/sigmoid; dense 4>3 elu(0.5)", Network(Lstm, Dense with { Activation = Model.Activation.Of(ActivationKind.Elu, 0.5f) })),
        ("lstm 2>4 tanh/sigmoid; dense 4>3 linear no_bias", Network(Lstm, Dense with { UseBias = false })),
        ("dense 2>3 linear; lstm 3>4 tanh/sigmoid", Network(Dense with { Input = 2 }, Lstm with { Input = 3 })),
        ("lstm 2>4 tanh/sigmoid; lstm 4>4 tanh/sigmoid", Network(Lstm, Lstm with { Input = 4 })),
        ("lstm 2>4 tanh/sigmoid; skip", Network(Lstm) with { Skip = true }),
        ("lstm 4>4 tanh/sigmoid; add 4 input", Network(Lstm with { Input = 4 }, new AddLayer("add", 4, AddLayer.OfInput))),
        ("lstm 2>4 tanh/sigmoid; lstm 4>4 tanh/sigmoid; add 4 0", Network(Lstm, Lstm with { Input = 4 }, new AddLayer("add", 4, 0))),
        ("embedding 10>2; lstm 2>4 tanh/sigmoid", Network(new EmbeddingLayer("embedding", 10, 2), Lstm)),
        ("lstm 2>4 tanh/sigmoid; layer_normalization 4 epsilon(0.001)", Network(Lstm, new NormalizationLayer("norm", 4, 0.001f, true, true))),
        ("lstm 2>4 tanh/sigmoid; layer_normalization 4 epsilon(0.5) no_gamma", Network(Lstm, new NormalizationLayer("norm", 4, 0.5f, false, true))),
        ("lstm 2>4 tanh/sigmoid; layer_normalization 4 epsilon(0.5) no_gamma no_beta", Network(Lstm, new NormalizationLayer("norm", 4, 0.5f, false, false))),
        ("masking; lstm 2>4 tanh/sigmoid", Network(Lstm) with { Masking = new Masking(null) }),
        ("masking(0); lstm 2>4 tanh/sigmoid", Network(Lstm) with { Masking = new Masking(0) }),
        ("masking(-1.5); lstm 2>4 tanh/sigmoid; skip", Network(Lstm) with { Masking = new Masking(-1.5f), Skip = true }),
        ("bidirectional concat [lstm 2>4 tanh/sigmoid | lstm 2>4 tanh/sigmoid backward]", Network(Both)),
        ("bidirectional sum [lstm 2>4 tanh/sigmoid | lstm 2>4 tanh/sigmoid backward]", Network(Both with { Merge = Merge.Sum })),
        ("bidirectional mul [lstm 2>4 tanh/sigmoid | lstm 2>4 tanh/sigmoid backward]", Network(Both with { Merge = Merge.Mul })),
        ("bidirectional ave [lstm 2>4 tanh/sigmoid | lstm 2>4 tanh/sigmoid backward]", Network(Both with { Merge = Merge.Average })),
        ("bidirectional none [lstm 2>4 tanh/sigmoid | lstm 2>4 tanh/sigmoid backward]", Network(Both with { Merge = Merge.None })),
        (
            "bidirectional concat [lstm 2>4 tanh/sigmoid | lstm 2>4 tanh/sigmoid backward] last",
            Network(Both with { Forward = Both.Forward with { ReturnSequences = false }, Backward = Both.Backward with { ReturnSequences = false } })),
        (
            "bidirectional concat [lstm 2>4 tanh/sigmoid go_backwards | lstm 2>4 tanh/sigmoid turned]",
            Network(Both with { Forward = Lstm with { Direction = Direction.GoBackwards }, Backward = Lstm with { Direction = Direction.Turned } })),
        (
            "bidirectional concat [lstm 2>4 tanh/sigmoid peepholes | lstm 2>5 tanh/sigmoid backward]",
            Network(Both with { Forward = Lstm with { Peepholes = true }, Backward = Both.Backward with { Units = 5 } })),
    ];

    [Fact]
    public void Says_what_a_network_computes() =>
        Assert.All(Networks, one => Assert.Equal(one.Line, ArchitectureText.Of(one.Network)));

    [Fact]
    public void Networks_that_compute_something_else_have_another_line() =>
        Assert.All(Networks.GroupBy(one => ArchitectureText.Of(one.Network)), same => Assert.Single(same));

    /// <summary>The precision isn't part of a network.</summary>
    [Fact]
    public void What_is_no_part_of_the_computation_is_not_in_it()
    {
        Assert.Equal(
            ArchitectureText.Of(Network(Lstm, Dense)),
            ArchitectureText.Of(Network(Lstm with { Name = "other", ReturnSequences = false }, Dense with { Name = "head" }) with
            {
                Steps = 7,
                Parameters = new Floats([1f]),
                InitialState = new Floats([2f]),
            }));
        Assert.Equal("lstm 2>4 tanh/sigmoid", ArchitectureText.Of(Network(Lstm with { HiddenActivation = Lstm.Activation })));
    }

    private static Network Network(params Layer[] layers) => new(new EquatableArray<Layer>(layers), Steps: null);
}
