using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests.Usage;

/// <summary>States of zeros in place of a trained one: LSTM026.</summary>
public class ZeroStateTests
{
    [Theory]
    [InlineData("Amp.State state = {|026:default|}; amp.Step(0.5f, ref state);")]
    [InlineData("var state = {|026:default(Amp.State)|}; amp.Process(input, output, ref state);")]
    [InlineData("var state = {|026:new Amp.State()|}; amp.Process(input, output, ref state);")]
    [InlineData("Amp.State state = {|026:new()|}; amp.Trace(input, output, output, ref state);")]
    [InlineData("Amp.State state = count > 0 ? Amp.State.Initial : {|026:default|}; amp.Step(0.5f, ref state);")]
    [InlineData("Amp.State? saved = null; Amp.State state = saved ?? {|026:default|}; amp.Step(0.5f, ref state);")]
    [InlineData("Amp.State state; for (int i = 0; i < count; i++) { state = {|026:default|}; foreach (float x in input) { amp.Step(x, ref state); } }")]
    [InlineData("Amp.State state = Amp.State.Initial; amp.Step(0.5f, ref state); state = {|026:new Amp.State()|}; amp.Step(0.5f, ref state);")]
    [InlineData("var batch = new Amp.BatchState(4); batch[2] = {|026:default|}; amp.StepBatch(4, input, output, batch);")]
    [InlineData("var states = {|026:new Amp.State[count]|}; for (int i = 0; i < count; i++) { amp.Step(0.5f, ref states[i]); }")]
    [InlineData("var states = new Amp.State[count]; states[0] = {|026:default|}; Keep(states);")]
    [InlineData("Action play = () => { Amp.State state = {|026:default|}; amp.Step(0.5f, ref state); };")]
    [InlineData("void Play() { Amp.State state = {|026:default|}; while (Score > 0) { amp.Step(0.5f, ref state); } } Play();")]
    [InlineData("foreach (var one in new[] { new Company.@event.Outer.@class() }) { Company.@event.Outer.@class.State state = {|026:default|}; one.Step(0.5f, ref state); }")]
    public Task Zeros_that_a_sequence_starts_at(string statements) => UsageProject.AssertMethod(statements);

    [Theory]
    // Networks that start at zeros.
    [InlineData("Gesture.State state = default; gesture.Step(input, output, ref state);")]
    [InlineData("var state = new Gesture.State(); gesture.Step(input, output, ref state);")]
    [InlineData("Amp.State state = Amp.State.Initial; amp.Step(0.5f, ref state);")]
    // Overwritten before anything is computed.
    [InlineData("Amp.State state = default; state.ReadFrom(new byte[Amp.State.ByteCount]); amp.Step(0.5f, ref state);")]
    [InlineData("Amp.State state = default; state.Reset(); amp.Step(0.5f, ref state);")]
    [InlineData("Amp.State state = default; state.Bytes = new byte[Amp.State.ByteCount]; amp.Step(0.5f, ref state);")]
    [InlineData("Amp.State state = default; amp.ResetState(out state); amp.Step(0.5f, ref state);")]
    [InlineData("Amp.State state = default; state.Hidden(0)[0] = 1; amp.Step(0.5f, ref state);")]
    [InlineData("Amp.State state = default; if (count > 0) { state = Amp.State.Initial; } amp.Step(0.5f, ref state);")]
    [InlineData("Amp.State state; amp.ResetState(out state); amp.Step(0.5f, ref state);")]
    // Nothing is computed with them.
    [InlineData("Amp.State none = default; if (Amp.State.Initial == none) { Score = 1; }")]
    [InlineData("if (Amp.State.Initial.Equals(default)) { Score = 1; }")]
    [InlineData("var saved = new Dictionary<int, Amp.State>(); if (!saved.TryGetValue(1, out Amp.State state)) { state = Amp.State.Initial; } amp.Step(0.5f, ref state);")]
    [InlineData("Amp.State? state = default; Keep(state);")]
    [InlineData("Amp.BatchState state = default; Keep(state);")]
    [InlineData("var states = new Amp.State[count]; Array.Fill(states, Amp.State.Initial); amp.Step(0.5f, ref states[0]);")]
    [InlineData("var states = new Amp.State[count]; for (int i = 0; i < count; i++) { states[i] = Amp.State.Initial; } amp.Step(0.5f, ref states[0]);")]
    [InlineData("var states = new Amp.State[count]; for (int i = 0; i < count; i++) { amp.ResetState(out states[i]); } amp.Step(0.5f, ref states[0]);")]
    [InlineData("var states = new Amp.State[] { Amp.State.Initial }; amp.Step(0.5f, ref states[0]);")]
    [InlineData("var states = new Amp.State[count]; Keep(states); amp.Step(0.5f, ref states[0]);")]
    public Task Zeros_that_no_sequence_starts_at(string statements) => UsageProject.AssertMethod(statements);

