using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests.Usage;

/// <summary>Arrays that are allocated for each call: LSTM029.</summary>
public class AllocatedArrayTests
{
    [Theory]
    [InlineData("for (int i = 0; i < count; i++) { var y = {|029:new float[Gesture.OutputLength]|}; gesture.Forward(input, y); Score += y[0]; }")]
    [InlineData("foreach (float x in samples) { float[] y = {|029:new float[3]|}; gesture.Forward(input, y.AsSpan()); Score += y[0] + y.Length; }")]
    [InlineData("while (Score < 1) { gesture.Forward(input, {|029:new float[3]|}); Score++; }")]
    [InlineData("do { gesture.ForwardBatch(count, input, {|029:new float[3 * count]|}); Score++; } while (Score < 1);")]
    [InlineData("for (int i = 0; i < count; i++) { var x = {|029:new float[8]|}; for (int j = 0; j < 8; j++) { x[j] = samples[i * 8 + j]; } gesture.Forward(x, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { var x = {|029:new float[8]|}; Array.Copy(samples, i * 8, x, 0, 8); gesture.Forward(x, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { var x = {|029:new float[8]|}; samples.AsSpan(i * 8, 8).CopyTo(x); gesture.Forward(x, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { var x = {|029:samples.AsSpan(i * 8, 8).ToArray()|}; gesture.Forward(x, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Forward({|029:samples.Skip(i * 8).Take(8).ToArray()|}, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Forward({|029:samples.AsSpan(i * 8, 8).ToArray()|}, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Forward({|029:samples[(i * 8)..(i * 8 + 8)]|}, output); }")]
    [InlineData("var state = Gesture.State.Initial; foreach (float x in samples) { gesture.Step({|029:new[] { x, 1 }|}, output, ref state); }")]
    [InlineData("var state = Gesture.State.Initial; foreach (float x in samples) { float[] both = {|029:{ x, 1 }|}; gesture.Step(both, output, ref state); }")]
    [InlineData("foreach (Gesture one in new[] { gesture, _gesture }) { one.Forward(input, {|029:new float[3]|}); }")]
    [InlineData("var agents = new[] { gesture }; for (int i = 0; i < count; i++) { agents[i].Forward(input, {|029:new float[3]|}); }")]
    [InlineData("for (int i = 0; i < count; i++) { var y = {|029:new float[3]|}; gesture.Forward(input, y); foreach (float one in y) { Score += one; } }")]
    [InlineData("for (int i = 0; i < count; i++) { var y = {|029:new float[3]|}; gesture.Forward(input, y); y.AsSpan().CopyTo(output.AsSpan(i * 3)); }")]
    [InlineData("for (int i = 0; i < count; i++) { var y = {|029:new float[3]|}; gesture.Forward(input, y); gesture.Forward(samples, y); }")]
    public Task An_array_for_each_call(string statements) => UsageProject.AssertMethod(statements);

