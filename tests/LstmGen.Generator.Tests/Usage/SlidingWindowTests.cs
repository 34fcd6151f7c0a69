using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests.Usage;

/// <summary>Windows that advance by one step from call to call: LSTM028.</summary>
public class SlidingWindowTests
{
    [Theory]
    // By where they begin.
    [InlineData("for (int t = 0; t + 8 <= samples.Length; t++) { {|028:series.Forward(samples.AsSpan(t, 8), output)|}; }")]
    [InlineData("for (int t = 0; t < count; t++) { {|028:series.Forward(new ReadOnlySpan<float>(samples).Slice(t, Series.InputLength), output)|}; }")]
    [InlineData("ReadOnlySpan<float> all = samples; for (int t = 0; t < count; ++t) { {|028:series.Forward(all.Slice(t, Series.InputLength), output)|}; }")]
    [InlineData("ReadOnlySpan<float> all = samples; for (int t = 0; t < count; t++) { {|028:series.Forward(all[t..(t + 8)], output)|}; }")]
    [InlineData("for (int t = 0; t < count; t++) { {|028:series.Forward(samples.AsSpan(t..(t + 8)), output)|}; }")]
    [InlineData("for (int t = 0; t < count; t++) { {|028:series.Forward(samples[t..(t + 8)], output)|}; }")]
    [InlineData("for (int t = 0; t < count; t++) { {|028:series.Forward(samples.AsSpan(t, 8).ToArray(), output)|}; }")]
    [InlineData("for (int t = 7; t < count; t++) { {|028:series.Forward(samples.AsSpan(t - 7, 8), output)|}; Score += output[0]; }")]
    [InlineData("for (int t = 0; t < count; t++) { {|028:gesture.Forward(samples.AsSpan(t * Gesture.InputSize, Gesture.InputLength), output)|}; }")]
    [InlineData("for (int t = 0; t < count; t++) { {|028:gesture.Forward(samples.AsSpan(2 * (t + 1), 8), output)|}; }")]
    [InlineData("for (int at = 0; at < count; at += 2) { {|028:gesture.Forward(samples.AsSpan(at, 8), output)|}; }")]
    [InlineData("Memory<float> all = samples; for (int t = 0; t < count; t++) { {|028:series.Forward(all.Slice(t, 8).Span, output)|}; }")]
    [InlineData("for (int t = 0; t < count; t++) { var state = Series.State.Initial; {|028:series.Forward(samples.AsSpan(t, 8), output, ref state)|}; }")]
    // By how their values move.
    [InlineData("foreach (float x in samples) { Array.Copy(input, 1, input, 0, 7); input[7] = x; {|028:series.Forward(input, output)|}; }")]
    [InlineData("Array.Copy(input, 1, input, 0, input.Length - 1); input[input.Length - 1] = samples[0]; {|028:series.Forward(input, output)|};")]
    [InlineData("Array.Copy(input, Gesture.InputSize, input, 0, 6); {|028:gesture.Forward(input, output)|};")]
    [InlineData("Buffer.BlockCopy(input, 4, input, 0, 28); {|028:series.Forward(input, output)|};")]
    [InlineData("input.AsSpan(1).CopyTo(input); {|028:series.Forward(input, output)|};")]
    [InlineData("input.AsSpan(1, 7).CopyTo(input.AsSpan()); {|028:series.Forward(input.AsSpan(), output)|};")]
    [InlineData("Span<float> window = stackalloc float[8]; foreach (float x in samples) { window[1..].CopyTo(window); window[7] = x; {|028:series.Forward(window, output)|}; }")]
    [InlineData("Span<float> window = stackalloc float[8]; foreach (float x in samples) { window.Slice(1).CopyTo(window); window[7] = x; {|028:series.Forward(window, output)|}; }")]
    [InlineData("while (Score < 1) { for (int i = 0; i < 7; i++) { input[i] = input[i + 1]; } input[7] = Score; {|028:series.Forward(input, output)|}; Score += output[0]; }")]
    [InlineData("for (int i = 1; i < 8; i++) { input[i - 1] = input[i]; } {|028:series.Forward(input, output)|};")]
    [InlineData("for (int i = 0; i < 6; i++) { input[i] = input[i + Gesture.InputSize]; } {|028:gesture.Forward(input, output)|};")]
    [InlineData("var last = new Queue<float>(); foreach (float x in samples) { last.Enqueue(x); if (last.Count > 8) { last.Dequeue(); } {|028:series.Forward(last.ToArray(), output)|}; }")]
    [InlineData("foreach (float x in samples) { Array.Copy(input, 1, input, 0, 7); input[7] = x; if (++count >= 8) { {|028:series.Forward(input, output)|}; if (output[0] > Score) { Score = output[0]; } } }")]
    [InlineData("var last = new Queue<float>(); foreach (float x in samples) { while (last.Count >= 8) { last.Dequeue(); } last.Enqueue(x); if (last.Count == 8) { {|028:series.Forward(last.ToArray(), output)|}; } }")]
    public Task A_window_that_slides(string statements) => UsageProject.AssertMethod(statements);

