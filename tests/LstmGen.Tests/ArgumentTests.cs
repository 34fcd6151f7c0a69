using System;
using System.Linq;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;

namespace LstmGen.Tests;

/// <summary>Wrong lengths are refused with a message that says what is required, before anything is written.</summary>
public class ArgumentTests
{
    private static readonly NetworkSpec Last = new(2, 4, new LstmSpec(3));
    private static readonly NetworkSpec Sequences = new(3, 4, new LstmSpec(5, ReturnSequences: true), new DenseSpec(2));
    private static readonly NetworkSpec Same = new(3, 4, new LstmSpec(3, ReturnSequences: true));
    private static readonly NetworkSpec Single = new(1, 4, new LstmSpec(1, ReturnSequences: true));

    private static readonly Lazy<IModel[]> Models = new(() =>
        [.. GeneratedModel.Compile(new[] { Last, Sequences, Same, Single }.Select(spec => new NetworkVariant(spec)))
            .Select(model => model.Create(model.Spec.RandomParameters(seed: 1, scale: 1)))]);

    private delegate void Call(ReadOnlySpan<float> input, Span<float> output, IModelState state);

    [Fact]
    public void Forward()
    {
        AssertRefused(Models.Value[0], (x, y, _) => Models.Value[0].Forward(x, y), 6, 3, "input", "input holds 6 values", "Forward needs 8 (4 steps × 2 features)");
        AssertRefused(Models.Value[0], Models.Value[0].Forward, 9, 3, "input", "input holds 9 values", "Forward needs 8 (4 steps × 2 features)");
        AssertRefused(Models.Value[0], Models.Value[0].Forward, 0, 3, "input", "input holds 0 values", "8");
        AssertRefused(Models.Value[0], Models.Value[0].Forward, 8, 1, "output", "output holds 1 value;", "Forward needs 3");
        AssertRefused(Models.Value[0], Models.Value[0].Forward, 8, 12, "output", "output holds 12 values", "Forward needs 3");
        AssertRefused(Models.Value[1], Models.Value[1].Forward, 12, 2, "output", "output holds 2 values", "Forward needs 8 (4 steps × 2 values)");
    }

    [Fact]
    public void Step()
    {
        AssertRefused(Models.Value[1], Models.Value[1].Step, 2, 2, "input", "input holds 2 values", "Step needs 3");
        AssertRefused(Models.Value[1], Models.Value[1].Step, 6, 2, "input", "input holds 6 values", "Step needs 3");
        AssertRefused(Models.Value[1], Models.Value[1].Step, 3, 3, "output", "output holds 3 values", "Step needs 2");
        AssertRefused(Models.Value[1], Models.Value[1].Step, 3, 0, "output", "output holds 0 values", "Step needs 2");
    }

    [Fact]
    public void Process()
    {
        AssertRefused(Models.Value[1], Models.Value[1].Process, 7, 4, "input", "input holds 7 values", "a multiple of 3");
        AssertRefused(Models.Value[1], Models.Value[1].Process, 9, 4, "output", "output holds 4 values", "Process needs 6 (3 steps × 2 values)");
        AssertRefused(Models.Value[1], Models.Value[1].Process, 0, 2, "output", "output holds 2 values", "Process needs 0");
    }

