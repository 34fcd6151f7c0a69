using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests.Usage;

/// <summary>Networks and their memory that are created from the same values in every iteration: LSTM027 and LSTM030.</summary>
public class MadeAgainTests
{
    [Theory]
    [InlineData("for (int i = 0; i < count; i++) { var network = {|027:new Gesture(parameters)|}; network.Forward(input, output); Score += output[0]; }")]
    [InlineData("foreach (float x in samples) { Gesture network = {|027:new Gesture(parameters.AsSpan(0, Gesture.ParameterCount))|}; network.Forward(input, output); }")]
    [InlineData("while (Score < 1) { {|027:new Gesture(parameters)|}.Forward(input, output); Score += output[0]; }")]
    [InlineData("do { {|027:new Gesture(_parameters)|}.Forward(input, output); Score += output[0]; } while (Score < 1);")]
    [InlineData("for (int i = 0; i < count; i++) { var network = {|027:Gesture.FromKeras(parameters.AsSpan(0, 24), input, samples)|}; network.Forward(output, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { if (samples[i] > 0) { var network = {|027:new Gesture(parameters)|}; network.Forward(input, output); } }")]
    [InlineData("for (int i = 0; i < count; i++) { var network = {|027:new Gesture(parameters)|}; network.ResetState(out Gesture.State state); for (int j = 0; j < 4; j++) { network.Step(input, output, ref state); } }")]
    [InlineData("Action run = () => { for (int i = 0; i < count; i++) { {|027:new Gesture(parameters)|}.Forward(input, output); } };")]
    [InlineData("void All() { for (int i = 0; i < count; i++) { {|027:new Gesture(parameters)|}.Forward(input, output); } } All();")]
    [InlineData("for (int i = 0; i < count; i++) { for (int j = 0; j < count; j++) { {|027:new Gesture(parameters)|}.Forward(samples.AsSpan(8 * i, 8), output); } }")]
    [InlineData("for (int i = 0; i < count; i++) { try { {|027:new Gesture(parameters)|}.Forward(input, output); } finally { Score++; } }")]
    [InlineData("for (int i = 0; i < count; i++) { switch (i) { case 0: {|027:new Gesture(parameters)|}.Forward(input, output); break; } }")]
    [InlineData("for (int i = 0; i < count; i++) { {|027:new Company.@event.Outer.@class(parameters)|}.Process(input, output, ref state); }", "var state = Company.@event.Outer.@class.State.Initial;")]
    public Task A_network_of_the_same_parameters(string statements, string before = "") => UsageProject.AssertMethod(before + statements);

