using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>Networks that can't be computed: LSTM003 to LSTM006, and LSTM011.</summary>
public class NetworkDiagnosticTests
{
    [Theory]
    [InlineData("[Lstm]", "1 LSTM003 [Lstm] Input of layer lstm is not given; it must be at least 1", "1 LSTM003 [Lstm] Units of layer lstm is not given; it must be at least 1")]
    [InlineData("[Lstm()]", "1 LSTM003 [Lstm()] Input of layer lstm is not given; it must be at least 1", "1 LSTM003 [Lstm()] Units of layer lstm is not given; it must be at least 1")]
    [InlineData("[Lstm(Units = 3)]", "1 LSTM003 [Lstm(Units = 3)] Input of layer lstm is not given; it must be at least 1")]
    [InlineData("[Lstm(Input = 3)]", "1 LSTM003 [Lstm(Input = 3)] Units of layer lstm is not given; it must be at least 1")]
    [InlineData("[Lstm(Input = 0, Units = 3)]", "1 LSTM003 [Input = 0] Input of layer lstm is 0; it must be at least 1")]
    [InlineData("[Lstm(Input = 2, Units = -3)]", "1 LSTM003 [Units = -3] Units of layer lstm is -3; it must be at least 1")]
    [InlineData("[Lstm(Input = 2, Units = int.MinValue)]", "1 LSTM003 [Units = int.MinValue] Units of layer lstm is -2147483648; it must be at least 1")]
    [InlineData("[Lstm(Input = 2, Units = 3, Steps = 0)]", "1 LSTM003 [Steps = 0] Steps of layer lstm is 0; it must be at least 1")]
    [InlineData("[Lstm(Input = 2, Units = 3, Steps = -1)]", "1 LSTM003 [Steps = -1] Steps of layer lstm is -1; it must be at least 1")]
    [InlineData("[Lstm(Input = 2, Units = 3), Dense]", "1 LSTM003 [Dense] Units of layer dense is not given; it must be at least 1")]
    [InlineData("[Lstm(Input = 2, Units = 3), Dense(Units = 1), Dense(Units = 0)]", "1 LSTM003 [Units = 0] Units of layer dense_1 is 0; it must be at least 1")]
    [InlineData("[Lstm(Input = 2, Units = 3), Dense(Input = 0, Units = 1)]", "1 LSTM003 [Input = 0] Input of layer dense is 0; it must be at least 1")]
    [InlineData("[Lstm(Input = -1, Units = 0, Steps = 0)]", "1 LSTM003 [Input = -1] Input of layer lstm is -1; it must be at least 1", "1 LSTM003 [Units = 0] Units of layer lstm is 0; it must be at least 1", "1 LSTM003 [Steps = 0] Steps of layer lstm is 0; it must be at least 1")]
    public Task Sizes_that_are_missing_or_too_small(string attributes, params string[] expected) => Reports(attributes, expected);

    [Theory]
    [InlineData("[Lstm(Input = 2, Units = 3), Dense(Input = 4, Units = 1)]", "1 LSTM004 [Input = 4] Layer dense has Input = 4, and layer lstm before it outputs 3 values; leave Input out or make them equal")]
    [InlineData("[Dense(Input = 2, Units = 3), Lstm(Input = 2, Units = 1)]", "1 LSTM004 [Input = 2] Layer lstm has Input = 2, and layer dense before it outputs 3 values; leave Input out or make them equal")]
    [InlineData("[Lstm(Input = 2, Units = 3), Lstm(Units = 1)]", "1 LSTM004 [Lstm(Input = 2, Units = 3)] Layer lstm comes before another LSTM layer, which reads every step; add ReturnSequences = true")]
    [InlineData("[Lstm(Input = 2, Units = 3), Dense(Units = 4), Lstm(Units = 1)]", "1 LSTM004 [Lstm(Input = 2, Units = 3)] Layer lstm comes before another LSTM layer, which reads every step; add ReturnSequences = true")]
    [InlineData("[Lstm(Input = 2, Units = 3, ReturnSequences = false), Lstm(Units = 1, ReturnSequences = true)]", "1 LSTM004 [Lstm(Input = 2, Units = 3, ReturnSequences = false)] Layer lstm comes before another LSTM layer, which reads every step; add ReturnSequences = true")]
    [InlineData("[Lstm(Input = 2, Units = 3), Lstm(Units = 4), Lstm(Units = 5)]", "1 LSTM004 [Lstm(Input = 2, Units = 3)] Layer lstm comes before another LSTM layer, which reads every step; add ReturnSequences = true", "1 LSTM004 [Lstm(Units = 4)] Layer lstm_1 comes before another LSTM layer, which reads every step; add ReturnSequences = true")]
    [InlineData("[Lstm(Input = 2, Units = 3), Dense(Input = 3, Units = 1)]")]
    public Task Layers_that_do_not_chain(string attributes, params string[] expected) => Reports(attributes, expected);

