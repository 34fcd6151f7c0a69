using System.Threading.Tasks;
using LstmGen.CodeFixes;
using LstmGen.Generator.Tests.Usage;
using Xunit;

namespace LstmGen.Generator.Tests.CodeFixing;

/// <summary>The fixes for LSTM026, LSTM027, LSTM029 and LSTM030, and cases without a fix.</summary>
public class UsageFixTests
{
    [Theory]
    [InlineData("Amp.State state = default; amp.Step(0.5f, ref state);", "Amp.State state = Amp.State.Initial; amp.Step(0.5f, ref state);")]
    [InlineData("var state = new Amp.State() /* zeros */; amp.Step(0.5f, ref state);", "var state = Amp.State.Initial /* zeros */; amp.Step(0.5f, ref state);")]
    [InlineData("Amp.State state = count > 0 ? Amp.State.Initial : default; amp.Step(0.5f, ref state);", "Amp.State state = count > 0 ? Amp.State.Initial : Amp.State.Initial; amp.Step(0.5f, ref state);")]
    [InlineData("var batch = new Amp.BatchState(4); batch[2] = default;", "var batch = new Amp.BatchState(4); batch[2] = Amp.State.Initial;")]
    [InlineData(
        "var state = default(Company.@event.Outer.@class.State); new Company.@event.Outer.@class().Step(0.5f, ref state);",
        "var state = Company.@event.Outer.@class.State.Initial; new Company.@event.Outer.@class().Step(0.5f, ref state);")]
    public Task The_initial_state(string before, string after) => UsageFix.Assert(UsageProject.Method(before), UsageProject.Method(after));

    [Theory]
    [InlineData("private Amp.State _state;", "private Amp.State _state = Amp.State.Initial;")]
    [InlineData("private Amp.State _state /* h, c */ ; // kept", "private Amp.State _state = Amp.State.Initial /* h, c */ ; // kept")]
    [InlineData("private Amp.State _state = Amp.State.Initial; public void Reset() => _state = new();", "private Amp.State _state = Amp.State.Initial; public void Reset() => _state = Amp.State.Initial;")]
    public Task The_initial_state_of_a_field(string before, string after) => UsageFix.Assert(Effect(before), Effect(after));

    [Fact]
    public Task All_initial_states() => UsageFix.AssertAll(
        new ReplaceCodeFix(), "LSTM026",
        Effect("private Amp.State _state; public void Reset() => _state = default; public void Again() { _state = new Amp.State(); }"),
        Effect("private Amp.State _state = Amp.State.Initial; public void Reset() => _state = Amp.State.Initial; public void Again() { _state = Amp.State.Initial; }"));

    [Fact]
    public Task An_array_of_states_has_no_fix() => UsageFix.AssertNone(
        UsageProject.Method("var states = new Amp.State[count]; amp.Step(0.5f, ref states[0]);"));

    [Theory]
    [InlineData(
        """
        // Frames.
        for (int i = 0; i < count; i++)
        {
            // The network.
            var network = new Gesture(parameters); // packed
            network.Forward(input, output);
        }
        """,
        """
        // The network.
        var network = new Gesture(parameters); // packed
        // Frames.
        for (int i = 0; i < count; i++)
        {
            network.Forward(input, output);
        }
        """)]
    [InlineData(
        """
        float[] gesture2 = null;

        foreach (float x in samples)
        {
            new Gesture(parameters).Forward(input, output);
        }
        """,
        """
        float[] gesture2 = null;

        var gesture3 = new Gesture(parameters);
        foreach (float x in samples)
        {
            gesture3.Forward(input, output);
        }
        """)]
    [InlineData(
        """
        while (Score < 1)
        {
            var batch = new Gesture.BatchState(count);
            gesture.StepBatch(count, input, output, batch);
            Score++;
        }
        """,
        """
        var batch = new Gesture.BatchState(count);
        while (Score < 1)
        {
            batch.Reset();
            gesture.StepBatch(count, input, output, batch);
            Score++;
        }
        """)]
    [InlineData(
        """
        do
        {
            float[] @out = new float[Gesture.OutputLength];
            gesture.Forward(input, @out);
            Score += @out[0];
        }
        while (Score < 1);
        """,
        """
        float[] @out = new float[Gesture.OutputLength];
        do
        {
            gesture.Forward(input, @out);
            Score += @out[0];
        }
        while (Score < 1);
        """)]
    [InlineData(
        """
        switch (count)
        {
            case 1:
                for (int i = 0; i < count; i++)
                {
                    var y = new float[3];
                    gesture.Forward(input, y);
                }
                break;
        }
        """,
        """
        switch (count)
        {
            case 1:
                var y = new float[3];
                for (int i = 0; i < count; i++)
                {
                    gesture.Forward(input, y);
                }
                break;
        }
        """)]
    public Task Before_the_loop(string before, string after) => UsageFix.Assert(Lines(before), Lines(after));

