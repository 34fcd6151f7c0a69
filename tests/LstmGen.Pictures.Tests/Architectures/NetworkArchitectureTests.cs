using System;
using System.Linq;
using Xunit;

namespace LstmGen.Pictures.Tests.Architectures;

public class NetworkArchitectureTests
{
    [Theory]
    [InlineData("lstm 1>3 tanh/sigmoid")]
    [InlineData("lstm 2>3 tanh/sigmoid")]
    [InlineData("lstm 1>40 tanh/sigmoid; dense 40>1 linear; skip")]
    [InlineData("bidirectional concat [lstm 4>8 tanh/sigmoid | lstm 4>8 tanh/sigmoid backward]; dense 16>5 softmax")]
    [InlineData("masking(0); lstm 16>32>8 relu/sigmoid/tanh no_bias peepholes clip(5)")]
    [InlineData("masking; lstm 3>2 tanh/sigmoid go_backwards last")]
    [InlineData("masking(-1.5E-07); lstm 3>2 tanh/hard_sigmoid_02 no_bias peepholes coupled clip(5) cell_clip(0.3) turned")]
    [InlineData("lstm 3>2 affine(0.2,0.5)/hard_sigmoid(0.16)/leaky_relu(0.3) backward last; dense 2>7 thresholded_relu(0.1) no_bias; dense 7>1 scaled_tanh(1.7,0.66)")]
    [InlineData("bidirectional sum [lstm 4>8>2 tanh/sigmoid coupled | lstm 4>6>2 softsign/sigmoid no_bias backward] last; lstm 2>2 tanh/sigmoid")]
    [InlineData("bidirectional mul [lstm 1>2 tanh/sigmoid go_backwards | lstm 1>2 tanh/sigmoid turned]")]
    [InlineData("bidirectional ave [lstm 1>2 tanh/sigmoid | lstm 1>2 tanh/sigmoid backward]")]
    [InlineData("bidirectional none [lstm 1>2 tanh/sigmoid | lstm 1>3 tanh/sigmoid backward]")]
    [InlineData("lstm 3>3 tanh/sigmoid; add 3 input; lstm 3>3 tanh/sigmoid; dense 3>3 log_softmax; add 3 0; dense 3>1 linear")]
    [InlineData("layer_normalization 3 epsilon(1E-05) no_gamma; lstm 3>3 tanh/sigmoid; layer_normalization 3 epsilon(0.001) no_gamma no_beta; dense 3>1 linear")]
    [InlineData("masking(0); embedding 10>3; lstm 3>3 tanh/sigmoid")]
    public void The_line_comes_back(string line) => Assert.Equal(line, NetworkArchitecture.Parse(line).ToString());

    [Theory]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    [InlineData("hard_sigmoid")]
    [InlineData("hard_sigmoid_02")]
    [InlineData("relu")]
    [InlineData("linear")]
    [InlineData("leaky_relu")]
    [InlineData("thresholded_relu")]
    [InlineData("relu6")]
    [InlineData("elu")]
    [InlineData("selu")]
    [InlineData("softplus")]
    [InlineData("softsign")]
    [InlineData("silu")]
    [InlineData("gelu")]
    [InlineData("gelu_tanh")]
    [InlineData("exponential")]
    [InlineData("affine")]
    [InlineData("scaled_tanh")]
    public void Every_activation_is_known(string name)
    {
        string line = $"lstm 2>3 {name}/{name}; dense 3>1 {name}";
        Assert.Equal(line, NetworkArchitecture.Parse(line).ToString());
    }

