using LstmGen.Generator.Model;

namespace LstmGen.Schedules.Guarding;

/// <summary>The text of a class that is an <see cref="IGuardedClass{T}"/>, around a generated one.</summary>
internal static class Adapter
{
    public static string Name(LstmClass lstmClass) => lstmClass.Type.FileName + "Adapter";

    public static string Source(LstmClass lstmClass)
    {
        Network network = lstmClass.Network;
        string name = lstmClass.Type.FileName;
        string type = Element.Of(lstmClass.Options.Precision).Type;
        string values = $"ReadOnlySpan<{type}>";
        string written = $"Span<{type}>";
        bool isStreaming = network.IsStreaming;
        bool hasForward = network.Steps is not null;
        return $$"""
            public sealed class {{Name(lstmClass)}} : IGuardedClass<{{type}}>
            {
                private readonly {{name}} _network;

                public {{Name(lstmClass)}}({{type}}[] parameters) => _network = new {{name}}({{(network.Parameters is null ? "parameters" : "")}});

                public int StateCount => {{(isStreaming ? $"Unsafe.SizeOf<{name}.State>() / sizeof({type})" : "0")}};

                public void CopyParametersTo({{written}} parameters) => _network.CopyParametersTo(parameters);

                public void Initial({{written}} state) {{When(isStreaming, $"State(state) = {name}.State.Initial;")}}

                public void Forward({{values}} input, {{written}} output) {{When(hasForward, "_network.Forward(input, output);")}}

                public void Forward({{values}} input, int length, {{written}} output) {{When(hasForward, "_network.Forward(input, length, output);")}}

                public void Forward({{values}} input, ReadOnlySpan<bool> mask, {{written}} output) {{When(hasForward && network.Masking is not null, "_network.Forward(input, mask, output);")}}

                public void ForwardFrom({{values}} input, {{written}} output, {{written}} state) {{When(hasForward && isStreaming, "_network.Forward(input, output, ref State(state));")}}

                public void Step({{values}} input, {{written}} output, {{written}} state) {{When(isStreaming, "_network.Step(input, output, ref State(state));")}}

                public void Process({{values}} input, {{written}} output, {{written}} state) {{When(isStreaming, "_network.Process(input, output, ref State(state));")}}

                public void ForwardBatch(int count, {{values}} inputs, {{written}} outputs) {{When(hasForward, "_network.ForwardBatch(count, inputs, outputs);")}}

                public void ForwardBatchFrom(int count, {{values}} inputs, {{written}} outputs, {{written}} states) {{When(hasForward && isStreaming, Batch("ForwardBatch"))}}

                public void StepBatch(int count, {{values}} inputs, {{written}} outputs, {{written}} states) {{When(isStreaming, Batch("StepBatch"))}}

                public void ProcessBatch(int count, {{values}} inputs, {{written}} outputs, {{written}} states) {{When(isStreaming, Batch("ProcessBatch"))}}
            {{(isStreaming ? States(name, type, written) : "")}}
            }

            """;

        // The states of more sequences than take part: the others have to stay as they are.
        string Batch(string member) => $"{name}.BatchState batch = Batch(states); _network.{member}(count, inputs, outputs, batch); Back(batch, states);";
    }

    private static string States(string name, string type, string written) => $$"""

                private static ref {{name}}.State State({{written}} values) => ref Unsafe.As<{{type}}, {{name}}.State>(ref MemoryMarshal.GetReference(values));

                private {{name}}.BatchState Batch({{written}} states)
                {
                    var batch = new {{name}}.BatchState(states.Length / StateCount);
                    for (int slot = 0; slot < batch.Capacity; slot++) batch[slot] = State(states.Slice(slot * StateCount));
                    return batch;
                }

                private void Back({{name}}.BatchState batch, {{written}} states)
                {
                    for (int slot = 0; slot < batch.Capacity; slot++) State(states.Slice(slot * StateCount)) = batch[slot];
                }
        """;

    private static string When(bool exists, string call) => "{ " + (exists ? call : "throw new NotSupportedException();") + " }";
}