    [Theory]
    // One sequence after another.
    [InlineData("for (int i = 0; i < count; i++) { series.Forward(samples.AsSpan(i * Series.InputLength, Series.InputLength), output); }")]
    [InlineData("for (int at = 0; at < samples.Length; at += 8) { series.Forward(samples.AsSpan(at, 8), output); }")]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Forward(samples.AsSpan(8 * i, 8), output.AsSpan(3 * i, 3)); }")]
    [InlineData("foreach (float[] sequence in new[] { input, samples }) { series.Forward(sequence, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { series.Forward(input, output); }")]
    // By half a window, and by an unknown amount.
    [InlineData("for (int at = 0; at < count; at += 4) { series.Forward(samples.AsSpan(at, 8), output); }")]
    [InlineData("for (int i = 0; i < count; i++) { series.Forward(samples.AsSpan(i * count, 8), output); }")]
    [InlineData("for (int i = 0; i < count; i += count) { series.Forward(samples.AsSpan(i, 8), output); }")]
    [InlineData("int at = 0; for (int i = 0; i < count; i++) { series.Forward(samples.AsSpan(at, 8), output); at += 8; }")]
    [InlineData("var random = new Random(1); for (int i = 0; i < count; i++) { series.Forward(samples.AsSpan(random.Next(count), 8), output); }")]
    [InlineData("for (int t = 0; t < count; t++) { gesture.Forward(samples.AsSpan(t, 8), output); }")]
    // Several steps at a time, between which it is not read.
    [InlineData("for (int t = 0; t < count; t++) { if (t % 4 == 0) { series.Forward(samples.AsSpan(t, 8), output); } }")]
    [InlineData("for (int t = 0; t < count; t++) { if ((t & 3) != 0) { continue; } series.Forward(samples.AsSpan(t, 8), output); }")]
    [InlineData("foreach (float x in samples) { Array.Copy(input, 1, input, 0, 7); input[7] = x; if (++count == 4) { count = 0; series.Forward(input, output); } }")]
    [InlineData("foreach (float x in samples) { Array.Copy(input, 1, input, 0, 7); input[7] = x; if (++count < 4) { continue; } count -= 4; series.Forward(input, output); }")]
    [InlineData("while (Score < 1) { for (int i = 0; i < 4; i++) { Array.Copy(input, 1, input, 0, 7); input[7] = Score; } series.Forward(input, output); Score += output[0]; }")]
    [InlineData("while (Score < 1) { for (int k = 0; k < 4; k++) { for (int i = 0; i < 7; i++) { input[i] = input[i + 1]; } } series.Forward(input, output); Score += output[0]; }")]
    [InlineData("var last = new Queue<float>(samples); while (Score < 1) { for (int i = 0; i < 4; i++) { last.Enqueue(Score); last.Dequeue(); } series.Forward({|029:last.ToArray()|}, output); Score += output[0]; }")]
    // A step at a time, as it should be.
    [InlineData("var state = Series.State.Initial; for (int t = 0; t < count; t++) { output[t] = series.Step(samples[t], ref state); }")]
    [InlineData("var state = Gesture.State.Initial; for (int t = 0; t < count; t++) { gesture.Step(samples.AsSpan(2 * t, 2), output, ref state); }")]
    [InlineData("var state = Series.State.Initial; for (int t = 0; t < count; t++) { series.Process(samples.AsSpan(t, 8), output, ref state); }")]
    // Something else is shifted, or by something else.
    [InlineData("foreach (float x in samples) { Array.Copy(output, 1, output, 0, 7); output[7] = x; series.Forward(input, output); }")]
    [InlineData("Array.Copy(samples, 1, input, 0, 8); series.Forward(input, output);")]
    [InlineData("Array.Copy(input, 0, input, 1, 7); series.Forward(input, output);")]
    [InlineData("Array.Copy(input, 1, input, 0, 7); Action later = () => series.Forward(input, output); Score = input[0]; later();")]
    [InlineData("Array.Copy(input, 1, input, 2, 6); series.Forward(input, output);")]
    [InlineData("input.AsSpan(1).CopyTo(samples); series.Forward(input, output);")]
    [InlineData("Array.Copy(input, 4, input, 0, 4); series.Forward(input, output);")]
    [InlineData("samples.AsSpan(1, 8).CopyTo(input); series.Forward(input, output);")]
    [InlineData("for (int i = 0; i < 7; i++) { input[i] = samples[i + 1]; } series.Forward(input, output);")]
    [InlineData("for (int i = 0; i < 8; i++) { input[i] = input[7 - i]; } series.Forward(input, output);")]
    [InlineData("var last = new Queue<float>(samples); series.Forward(last.ToArray(), output);")]
    [InlineData("var waiting = new Queue<float[]>(); while (waiting.Count > 0) { series.Forward(waiting.Dequeue(), output); }")]
    [InlineData("Array.Copy(input, 1, input, 0, 7); Func<float[], float> later = other => { series.Forward(other, output); return output[0]; }; Score = later(samples);")]
    public Task Windows_that_do_not(string statements) => UsageProject.AssertMethod(statements);

    /// <summary>A network that reads the end of a sequence first can't continue from a step.</summary>
    [Fact]
    public Task A_network_without_steps() => UsageProject.Assert("""
        public static class Words
        {
            public static void Tag(Tagger tagger, float[] words, float[] tags)
            {
                for (int i = 0; i < words.Length; i += 2)
                {
                    tagger.Forward(words.AsSpan(i, 8), tags);
                }
            }
        }
        """);

    [Fact]
    public Task A_field_that_a_method_shifts() => UsageProject.Assert("""
        public sealed class Sensor
        {
            private readonly Series _series = new Series(new float[Series.ParameterCount]);
            private readonly float[] _window = new float[Series.InputLength], _output = new float[1];

            public float Next(float value)
            {
                Array.Copy(_window, 1, _window, 0, _window.Length - 1);
                _window[^1] = value;
                {|028:_series.Forward(_window, _output)|};
                return _output[0];
            }
        }
        """);

    [Theory]
    [InlineData("for (int t = 0; t < 9; t++) { {|028:series.Forward(x, t, 8, y, 0, 1, state)|}; state.Reset(); }")]
    [InlineData("Array.Copy(x, 1, x, 0, 7); {|028:series.Forward(x, y, state)|};")]
    [InlineData("for (int t = 0; t < 9; t++) { series.Forward(x, 8 * t, 8, y, t, 1, state); state.Reset(); }")]
    public Task Where_there_are_no_spans(string statements) => UsageProject.Assert(
        $$"""
        public static class Player
        {
            public static void Run(Series series, float[] x, float[] y, Series.State state)
            {
                {{statements}}
            }
        }
        """, "netstandard2.0", "8");

    [NewCSharpTheory("14")]
    [InlineData("for (int t = 0; t < count; t++) { {|028:series.Forward(samples.AsSpan()[t..(t + 8)], output)|}; }")]
    [InlineData("input.AsSpan(1).CopyTo(input); {|028:series.Forward(input, output)|};")]
    [InlineData("input.AsSpan()[1..].CopyTo(input); {|028:series.Forward(input, output)|};")]
    public Task In_a_new_language(string statements) => UsageProject.AssertMethod(statements, version: "14");
}