    [Fact]
    public void Every_option_is_a_property()
    {
        var network = NetworkArchitecture.Parse("masking(0.5); lstm 16>32>8 relu/sigmoid/tanh no_bias peepholes coupled clip(5) cell_clip(3) go_backwards last; dense 8>2 linear no_bias; skip");
        var lstm = Assert.IsType<LstmArchitecture>(network.Layers[0]);
        var dense = Assert.IsType<DenseArchitecture>(network.Layers[1]);

        Assert.True(network.HasMasking && network.HasSkip);
        Assert.Equal(0.5f, network.MaskValue);
        Assert.Equal((16, 32, 8, 8), (lstm.InputSize, lstm.Units, lstm.Projection, lstm.OutputSize));
        Assert.Equal(("relu", "sigmoid", "tanh"), (lstm.Activation.Name, lstm.RecurrentActivation.Name, lstm.HiddenActivation.Name));
        Assert.Equal((false, true, true, 5f, 3f), (lstm.HasBias, lstm.HasPeepholes, lstm.IsCoupled, lstm.Clip, lstm.CellClip));
        Assert.Equal(ReadingDirection.GoBackwards, lstm.Direction);
        Assert.True(lstm.PassesOnLastStepAlone);
        Assert.False(dense.HasBias);
        Assert.Equal((16, 2), (network.InputSize, network.OutputSize));
    }

    [Theory]
    [InlineData("lstm 1>3 tanh/sigmoid", 60, 18)]
    [InlineData("lstm 2>3 tanh/sigmoid", 72, 18)]
    [InlineData("lstm 1>40 tanh/sigmoid; dense 40>1 linear; skip", 6720 + 41, 240 + 1 + 1)]
    [InlineData("bidirectional concat [lstm 4>8 tanh/sigmoid | lstm 4>8 tanh/sigmoid backward]; dense 16>5 softmax", 832 + 85, 48 + 48 + 16 + 5)]
    [InlineData("bidirectional sum [lstm 4>8 tanh/sigmoid | lstm 4>8 tanh/sigmoid backward]", 832, 48 + 48 + 8)]
    [InlineData("lstm 16>32>8 tanh/sigmoid", (4 * 32 * (16 + 8 + 1)) + (32 * 8), (6 * 32) + 8)]
    [InlineData("lstm 2>3 tanh/sigmoid no_bias", 60, 18)]
    [InlineData("lstm 2>3 tanh/sigmoid peepholes", 72 + 9, 18)]
    [InlineData("lstm 3>3 tanh/sigmoid; add 3 input", 84, 18 + 3)]
    [InlineData("embedding 10>3; lstm 3>3 tanh/sigmoid", 84 + 30, 18 + 3)]
    [InlineData("lstm 2>3 tanh/sigmoid; layer_normalization 3 epsilon(0.001)", 72 + 6, 18 + 3)]
    [InlineData("lstm 2>3 tanh/sigmoid; layer_normalization 3 epsilon(0.001) no_gamma", 72 + 3, 18 + 3)]
    [InlineData("lstm 2>3 tanh/sigmoid peepholes coupled", 54 + 6, 18)]
    public void Parameters_and_values_are_counted(string line, int parameters, int traceSize)
    {
        var network = NetworkArchitecture.Parse(line);

        Assert.Equal((parameters, traceSize), (network.ParameterCount, network.TraceSize));
        foreach (LstmArchitecture lstm in network.Layers.SelectMany(layer => layer.Lstms))
        {
            Assert.Equal(lstm.ParameterCount, lstm.KernelCount + lstm.RecurrentKernelCount + lstm.BiasCount + lstm.PeepholeCount + lstm.ProjectionCount);
        }
    }