    [Theory]
    // Others keep them.
    [InlineData("var agents = new Gesture[count]; for (int i = 0; i < count; i++) { agents[i] = new Gesture(parameters); agents[i].Forward(input, output); }")]
    [InlineData("var agents = new List<Gesture>(); for (int i = 0; i < count; i++) { var agent = new Gesture(parameters); agent.Forward(input, output); agents.Add(agent); }")]
    [InlineData("var agents = Enumerable.Range(0, count).Select(_ => new Gesture(parameters)).ToArray(); foreach (Gesture agent in agents) { agent.Forward(input, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { var network = new Gesture(parameters); network.Forward(input, output); Keep(network); }")]
    [InlineData("for (int i = 0; i < count; i++) { var network = new Gesture(parameters); Func<float> run = () => { network.Forward(input, output); return output[0]; }; Score += run(); }")]
    [InlineData("for (int i = 0; i < count; i++) { Task.Run(() => new Gesture(parameters).Forward(input, output)).Wait(); }")]
    [InlineData("Gesture best = null; for (int i = 0; i < count; i++) { var network = new Gesture(parameters); network.Forward(input, output); if (output[0] > Score) { best = network; } } Keep(best);")]
    [InlineData("for (int i = 0; i < count; i++) { void Later() => new Gesture(parameters).Forward(input, output); Keep((Action)Later); }")]
    // Other parameters each time.
    [InlineData("for (int i = 0; i < count; i++) { Weights.Update(); new Gesture(Weights.Current).Forward(input, output); }")]
    [InlineData("foreach (float[] each in new[] { parameters, samples }) { new Gesture(each).Forward(input, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { new Gesture(samples.AsSpan(i * Gesture.ParameterCount, Gesture.ParameterCount)).Forward(input, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { parameters[0] += 0.1f; new Gesture(parameters).Forward(input, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { Array.Fill(parameters, i); var network = new Gesture(parameters); network.Forward(input, output); }")]
    [InlineData("var random = new Random(1); for (int i = 0; i < count; i++) { for (int j = 0; j < parameters.Length; j++) { parameters[j] = (float)random.NextDouble(); } new Gesture(parameters).Forward(input, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { parameters = (float[])parameters.Clone(); new Gesture(parameters).Forward(input, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { Keep(_parameters); new Gesture(_parameters).Forward(input, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { Keep(null); new Gesture(_parameters).Forward(input, output); }")]
    [InlineData("void Mutate() => parameters[0]++; for (int i = 0; i < count; i++) { Mutate(); new Gesture(parameters).Forward(input, output); }")]
    [InlineData("Action mutate = () => parameters = null; for (int i = 0; i < count; i++) { mutate(); new Gesture(parameters).Forward(input, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { var network = new Gesture(parameters); network.SetParameters(samples.AsSpan(i)); network.Forward(input, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { var own = new float[72]; new Gesture(own).Forward(input, output); }")]
    [InlineData("IEnumerator<float[]> sets = null; while (sets.MoveNext()) { new Gesture(sets.Current).Forward(input, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { new Gesture(new ReadOnlySpan<float>(samples)).Forward(input, output); }")]
    // Not again.
    [InlineData("new Gesture(parameters).Forward(input, output);")]
    [InlineData("for (new Gesture(parameters).Forward(input, output); Score < 1; Score++) { }")]
    [InlineData("foreach (float x in Run(new Gesture(parameters))) { Score += x; } float[] Run(Gesture network) { network.Forward(input, output); return output; }")]
    [InlineData("while (true) { try { new Gesture(parameters).Forward(input, output); return; } catch (ArgumentException) { } }")]
    [InlineData("foreach (float x in samples) { if (x > 0) { new Gesture(parameters).Forward(input, output); break; } }")]
    [InlineData("foreach (float x in samples) { if (x > 0) { new Gesture(parameters).Forward(input, output); throw new Exception(); } }")]
    // The time to create one is measured.
    [InlineData("for (int i = 0; i < count; i++) { new Gesture(parameters); }")]
    [InlineData("for (int i = 0; i < count; i++) { var network = new Gesture(parameters); }")]
    [InlineData("for (int i = 0; i < count; i++) { new Gesture(parameters).CopyParametersTo(output); }")]
    // A trained one has no parameters to pack.
    [InlineData("for (int i = 0; i < count; i++) { var state = Amp.State.Initial; new Amp().Step(0.5f, ref state); }")]
    public Task Networks_that_are_made_on_purpose(string statements) => UsageProject.Assert(UsageProject.Method(statements) + """

        public static class Weights
        {
            public static readonly float[] Current = new float[Gesture.ParameterCount];

            public static void Update() => Current[0]++;
        }
        """);

    [Theory]
    [InlineData("for (int i = 0; i < count; i++) { var batch = {|030:new Gesture.BatchState(count)|}; gesture.StepBatch(count, input, output, batch); }")]
    [InlineData("foreach (float x in samples) { var batch = {|030:new Gesture.BatchState(8)|}; gesture.ResetState(batch); gesture.ForwardBatch(8, input, output, batch); Score += batch.Capacity; }")]
    [InlineData("while (Score < 1) { gesture.ProcessBatch(count, input, output, {|030:new Gesture.BatchState(count)|}); Score++; }")]
    [InlineData("foreach (Gesture one in new[] { gesture, gesture }) { one.StepBatch(count, input, output, {|030:new Gesture.BatchState(count)|}); }")]
    [InlineData("for (int i = 0; i < count; i++) { var batch = {|030:new Gesture.BatchState(2)|}; batch[0] = Gesture.State.Initial; _gesture.StepBatch(2, input, output, batch); }")]
    public Task A_batch_of_the_same_capacity(string statements) => UsageProject.AssertMethod(statements);