    [Theory]
    [InlineData("[Lstm(Input = 2, Units = 3, Steps = 4), Dense(Units = 1, Steps = 5)]", "1 LSTM005 [Steps = 5] Layer dense has Steps = 5, and layer lstm has Steps = 4; a network reads one sequence of one length")]
    [InlineData("[Dense(Input = 2, Units = 3), Lstm(Units = 1, Steps = 4, ReturnSequences = true), Lstm(Units = 2, Steps = 3)]", "1 LSTM005 [Steps = 3] Layer lstm_1 has Steps = 3, and layer lstm has Steps = 4; a network reads one sequence of one length")]
    [InlineData("[Lstm(Input = 2, Units = 3, Steps = 4), Dense(Units = 1, Steps = 4)]")]
    [InlineData("[Lstm(Input = 2, Units = 3), Dense(Units = 1, Steps = 4)]")]
    public Task Steps_that_contradict(string attributes, params string[] expected) => Reports(attributes, expected);

    [Theory]
    [InlineData("[Dense(Input = 2, Units = 3)]", "1 LSTM006 [Dense(Input = 2, Units = 3)] Gesture has [Dense] and no [Lstm]; a network needs at least one LSTM layer")]
    [InlineData("[Dense(Input = 2, Units = 3), Dense(Units = 0)]", "1 LSTM006 [Dense(Input = 2, Units = 3)] Gesture has [Dense] and no [Lstm]; a network needs at least one LSTM layer")]
    [InlineData("[LstmOptions(Unroll = Unroll.Full)]", "1 LSTM006 [LstmOptions(Unroll = Unroll.Full)] Gesture has [LstmOptions] and no [Lstm]; a network needs at least one LSTM layer")]
    [InlineData("[LstmOptions, Dense(Input = 2, Units = 3)]", "1 LSTM006 [LstmOptions] Gesture has [Dense] and no [Lstm]; a network needs at least one LSTM layer")]
    [InlineData("[Training]", "1 LSTM006 [Training] Gesture has [Training] and no [Lstm]; a network needs at least one LSTM layer")]
    [InlineData("[Training(Steps = 4), Dense(Input = 2, Units = 3)]", "1 LSTM006 [Training(Steps = 4)] Gesture has [Dense] and no [Lstm]; a network needs at least one LSTM layer")]
    public Task No_recurrent_layer(string attributes, params string[] expected) => Reports(attributes, expected);

    [Theory]
    [InlineData("[Lstm(Input = 2, Units = 3, Activation = (Activation)99)]", "1 LSTM011 [Activation = (Activation)99] Activation = 99 is not a valid Activation")]
    [InlineData("[Lstm(Input = 2, Units = 3, RecurrentActivation = (Activation)(-1))]", "1 LSTM011 [RecurrentActivation = (Activation)(-1)] RecurrentActivation = -1 is not a valid Activation")]
    [InlineData("[Lstm(Input = 2, Units = 3), Dense(Units = 1, Activation = (Activation)1000)]", "1 LSTM011 [Activation = (Activation)1000] Activation = 1000 is not a valid Activation")]
    [InlineData("[Lstm(Input = 2, Units = 3), LstmOptions(Unroll = (Unroll)4)]", "1 LSTM011 [Unroll = (Unroll)4] Unroll = 4 is not a valid Unroll")]
    [InlineData("[Lstm(Input = 2, Units = 3), LstmOptions(Arithmetic = (Arithmetic)3, VectorWidth = (VectorWidth)64)]", "1 LSTM011 [Arithmetic = (Arithmetic)3] Arithmetic = 3 is not a valid Arithmetic", "1 LSTM011 [VectorWidth = (VectorWidth)64] VectorWidth = 64 is not a valid VectorWidth")]
    public Task Values_that_an_enum_does_not_have(string attributes, params string[] expected) => Reports(attributes, expected);

    [Fact]
    public Task A_value_on_the_assembly_that_an_enum_does_not_have() => Reported.AsAsync(
        "[assembly: LstmGen.LstmOptions(Unroll = (LstmGen.Unroll)4)]\n[LstmGen.Lstm(Input = 2, Units = 3)]\npublic partial class Gesture { }",
        "1 LSTM011 [Unroll = (LstmGen.Unroll)4] Unroll = 4 is not a valid Unroll");

    [Fact]
    public Task A_value_on_the_type_goes_before_that_of_the_assembly() => Reported.AsAsync(
        "[assembly: LstmGen.LstmOptions(Unroll = (LstmGen.Unroll)4)]\n[LstmGen.Lstm(Input = 2, Units = 3), LstmGen.LstmOptions(Unroll = LstmGen.Unroll.Step)]\npublic partial class Gesture { }");

    [Fact]
    public Task Problems_of_the_type_and_of_the_network_together() => ReportsOf(
        "public class Gesture<T> { }",
        "[Lstm(Input = 2, Units = 0), Dense(Units = 1, Activation = (Activation)90)]",
        "1 LSTM003 [Units = 0] Units of layer lstm is 0; it must be at least 1",
        "1 LSTM011 [Activation = (Activation)90] Activation = 90 is not a valid Activation",
        "1 LSTM001 [Gesture] Gesture must be partial, so that the network's code can be added to it",
        "1 LSTM002 [Gesture] Gesture can't hold a network: it is generic");

    private static Task Reports(string attributes, params string[] expected) => ReportsOf("public partial class Gesture { }", attributes, expected);

    private static Task ReportsOf(string type, string attributes, params string[] expected) => Reported.AsAsync("using LstmGen; " + attributes + " " + type, expected);
}