    [Fact]
    public void Process_of_nothing_does_nothing()
    {
        IModelState state = Models.Value[1].CreateState();
        state.Cell(0).Fill(0.5f);
        IModelState before = state.Copy();
        Models.Value[1].Process([], [], state);
        Assert.Equal(before, state);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Process_in_place(int model)
    {
        NetworkSpec spec = new[] { Last, Sequences, Same, Single }[model];
        float[] input = spec.RandomInput(seed: 1, steps: 7);
        float[] expected = Models.Value[model].Process(spec, input, Models.Value[model].CreateState());
        Models.Value[model].Process(input, input.AsSpan(0, expected.Length), Models.Value[model].CreateState());
        Assert.Equal(expected, input[..expected.Length]);
    }

    /// <summary>Rows that would overwrite unread steps must not give a plausible wrong result.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Process_over_input_that_is_still_needed_is_refused(int model, int offset)
    {
        NetworkSpec spec = new[] { Last, Sequences, Same, Single }[model];
        float[] values = spec.RandomInput(seed: 1, steps: 20);
        var before = (float[])values.Clone();
        var exception = Assert.Throws<ArgumentException>(() => Models.Value[model].Process(
            values.AsSpan(0, 6 * spec.Input), values.AsSpan(offset, 6 * spec.Output), Models.Value[model].CreateState()));
        Assert.Equal("output", exception.ParamName);
        Assert.Equal(before, values);
    }

    [Fact]
    public void Messages_name_the_class_and_say_what_is_needed()
    {
        var network = new Lstm3On4x2(new float[Lstm3On4x2.ParameterCount]);
        AssertMessage("input holds 6 values; Lstm3On4x2.Forward needs 8 (4 steps × 2 features) (Parameter 'input')", () => network.Forward(new float[6], new float[3]));
        AssertMessage("input holds 1 value; Lstm3On4x2.Forward needs 8 (4 steps × 2 features) (Parameter 'input')", () => network.Forward(new float[1], new float[3]));
        AssertMessage("output holds 0 values; Lstm3On4x2.Forward needs 3 (Parameter 'output')", () => network.Forward(new float[8], []));
        AssertMessage("destination holds 71 values; Lstm3On4x2.CopyParametersTo needs 72 (Parameter 'destination')", () => network.CopyParametersTo(new float[71]));
        AssertMessage("parameters holds 71 values; Lstm3On4x2 needs 72 (Parameter 'parameters')", () => _ = new Lstm3On4x2(new float[71]));

        static void AssertMessage(string message, Action call) => Assert.Equal(message, Assert.Throws<ArgumentException>(call).Message);
    }

    /// <summary>C# can't prevent <c>default</c>; no member may compute with missing parameters.</summary>
    [Fact]
    public void A_default_struct_is_refused_by_every_member() => AssertNoParameters(
        "OneValueStruct",
        output => default(OneValueStruct).Forward(output, output),
        output => Start(default(OneValueStruct).Forward, output),
        output => Start(default(OneValueStruct).Process, output),
        output => Start(default(OneValueStruct).Step, output.AsSpan(0, 1)),
        _ =>
        {
            OneValueStruct.State state = default;
            default(OneValueStruct).Step(1f, ref state);
        },
        _ => default(OneValueStruct).CopyParametersTo(new float[OneValueStruct.ParameterCount]),
        output => default(OneValueStruct).ForwardBatch(1, new float[4], output),
        output => default(OneValueStruct).ForwardBatch(1, new float[4], output, new OneValueStruct.BatchState(1)),
        output => default(OneValueStruct).StepBatch(4, new float[4], output, new OneValueStruct.BatchState(17)),
        output => default(OneValueStruct).ProcessBatch(2, new float[4], output, new OneValueStruct.BatchState(2)));

    [Fact]
    public void A_class_whose_own_constructor_leaves_the_parameters_out_is_refused_by_every_member()
    {
        var network = new WithoutParameters();
        AssertNoParameters(
            "WithoutParameters",
            output => network.Forward(output, output),
            output =>
            {
                WithoutParameters.State state = default;
                network.Forward(output, output, ref state);
            },
            output =>
            {
                WithoutParameters.State state = default;
                network.Process(output, output, ref state);
            },
            output =>
            {
                WithoutParameters.State state = default;
                network.Step(output.AsSpan(0, 1), output.AsSpan(0, 1), ref state);
            },
            _ =>
            {
                WithoutParameters.State state = default;
                network.Step(1f, ref state);
            },
            _ => network.CopyParametersTo(new float[WithoutParameters.ParameterCount]),
            output => network.ForwardBatch(1, new float[4], output),
            output => network.ForwardBatch(1, new float[4], output, new WithoutParameters.BatchState(1)),
            output => network.StepBatch(4, new float[4], output, new WithoutParameters.BatchState(17)),
            output => network.ProcessBatch(2, new float[4], output, new WithoutParameters.BatchState(2)));
    }

    private delegate void StructCall(ReadOnlySpan<float> input, Span<float> output, ref OneValueStruct.State state);

    private static void Start(StructCall call, Span<float> values)
    {
        OneValueStruct.State state = default;
        call(values, values, ref state);
    }

    private static void AssertNoParameters(string name, params Action<float[]>[] members)
    {
        Assert.All(members, member =>
        {
            float[] values = [1, 2, 3, 4];
            var exception = Assert.Throws<InvalidOperationException>(() => member(values));
            Assert.Contains(name, exception.Message);
            Assert.Contains($"new {name}(parameters)", exception.Message);
            Assert.Contains("12 values", exception.Message);
            Assert.Equal([1, 2, 3, 4], values);
        });
    }

    private static void AssertRefused(IModel model, Call call, int inputLength, int outputLength, string parameter, params string[] says)
    {
        var output = new float[outputLength];
        Array.Fill(output, 5f);
        IModelState state = model.CreateState();
        state.Hidden(0).Fill(0.25f);
        IModelState before = state.Copy();
        var exception = Assert.Throws<ArgumentException>(() => call(new float[inputLength], output, state));
        Assert.Equal(parameter, exception.ParamName);
        Assert.All(says, part => Assert.Contains(part, exception.Message));
        Assert.All(output, value => Assert.Equal(5f, value));
        Assert.Equal(before, state);
    }
}
