using System.Threading.Tasks;
using Xunit;

namespace LstmGen.Generator.Tests.Usage;

/// <summary>States whose bytes are an array that is allocated at each access: LSTM029.</summary>
public class AllocatedBytesTests
{
    private const string Before = "var state = Gesture.State.Initial; var batch = new Gesture.BatchState(2); var stream = new System.IO.MemoryStream(); ";

    [Theory]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Step(input, output, ref state); stream.Write({|029:state.Bytes|}); }")]
    [InlineData("for (int i = 0; i < count; i++) { gesture.Step(input, output, ref state); stream.Write({|029:state.Bytes|}, 0, Gesture.State.ByteCount); }")]
    [InlineData("while (Score < 1) { stream.Write({|029:batch.Bytes|}.AsSpan(8)); }")]
    [InlineData("foreach (var one in new[] { state }) { new System.IO.BinaryWriter(stream).Write({|029:one.Bytes|}); }")]
    [InlineData("do { byte[] saved = {|029:state.Bytes|}; stream.Write(saved, 0, saved.Length); Score += saved[4]; } while (Score < 1);")]
    [InlineData("for (int i = 0; i < count; i++) { var other = Gesture.State.Initial; other.ReadFrom({|029:state.Bytes|}); }")]
    [InlineData("for (int i = 0; i < count; i++) { Score += {|029:state.Bytes|}.Length; }")]
    [InlineData("for (int i = 0; i < count; i++) { Score += {|029:state.Bytes|}.AsSpan().SequenceEqual({|029:state.Bytes|}) ? 1 : 0; }")]
    public Task Bytes_that_are_read_at_once(string statements) => UsageProject.AssertMethod(Before + statements);

    [Theory]
    // Once.
    [InlineData("stream.Write(state.Bytes); Score += state.Bytes.Length;")]
    [InlineData("foreach (byte one in state.Bytes) { Score += one; }")]
    // They are kept, or may be.
    [InlineData("var all = new List<byte[]>(); for (int i = 0; i < count; i++) { all.Add(state.Bytes); }")]
    [InlineData("var all = new byte[count][]; for (int i = 0; i < count; i++) { all[i] = state.Bytes; }")]
    [InlineData("for (int i = 0; i < count; i++) { byte[] saved = state.Bytes; stream.Write(saved); Keep(saved); }")]
    [InlineData("for (int i = 0; i < count; i++) { byte[] saved = state.Bytes; Func<int> later = () => saved.Length; Keep(later); }")]
    [InlineData("for (int i = 0; i < count; i++) { Keep(new System.IO.MemoryStream(state.Bytes)); Keep(new { state.Bytes }); }")]
    [InlineData("for (int i = 0; i < count; i++) { Keep(state.Bytes.AsMemory()); Keep(stream.WriteAsync(state.Bytes, 0, 8)); }")]
    [InlineData("for (int i = 0; i < count; i++) { Keep(System.Text.Json.JsonSerializer.Serialize(state)); }")]
    // Restored.
    [InlineData("foreach (byte[] saved in new[] { state.Bytes }) { state.Bytes = saved; batch[0] = new Gesture.State { Bytes = saved }; }")]
    // No allocation, and another member.
    [InlineData("var saved = new byte[Gesture.State.ByteCount]; for (int i = 0; i < count; i++) { state.WriteTo(saved); stream.Write(saved); }")]
    [InlineData("var mine = new Mine(); for (int i = 0; i < count; i++) { stream.Write(mine.Bytes); }")]
    public Task Bytes_that_are_needed(string statements) => UsageProject.Assert(UsageProject.Method(Before + statements) + """

        public class Mine
        {
            public byte[] Bytes { get; } = new byte[8];
        }
        """);

    [Theory]
    [InlineData("for (int i = 0; i < 9; i++) { stream.Write({|029:state.Bytes|}, 0, 8); Keep(state.Bytes); }")]
    [InlineData("for (int i = 0; i < 9; i++) { byte[] saved = {|029:state.Bytes|}; stream.Write(saved, 0, saved.Length); }")]
    public Task Where_there_are_no_spans(string statements) => UsageProject.Assert(
        $$"""
        public static class Saves
        {
            public static void Save(Gesture.State state, System.IO.Stream stream)
            {
                {{statements}}
            }

            private static void Keep(byte[] saved) { }
        }
        """, "netstandard2.0", "8");
}