    [Theory]
    // Once.
    [InlineData("var y = new float[3]; for (int i = 0; i < count; i++) { gesture.Forward(input, y); }")]
    [InlineData("gesture.Forward(samples.Take(8).ToArray(), new float[3]);")]
    [InlineData("foreach (float x in samples) { if (x > 0) { gesture.Forward(input, new float[3]); break; } }")]
    [InlineData("Action once = () => gesture.Forward(input, new float[3]); for (int i = 0; i < count; i++) { once(); }")]
    [InlineData("for (int i = 0; i < count; i++) { Task.Run(() => gesture.Forward(input, new float[3])); }")]
    // They are kept, or may be.
    [InlineData("var all = new List<float[]>(); for (int i = 0; i < count; i++) { var y = new float[3]; gesture.Forward(input, y); all.Add(y); }")]
    [InlineData("var all = new float[count][]; for (int i = 0; i < count; i++) { var y = new float[3]; all[i] = y; gesture.Forward(input, y); }")]
    [InlineData("var all = new float[count][]; for (int i = 0; i < count; i++) { all[i] = new float[3]; gesture.Forward(input, all[i]); }")]
    [InlineData("for (int i = 0; i < count; i++) { var y = new float[3]; gesture.Forward(input, y); Keep(y); }")]
    [InlineData("for (int i = 0; i < count; i++) { var y = new float[3]; gesture.Forward(input, y); Console.WriteLine(string.Join(' ', y)); }")]
    [InlineData("for (int i = 0; i < count; i++) { var y = new float[3]; gesture.Forward(input, y); Func<float> later = () => y[0]; Keep(later); }")]
    [InlineData("float[] best = null; for (int i = 0; i < count; i++) { var y = new float[3]; gesture.Forward(input, y); if (y[0] > Score) { best = y; } } Keep(best);")]
    [InlineData("Keep(samples.Select(x => { var y = new float[3]; gesture.Forward(input, y); return y; }).ToArray());")]
    [InlineData("var pool = new SystemOfMine.Pool(); for (int i = 0; i < count; i++) { gesture.Forward(pool.ToArray(), output); }")]
    // Each with its own size, or its own network.
    [InlineData("for (int i = 0; i < count; i++) { var y = new float[3 * i]; gesture.ForwardBatch(i, input, y); }")]
    [InlineData("int size = 1; while (size < count) { gesture.ForwardBatch(size, input, new float[3 * size]); (size, Score) = (size + 1, 0); }")]
    [InlineData("foreach (float[] p in new[] { parameters, samples }) { var network = new Gesture(p); var y = new float[3]; network.Forward(input, y); Score += y[0]; }")]
    [InlineData("foreach (float[] p in new[] { parameters, samples }) { new Gesture(p).Forward(input, new float[3]); }")]
    // Once for all steps of a sequence.
    [InlineData("for (int i = 0; i < count; i++) { var y = new float[3]; var state = Gesture.State.Initial; foreach (float x in samples) { gesture.Step(input, y, ref state); } }")]
    // No arrays.
    [InlineData("for (int i = 0; i < count; i++) { Span<float> y = output; gesture.Forward(input, y); }")]
    [InlineData("Span<float> y = stackalloc float[3]; for (int i = 0; i < count; i++) { gesture.Forward(samples.AsSpan(i * 8, 8), y); }")]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Forward(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, output); }")]
    [InlineData("var rows = new float[2][]; for (int i = 0; i < 2; i++) { gesture.Forward(rows[i], output); }")]
    public Task Arrays_that_are_needed(string statements) => UsageProject.Assert(UsageProject.Method(statements) + """

        namespace SystemOfMine
        {
            public class Pool
            {
                private readonly float[] _kept = new float[8];

                public float[] ToArray() => _kept;
            }
        }
        """);

    [Theory]
    [InlineData("for (int i = 0; i < 9; i++) { gesture.Step(x, {|029:new float[3]|}, state); }")]
    [InlineData("for (int i = 0; i < 9; i++) { var own = {|029:new float[2]|}; Array.Copy(x, 2 * i, own, 0, 2); gesture.Step(own, y, state); }")]
    [InlineData("for (int i = 0; i < 9; i++) { gesture.Step(x, i * 2, 2, y, 0, 3, state); }")]
    [InlineData("for (int i = 0; i < 9; i++) { gesture.Step({|029:x.Skip(2 * i).Take(2).ToArray()|}, y, state); }")]
    public Task Where_there_are_no_spans(string statements) => UsageProject.Assert(
        $$"""
        public static class Player
        {
            public static void Run(Gesture gesture, float[] x, float[] y, Gesture.State state)
            {
                {{statements}}
            }
        }
        """, "netstandard2.0", "8");

    [NewCSharpTheory("14")]
    [InlineData("var state = Gesture.State.Initial; foreach (float x in samples) { gesture.Step([x, 1], output, ref state); }")]
    [InlineData("for (int i = 0; i < count; i++) { float[] y = {|029:new float[3]|}; gesture.Forward(input, y); Score += y[^1]; }")]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Forward({|029:samples[(8 * i)..(8 * i + 8)]|}, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Forward({|029:samples.AsSpan(8 * i, 8).ToArray()|}, output); }")]
    public Task In_a_new_language(string statements) => UsageProject.AssertMethod(statements, version: "14");
}
