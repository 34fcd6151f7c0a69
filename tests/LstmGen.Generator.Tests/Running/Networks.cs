using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Tests.Running;

/// <summary>
/// The networks of the snapshots, in the oldest language in which generated code compiles, so that every kind of project can have them.
/// </summary>
internal static class Networks
{
    /// <summary>One layer with few units.</summary>
    public const string Small = """
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture { }
        """;

    /// <summary>Stacked layers.</summary>
    public const string Stack = """
        using LstmGen;

        namespace Weather
        {
            [Lstm(Input = 1, Units = 8, Steps = 64, ReturnSequences = true)]
            [Lstm(Units = 5)]
            [Dense(Units = 1)]
            public partial class Forecast { }
        }
        """;

    /// <summary>A structure in a class, with names that are keywords.</summary>
    public const string Nested = """
        using LstmGen;

        namespace Company.@event
        {
            public partial class Outer
            {
                [Lstm(Input = 1, Units = 2, UseBias = false, Activation = Activation.Relu, RecurrentActivation = Activation.HardSigmoid)]
                public partial struct @class { }
            }
        }
        """;

    /// <summary>Every step written out, one value at a time.</summary>
    public const string Scalar = """
        using LstmGen;

        [Dense(Input = 3, Units = 2, Activation = Activation.HardSigmoid02)]
        [Lstm(Units = 2, Steps = 3)]
        [LstmOptions(Unroll = Unroll.Full, Arithmetic = Arithmetic.Separate, VectorWidth = VectorWidth.Scalar)]
        public partial class Sensor { }
        """;

    /// <summary>A layer that is too wide to be written out.</summary>
    public const string Tiled = """
        using LstmGen;

        [Lstm(Input = 16, Units = 64)]
        public partial class Speech { }
        """;

    /// <summary>A layer from both ends, a head of probabilities, and masked steps.</summary>
    public const string Bidirectional = """
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true, Direction = LstmDirection.Bidirectional, Merge = MergeMode.Sum)]
        [Dense(Units = 2, Activation = Activation.Softmax)]
        [Masking(Value = -1)]
        [LstmOptions(VectorWidth = VectorWidth.Vector128)]
        public partial class Tagger { }
        """;

    /// <summary>What ONNX and PyTorch add to a cell.</summary>
    public const string Cell = """
        using LstmGen;

        [Lstm(Input = 2, Units = 6, Peepholes = true, CoupledGates = true, Projection = 2, Clip = 3, CellClip = 0.5f,
            HiddenActivation = Activation.LeakyRelu, HiddenActivationAlpha = 0.01f)]
        [SkipConnection]
        [LstmOptions(VectorWidth = VectorWidth.Vector256)]
        public partial class Cell { }
        """;

    /// <summary>Options and activations that the others don't have.</summary>
    public const string Options = """
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture { }

        [Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true, Direction = LstmDirection.GoBackwards, Activation = Activation.Gelu, RecurrentActivation = Activation.Elu)]
        [Lstm(Units = 2, ReturnSequences = true, Direction = LstmDirection.Bidirectional, Merge = MergeMode.None, Activation = Activation.Softplus, RecurrentActivation = Activation.Silu)]
        public partial class TwoOutputs { }

        [Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true, Direction = LstmDirection.Bidirectional, Activation = Activation.Selu, HiddenActivation = Activation.Softsign)]
        [Dense(Units = 2, Activation = Activation.Softmax)]
        [Masking(Value = -1)]
        public partial class Tagger { }

        [Lstm(Input = 2, Units = 6, Steps = 4, Peepholes = true, CoupledGates = true, Projection = 2, Clip = 3, CellClip = 0.5f, Activation = Activation.GeluTanh, RecurrentActivation = Activation.ThresholdedRelu)]
        [SkipConnection]
        [Masking]
        public partial class Cell { }

        [Lstm(Input = 2, Units = 6, Steps = 4, Peepholes = true, Projection = 2, Activation = Activation.Gelu, RecurrentActivation = Activation.Softplus)]
        [Dense(Units = 3, Activation = Activation.Softmax)]
        [LstmOptions(Precision = Precision.Double)]
        public partial class DoubleCell { }
        """;

    /// <summary>A class of a trained model.</summary>
    public const string Trained = """
        using LstmGen;

        [LstmModel("models/amp.json")]
        public partial class Amp { }
        """;

    /// <summary>The model, with an initial state and a skip connection.</summary>
    public const string TrainedModel = """
        lstm-model 1
        source "models/amp.json"
        framework "PyTorch"
        metadata name "Crunch" sample_rate 48000
        input 1
        skip

        lstm units 2 activation tanh recurrent_activation sigmoid use_bias true return_sequences true
          kernel 0.5 -0.25 1 -1 0.125 3 -0.75 0.0625
          recurrent_kernel 1 2 3 4 5 6 7 8 -1 -2 -3 -4 -5 -6 -7 -8
          bias 0.1 0.2 0.3 0.4 0.5 0.6 0.7 -0
          initial_hidden 0.25 -0.5
          initial_cell 1 2

        dense units 1 activation linear use_bias true
          kernel 1.5 -2.5
          bias 0.01

        end
        """;

    /// <summary>A file for each snapshot, with the classes of one name renamed.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Small, Stack, Nested, Scalar, Tiled, Bidirectional, Cell, Trained, Options.Replace("class Gesture", "class Gesture2").Replace("class Tagger", "class Tagger2").Replace("class Cell", "class Cell2")];

    /// <summary>How many networks they are.</summary>
    public static int Count { get; } = All.Sum(source => source.Split("public partial").Length - 1) - 1;
}