    [Theory]
    [InlineData("var batch = new Gesture.BatchState(count); for (int i = 0; i < count; i++) { gesture.StepBatch(count, input, output, batch); }")]
    [InlineData("for (int i = 1; i < count; i++) { var batch = new Gesture.BatchState(i); gesture.StepBatch(i, input, output, batch); }")]
    [InlineData("for (int i = 0; i < count; i++) { var batch = new Gesture.BatchState(count); gesture.StepBatch(count, input, output, batch); Keep(batch); }")]
    [InlineData("var all = new Gesture.BatchState[4]; for (int i = 0; i < 4; i++) { all[i] = new Gesture.BatchState(count); gesture.StepBatch(count, input, output, all[i]); }")]
    [InlineData("int size = 1; while (size < count) { gesture.StepBatch(size, input, output, new Gesture.BatchState(size)); size *= 2; }")]
    [InlineData("int size = 1; Action grow = () => size++; while (Score < 1) { grow(); gesture.StepBatch(8, input, output, new Gesture.BatchState(size)); }")]
    [InlineData("int size = 1; while (Grow(ref size)) { gesture.StepBatch(size, input, output, new Gesture.BatchState(size)); } bool Grow(ref int one) => ++one < count;")]
    // A function's callers are unknown.
    [InlineData("for (int i = 0; i < count; i++) { void Later() => gesture.StepBatch(2, input, output, new Gesture.BatchState(2)); Keep((Action)Later); }")]
    [InlineData("for (int i = 0; i < count; i++) { Action later = () => gesture.StepBatch(2, input, output, new Gesture.BatchState(2)); Keep(later); }")]
    // Each with its own network, as in a test of many.
    [InlineData("for (int i = 0; i < count; i++) { var network = new Gesture(samples.AsSpan(i)); var batch = new Gesture.BatchState(8); network.StepBatch(8, input, output, batch); }")]
    [InlineData("for (int i = 0; i < count; i++) { new Gesture(samples.AsSpan(i)).StepBatch(8, input, output, new Gesture.BatchState(8)); }")]
    // For all steps of its sequences, and for none.
    [InlineData("for (int i = 0; i < count; i++) { var batch = new Gesture.BatchState(8); for (int t = 0; t < 100; t++) { gesture.StepBatch(8, input, output, batch); } }")]
    [InlineData("for (int i = 0; i < count; i++) { var batch = new Gesture.BatchState(8); Gesture.State last = batch[0]; Keep(last); }")]
    public Task Batches_that_are_made_on_purpose(string statements) => UsageProject.AssertMethod(statements);

    [Theory]
    [InlineData("for (int i = 0; i < 9; i++) { gesture.Forward(x, y, {|030:new Gesture.State()|}); }")]
    [InlineData("for (int i = 0; i < 9; i++) { var own = {|030:new Gesture.State()|}; gesture.Step(x, 0, 2, y, 0, 3, own); gesture.Step(x, 2, 2, y, 0, 3, own); }")]
    [InlineData("for (int i = 0; i < 9; i++) { tagger.Forward(x, y, {|030:new Tagger.Workspace()|}); }")]
    [InlineData("for (int i = 0; i < 9; i++) { {|027:new Gesture(p)|}.Forward(x, y, state); }")]
    [InlineData("for (int i = 0; i < 9; i++) { var before = new Gesture.State(); before.CopyFrom(state); gesture.Step(x, y, state); if (before.Equals(state)) { break; } }")]
    [InlineData("for (int i = 0; i < 9; i++) { states[i] = new Gesture.State(); gesture.Step(x, y, states[i]); }")]
    [InlineData("for (int i = 0; i < 9; i++) { new Gesture(p).Forward(x, y, new Gesture.State()); p[0]++; }")]
    public Task Where_memory_is_an_object(string statements) => UsageProject.Assert(
        $$"""
        public class Player
        {
            public void Run(Gesture gesture, Tagger tagger, float[] p, float[] x, float[] y, Gesture.State state, Gesture.State[] states)
            {
                {{statements}}
            }
        }
        """, "netstandard2.0", "8");

    [Theory]
    [InlineData("UnityEngine.MonoBehaviour", "private void Update()")]
    [InlineData("UnityEngine.MonoBehaviour", "private void OnAudioFilterRead(float[] data, int channels)")]
    [InlineData("Godot.Node3D", "public override void _Process(double delta)")]
    [InlineData("Microsoft.Xna.Framework.Game", "protected override void Update(object time)")]
    public Task In_every_frame(string engine, string method) => UsageProject.Assert(Frames($$"""
        public class Enemy : {{engine}}
        {
            private readonly float[] _parameters = new float[Gesture.ParameterCount], _input = new float[8], _output = new float[3];
            private readonly Gesture _kept = new Gesture(new float[Gesture.ParameterCount]);

            public Enemy() => new Gesture(_parameters).Forward(_input, _output);

            {{method}}
            {
                var network = {|027:new Gesture(_parameters)|};
                network.Forward(_input, _output);
                var outputs = {|029:new float[Gesture.OutputLength]|};
                _kept.Forward(_input, outputs);
                if (outputs[0] > 0)
                {
                    _kept.StepBatch(2, _input, outputs, {|030:new Gesture.BatchState(2)|});
                    return;
                }
            }

            private void Start() => new Gesture(_parameters).Forward(_input, new float[3]);
        }

        public class Other
        {
            private void Update(Gesture gesture, float[] p, float[] x) { gesture.Forward(x, new float[3]); new Gesture(p).Forward(x, x); }
        }
        """));