    [Theory]
    [InlineData("private Amp.State {|026:_state|};")]
    [InlineData("private Amp.State {|026:_state|} = default;")]
    [InlineData("private Amp.State {|026:_state|}, _other = Amp.State.Initial; public float Other(Amp amp) => amp.Step(0, ref _other);")]
    [InlineData("private Amp.State {|026:_state|}; public Amp.State Saved => _state;")]
    [InlineData("private Amp.State {|026:_state|}; public byte[] Save() => _state.Bytes;")]
    [InlineData("private static Amp.State {|026:_state|};")]
    [InlineData("private Amp.State _state = Amp.State.Initial; public void Reset() { _state = {|026:default|}; }")]
    [InlineData("private Amp.State _state = Amp.State.Initial; public void Reset() => _state = {|026:new Amp.State()|};")]
    [InlineData("public Amp.State _state = Amp.State.Initial; public void Reset() => this._state = {|026:default|};")]
    public Task Fields_of_zeros(string members) => UsageProject.Assert($$"""
        public partial class Effect
        {
            {{members}}
        }

        public partial class Effect
        {
            public float Next(Amp amp, float x) => amp.Step(x, ref _state);
        }
        """);

    [Theory]
    [InlineData("private Amp.State _state = Amp.State.Initial;")]
    [InlineData("private Amp.State _state; public Effect(Amp amp) => amp.ResetState(out _state);")]
    [InlineData("private Amp.State _state; public Effect() => _state = Amp.State.Initial;")]
    [InlineData("private Amp.State _state; public Effect() => _state.Reset();")]
    [InlineData("private Amp.State _state; public Effect(byte[] saved) => _state.ReadFrom(saved);")]
    [InlineData("private Amp.State _state; public Effect(byte[] saved) => _state.Bytes = saved;")]
    [InlineData("private Amp.State _state; public ref Amp.State State => ref _state;")]
    [InlineData("private Amp.State _state; public void Load() => Loader.Load(ref _state);")]
    [InlineData("private Amp.State _state = default; public void Load() { _state = default; _state.ReadFrom(new byte[4]); }")]
    [InlineData("private Amp.State _state; public class Saved { public void Load(Effect effect) => effect._state = Amp.State.Initial; }")]
    [InlineData("[System.Runtime.Serialization.DataMember] private Amp.State _state;")]
    [InlineData("internal Amp.State _state;")]
    [InlineData("private Gesture.State _other; public void Next(Gesture gesture, float[] x) => gesture.Step(x, x, ref _other); private Amp.State _state = Amp.State.Initial;")]
    public Task Fields_that_are_set(string members) => UsageProject.Assert($$"""
        public class Effect
        {
            {{members}}

            public float Next(Amp amp, float x) => amp.Step(x, ref _state);
        }

        public static class Loader
        {
            public static void Load(ref Amp.State state) => state = Amp.State.Initial;

            public static bool TryLoad(out Amp.State state)
            {
                state = default;
                return false;
            }

            public static Amp.State Load(int slot, Amp.State otherwise = default) => slot > 0 ? otherwise : default;
        }
        """);

    [Theory]
    [InlineData("private readonly Amp.State[] {|026:_states|} = new Amp.State[4];")]
    [InlineData("private readonly Amp.State[] {|026:_states|}; public Voices() => _states = new Amp.State[4]; public int Count => _states.Length;")]
    [InlineData("private readonly Amp.State[] _states = new Amp.State[4]; public Voices() => Array.Fill(_states, Amp.State.Initial);")]
    [InlineData("private readonly Amp.State[] _states = { Amp.State.Initial };")]
    [InlineData("private readonly Amp.State[] _states; public Voices(Amp.State[] states) => _states = states;")]
    public Task Fields_with_many(string members) => UsageProject.Assert($$"""
        public class Voices
        {
            {{members}}

            public float Next(Amp amp, float x, int voice) => amp.Step(x, ref _states[voice]);
        }
        """);

    [Fact]
    public Task A_reset_by_reference() => UsageProject.Assert("""
        public static class States
        {
            public static void Restart(ref Amp.State state) => state = {|026:default|};

            public static void Restart(Voice voice) { voice.State = {|026:default|}; voice.Other = {|026:new()|}; }

            public static Voice Make() => new Voice { State = {|026:default|} };
        }

        public class Voice
        {
            public Amp.State State;

            public Amp.State Other { get; set; }
        }
        """);

    /// <summary>Private members of another assembly aren't visible.</summary>
    [Fact]
    public Task Of_another_assembly() => UsageProject.Assert(
        UsageProject.Method("Amp.State state = default; amp.Step(0.5f, ref state);"), isReferenced: true);

    [Theory]
    [InlineData("Amp.State state = {|026:default|}; amp.Step(0.5f, ref state);")]
    [InlineData("Amp.State state = default; state.Reset(); amp.Step(0.5f, ref state);")]
    public Task In_an_old_language(string statements) => UsageProject.AssertMethod(statements, "net8.0", "8");

    [NewCSharpTheory("14")]
    [InlineData("Amp.State state = {|026:default|}; amp.Process(input, output, ref state);")]
    [InlineData("Amp.State state = default; state.ReadFrom([1, 2, 3]); amp.Process(input, output, ref state);")]
    public Task In_a_new_language(string statements) => UsageProject.AssertMethod(statements, version: "14");
}