    [Theory]
    [InlineData("", "has the end at position 1, where 'lstm', 'bidirectional', 'dense', 'add', 'layer_normalization', 'embedding', 'mean', 'max', 'last', 'flatten' or 'repeat' is needed")]
    [InlineData("gru 1>3 tanh/sigmoid", "'gru 1>3 tanh/sigmoid' at position 1, where 'lstm', 'bidirectional', 'dense', 'add', 'layer_normalization', 'embedding', 'mean', 'max', 'last', 'flatten' or 'repeat' is needed")]
    [InlineData("lstm 1x3 tanh/sigmoid", "'x3 tanh/sigmoid' at position 7, where '>' is needed")]
    [InlineData("lstm 0>3 tanh/sigmoid", "at position 6, where a size from 1 to 16,777,216 is needed")]
    [InlineData("lstm 1>99999999999 tanh/sigmoid", "at position 8, where a size from 1 to 16,777,216 is needed")]
    [InlineData("lstm 1>3 tan/sigmoid", "'tan/sigmoid' at position 10, where an activation: tanh, sigmoid,")]
    [InlineData("lstm 1>3 tanh(2)/sigmoid", "gives tanh at position 10 1 number; it has none")]
    [InlineData("lstm 1>3 leaky_relu(1,2)/sigmoid", "gives leaky_relu at position 10 2 numbers; it has at most 1")]
    [InlineData("lstm 1>3 leaky_relu(one)/sigmoid", "'one)/sigmoid' at position 21, where a number is needed")]
    [InlineData("lstm 1>3 softmax/sigmoid", "softmax is one of a Dense layer")]
    [InlineData("lstm 1>3 tanh/sigmoid coupled no_bias", "' no_bias' at position 30, where '; ' is needed")]
    [InlineData("lstm 1>3 tanh/sigmoid;", "';' at position 22, where '; ' is needed")]
    [InlineData("lstm 1>3 tanh/sigmoid; dense 4>1 linear", "a layer at position 24 that reads 4 values, but the layer before it passes on 3")]
    [InlineData("lstm 1>3 tanh/sigmoid; skip; dense 3>1 linear", "where the end is needed")]
    [InlineData("lstm 1>3 tanh/sigmoid; skip", "has a skip connection from 1 inputs to 3 outputs")]
    [InlineData("dense 1>3 tanh", "has no LSTM")]
    [InlineData("add 3 input; lstm 3>3 tanh/sigmoid", "has a sum at position 5 that adds 3 values of a layer before the one that it reads; there are none")]
    [InlineData("lstm 2>3 tanh/sigmoid; add 3 input", "there are 2")]
    [InlineData("lstm 3>3 tanh/sigmoid; add 3 0", "there are none")]
    [InlineData("lstm 1>3 log_softmax/sigmoid", "log_softmax is one of a Dense layer")]
    [InlineData("bidirectional max [lstm 1>3 tanh/sigmoid | lstm 1>3 tanh/sigmoid backward]", "where 'concat', 'sum', 'mul', 'ave' or 'none' is needed")]
    [InlineData("bidirectional concat [lstm 1>3 tanh/sigmoid | lstm 2>3 tanh/sigmoid backward]", "reads 2 values, but the first half reads 1")]
    [InlineData("bidirectional sum [lstm 1>3 tanh/sigmoid | lstm 1>2 tanh/sigmoid backward]", "merges halves of 3 and 2 values")]
    [InlineData("bidirectional none [lstm 1>3 tanh/sigmoid | lstm 1>2 tanh/sigmoid backward]; dense 5>1 linear", "reads two outputs")]
    [InlineData("bidirectional concat [dense 1>3 tanh | lstm 1>3 tanh/sigmoid backward]", "where 'lstm' is needed")]
    [InlineData("lstm 9999999>9999999 tanh/sigmoid", "parameters")]
    public void What_is_wrong_is_said(string line, string message)
    {
        FormatException thrown = Assert.Throws<FormatException>(() => NetworkArchitecture.Parse(line));

        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_line_is_refused_with_its_place()
    {
        const string Line = "masking(0); bidirectional concat [lstm 4>8>2 tanh/affine(0.2,0.5) peepholes clip(5) | lstm 4>8 tanh/sigmoid backward] last; dense 10>5 softmax no_bias";
        var whole = NetworkArchitecture.Parse(Line);
        for (int length = 0; length < Line.Length; length++)
        {
            try
            {
                Assert.NotEqual(whole.ToString(), NetworkArchitecture.Parse(Line[..length]).ToString());
            }
            catch (FormatException problem)
            {
                Assert.Contains("needed", problem.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("gelu", 1.5, 1.5 * 0.9331927987311419)]
    [InlineData("gelu", -3.0, -3.0 * 0.0013498980316301035)]
    [InlineData("sigmoid", 0.0, 0.5)]
    [InlineData("hard_sigmoid", 1.0, (1 / 6.0) + 0.5)]
    [InlineData("leaky_relu", -1.0, -0.2)]
    [InlineData("softplus", 30.0, 30.000000000000092)]
    public void Activations_are_computed(string name, double x, double expected)
    {
        var dense = (DenseArchitecture)NetworkArchitecture.Parse($"lstm 1>1 tanh/sigmoid; dense 1>1 {name}").Layers[1];

        Assert.Equal(expected, dense.Activation.Of(x), 1e-7);
    }
}