    /// <summary>It is unknown who calls them, and how often; a loop inside them still counts.</summary>
    [Theory]
    [InlineData("Action run = () => _kept.Forward(_input, new float[3]); Later(run);")]
    [InlineData("void Run() => _kept.Forward(_input, new float[3]); Later(Run);")]
    [InlineData("void Run() { var y = new float[3]; _kept.Forward(_input, y); } if (_output[0] > 0) { Run(); }")]
    [InlineData("Later(() => new Gesture(_parameters).Forward(_input, _output)); Later(delegate { _kept.StepBatch(2, _input, _output, new Gesture.BatchState(2)); });")]
    [InlineData("Later(() => _stream.Write(_state.Bytes)); void Save() => _stream.Write(_state.Bytes);")]
    [InlineData("var y = new float[3]; Later(() => _kept.Forward(_input, y));")]
    [InlineData("var y = new float[3]; _kept.Forward(_input, y); Later(() => _output[0] = y[0]);")]
    [InlineData("var network = new Gesture(_parameters); void Run() => network.Forward(_input, _output); Later(Run);")]
    [InlineData("var batch = new Gesture.BatchState(2); _kept.StepBatch(2, _input, _output, batch); Later(() => batch.Reset());")]
    [InlineData("Later(() => { for (int i = 0; i < 9; i++) { _kept.Forward(_input, {|029:new float[3]|}); } });")]
    [InlineData("void Run() { foreach (float one in _input) { {|027:new Gesture(_parameters)|}.Forward(_input, _output); _stream.Write({|029:_state.Bytes|}); } } Run();")]
    [InlineData("Later(() => { }); void Run() { } _kept.Forward(_input, {|029:new float[3]|}); _stream.Write({|029:_state.Bytes|}); Run();")]
    [InlineData("int size = 2; Later(() => size++); _kept.StepBatch(2, _input, _output, new Gesture.BatchState(size));")]
    [InlineData("int size = 2; void Grow() => size++; Grow(); _kept.Forward(_input, new float[size]);")]
    public Task Functions_in_every_frame(string statements) => UsageProject.Assert(Frames($$"""
        public class Enemy : UnityEngine.MonoBehaviour
        {
            private readonly System.IO.Stream _stream = new System.IO.MemoryStream();
            private readonly float[] _parameters = new float[Gesture.ParameterCount], _input = new float[8], _output = new float[3];
            private readonly Gesture _kept = new Gesture(new float[Gesture.ParameterCount]);
            private Gesture.State _state;

            private void Update()
            {
                {{statements}}
            }

            private void Later(Action action) => Task.Run(action);
        }
        """));

    [Fact]
    public Task Of_another_assembly() => UsageProject.Assert(
        UsageProject.Method("for (int i = 0; i < count; i++) { {|027:new Gesture(parameters)|}.StepBatch(2, input, output, new Gesture.BatchState(2)); gesture.StepBatch(2, input, output, {|030:new Gesture.BatchState(2)|}); }"),
        isReferenced: true);

    /// <summary>Without GeneratedCode, the network's attributes identify it.</summary>
    [Fact]
    public Task For_a_device() => UsageProject.Assert("""
        public static class Device
        {
            public static void Run(float[] p, float[] x, float[] y, Gesture.State state)
            {
                for (int i = 0; i < 9; i++)
                {
                    {|027:new Gesture(p)|}.Forward(x, y, state);
                }
            }
        }
        """, "nanoframework", "8");

    [Fact]
    public Task In_asynchronous_code() => UsageProject.Assert("""
        public static class Server
        {
            public static async Task Serve(float[] parameters, float[] input, float[] output)
            {
                while (true)
                {
                    await Task.Delay(1);
                    {|027:new Gesture(parameters)|}.Forward(input, output);
                }
            }

            public static async IAsyncEnumerable<float> Answer(float[] parameters, IAsyncEnumerable<float[]> questions, Func<Task<Gesture>> next)
            {
                var output = new float[Gesture.OutputLength];
                await foreach (float[] question in questions)
                {
                    {|027:new Gesture(parameters)|}.Forward(question, output);
                    (await next()).Forward(question, output);
                    yield return output[0];
                }
            }
        }
        """);

    [NewCSharpTheory("14")]
    [InlineData("for (int i = 0; i < count; i++) { Gesture network = {|027:new(parameters)|}; network.Forward(input, output); }")]
    [InlineData("for (int i = 0; i < count; i++) { {|027:new Gesture(parameters)|}.Forward(samples[i..(i + 8)].AsSpan(), output); }")]
    [InlineData("List<Gesture> agents = [.. Enumerable.Repeat(0, count).Select(_ => new Gesture(parameters))]; Keep(agents);")]
    [InlineData("for (int i = 0; i < count; i++) { List<Gesture> one = [new Gesture(parameters)]; one[0].Forward(input, output); }")]
    public Task In_a_new_language(string statements) => UsageProject.AssertMethod(statements, version: "14");

    private static string Frames(string code) => code + """

        namespace UnityEngine { public class MonoBehaviour { } }
        namespace Godot { public class Node { public virtual void _Process(double delta) { } } public class Node3D : Node { } }
        namespace Microsoft.Xna.Framework { public class Game { protected virtual void Update(object time) { } } }
        """;
}