    [Theory]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Forward(samples.AsSpan(i * 8, 8).ToArray(), output); }", "for (int i = 0; i < count; i++) { gesture.Forward(samples.AsSpan(i * 8, 8), output); }")]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Forward(samples[(i * 8)..(i * 8 + 8)], output); }", "for (int i = 0; i < count; i++) { gesture.Forward(samples.AsSpan((i * 8)..(i * 8 + 8)), output); }")]
    public Task A_span_in_place_of_a_copy(string before, string after) => UsageFix.Assert(UsageProject.Method(before), UsageProject.Method(after));

    [Fact]
    public Task All_copies() => UsageFix.AssertAll(
        new ReplaceCodeFix(), "LSTM029",
        UsageProject.Method("for (int i = 0; i < count; i++) { gesture.Forward(samples[(i * 8)..(i * 8 + 8)], output); } foreach (float x in samples) { gesture.Forward(input[..8], output); }"),
        UsageProject.Method("for (int i = 0; i < count; i++) { gesture.Forward(samples.AsSpan((i * 8)..(i * 8 + 8)), output); } foreach (float x in samples) { gesture.Forward(input.AsSpan(..8), output); }"));

    [Fact]
    public Task All_networks() => UsageFix.AssertAll(
        new MoveBeforeLoopCodeFix(), "LSTM027",
        Lines("""
            for (int i = 0; i < count; i++)
            {
                var first = new Gesture(parameters);
                first.Forward(input, output);
            }

            foreach (float x in samples)
            {
                var second = new Gesture(input);
                second.Forward(output, output);
            }
            """),
        Lines("""
            var first = new Gesture(parameters);
            for (int i = 0; i < count; i++)
            {
                first.Forward(input, output);
            }

            var second = new Gesture(input);
            foreach (float x in samples)
            {
                second.Forward(output, output);
            }
            """));

    [Theory]
    // Its name is taken, or means something else there.
    [InlineData("for (int i = 0; i < count; i++) { var y = new float[3]; gesture.Forward(input, y); } for (int i = 0; i < count; i++) { var y = new float[3]; gesture.Forward(input, y); }")]
    [InlineData("for (int i = 0; i < count; i++) { var y = new float[3]; gesture.Forward(input, y); } foreach (float y in samples) { Score++; }")]
    [InlineData("for (int i = 0; i < count; i++) { var Score = new float[3]; gesture.Forward(input, Score); } this.Score = 1; Keep(new { Score });")]
    // Nothing can be put before the loop, or the declaration declares several variables.
    [InlineData("if (count > 0) for (int i = 0; i < count; i++) { var y = new float[3]; gesture.Forward(input, y); }")]
    [InlineData("for (int i = 0; i < count; i++) { float[] y = new float[3], z = output; gesture.Forward(input, y); }")]
    // The array's elements may be read before they are written, or may not be written at all.
    [InlineData("for (int i = 0; i < count; i++) { var x = new float[8]; if (i > 3) { x[0] = 1; } gesture.Forward(x, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { var y = new float[3]; if (i > 3) { gesture.Forward(input, y); } Score += y[0]; }")]
    [InlineData("for (int i = 0; i < count; i++) { var y = new float[3]; Score += y[0]; gesture.Forward(input, y); }")]
    // The output would overlap the input.
    [InlineData("Span<float> all = samples; for (int i = 0; i < count; i++) { gesture.Forward(all.Slice(i * 8, 8).ToArray(), all); }")]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Forward(samples[(8 * i)..(8 * i + 8)], samples); }")]
    // A batch without a name can't be reset.
    [InlineData("for (int i = 0; i < count; i++) { gesture.StepBatch(2, input, output, new Gesture.BatchState(2)); }")]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Forward(samples.Skip(i).Take(8).ToArray(), output); }")]
    public Task No_fix(string statements) => UsageFix.AssertNone(UsageProject.Method(statements));

    private static string Lines(string statements) => UsageProject.Method(statements.Replace("\n", "\n        "));

    private static string Effect(string members) => $$"""
        public class Effect
        {
            {{members}}

            public float Next(Amp amp, float x) => amp.Step(x, ref _state);
        }
        """;
}
