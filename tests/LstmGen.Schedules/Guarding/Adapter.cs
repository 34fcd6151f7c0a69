using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Schedules.Guarding;

/// <summary>The text of a class that is an <see cref="IGuardedClass{T}"/>, around a generated one.</summary>
internal static class Adapter
{
    public static string Name(LstmClass lstmClass) => lstmClass.Type.FileName + "Adapter";

    public static string Source(Plan plan)
    {
        LstmClass lstmClass = plan.Class;
        Network network = lstmClass.Network;
        string name = lstmClass.Type.FileName;
        string type = Element.Of(lstmClass.Options.Precision).Type;
        string values = $"ReadOnlySpan<{type}>";
        string written = $"Span<{type}>";
        bool isStreaming = network.IsStreaming;
        bool hasForward = network.Steps is not null;

        // Where a run needs more memory than a stack has, it is in the state, or in a workspace of a network that has none.
        bool isObject = plan.Memory.IsObject;
        string work = !isObject ? "" : isStreaming ? $", new {name}.State()" : $", new {name}.Workspace()";
        string batchWork = !isObject ? "" : isStreaming ? $", new {name}.BatchState(count)" : work;
        return $$"""
            public sealed class {{Name(lstmClass)}} : IGuardedClass<{{type}}>
            {
                private readonly {{name}} _network;

                public {{Name(lstmClass)}}({{type}}[] parameters) => _network = new {{name}}({{(network.Parameters is null ? "parameters" : "")}});

                public int StateCount => {{(isStreaming ? plan.StateCount : 0)}};

                public void CopyParametersTo({{written}} parameters) => _network.CopyParametersTo(parameters);

                public void Initial({{written}} state) {{When(isStreaming, isObject ? $"Values(new {name}.State()).CopyTo(state);" : $"State(state) = {name}.State.Initial;")}}

                public void Forward({{values}} input, {{written}} output) {{When(hasForward, $"_network.Forward(input, output{work});")}}

                public void Forward({{values}} input, int length, {{written}} output) {{When(hasForward && network.MayBeShorter, $"_network.Forward(input, length, output{work});")}}

                public void Forward({{values}} input, ReadOnlySpan<bool> mask, {{written}} output) {{When(hasForward && network.Masking is not null, $"_network.Forward(input, mask, output{work});")}}

                public void ForwardFrom({{values}} input, {{written}} output, {{written}} state) {{When(hasForward && isStreaming, Stateful("Forward"))}}

                public void Step({{values}} input, {{written}} output, {{written}} state) {{When(isStreaming, Stateful("Step"))}}

                public void Process({{values}} input, {{written}} output, {{written}} state) {{When(isStreaming, Stateful("Process"))}}

                public int TraceSize => {{name}}.TraceSize;

                public void Trace({{values}} input, {{written}} trace) {{When(hasForward && !(isStreaming && isObject) && plan.Trace.Length(network.Steps) is not null, $"_network.Trace(input, trace{work});")}}

                public void TraceFrom({{values}} input, {{written}} output, {{written}} trace, {{written}} state) {{When(isStreaming, Stateful("Trace", "trace, "))}}

                public void ForwardBatch(int count, {{values}} inputs, {{written}} outputs) {{When(hasForward, $"_network.ForwardBatch(count, inputs, outputs{batchWork});")}}

                public void ForwardBatchFrom(int count, {{values}} inputs, {{written}} outputs, {{written}} states) {{When(hasForward && isStreaming, Batch("ForwardBatch"))}}

                public void StepBatch(int count, {{values}} inputs, {{written}} outputs, {{written}} states) {{When(isStreaming, Batch("StepBatch"))}}

                public void ProcessBatch(int count, {{values}} inputs, {{written}} outputs, {{written}} states) {{When(isStreaming, Batch("ProcessBatch"))}}

                public void ForwardSlice(int first, int count, {{values}} inputs, {{written}} outputs, {{written}} states) {{When(hasForward && isStreaming, Batch("ForwardBatch", "first, "))}}

                public void StepSlice(int first, int count, {{values}} inputs, {{written}} outputs, {{written}} states) {{When(isStreaming, Batch("StepBatch", "first, "))}}

                public void ProcessSlice(int first, int count, {{values}} inputs, {{written}} outputs, {{written}} states) {{When(isStreaming, Batch("ProcessBatch", "first, "))}}
            {{(!isStreaming ? "" : isObject ? Objects(plan, name, type, written) : Structures(name, type, written))}}
            }

            """;

        string Stateful(string member, string more = "") => isObject
            ? $"{name}.State one = State(state); _network.{member}(input, output, {more}one); Values(one).CopyTo(state);"
            : $"_network.{member}(input, output, {more}ref State(state));";

        // The states of more sequences than take part: the others must stay as they are.
        string Batch(string member, string first = "") => $"{name}.BatchState batch = Batch(states); _network.{member}({first}count, inputs, outputs, batch); Back(batch, states);";
    }

    private static string Structures(string name, string type, string written) => $$"""

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

    private static string Objects(Plan plan, string name, string type, string written) => $$"""

                private static {{name}}.State State({{written}} values)
                {
                    var state = new {{name}}.State();
                    values.Slice(0, {{plan.StateCount}}).CopyTo(Values(state));
                    return state;
                }

                private static {{written}} Values({{name}}.State state) => state.Values.Slice(0, {{plan.StateCount}});

                private {{name}}.BatchState Batch({{written}} states)
                {
                    var batch = new {{name}}.BatchState(states.Length / StateCount);
                    for (int slot = 0; slot < batch.Capacity; slot++) batch[slot].CopyFrom(State(states.Slice(slot * StateCount)));
                    return batch;
                }

                private void Back({{name}}.BatchState batch, {{written}} states)
                {
                    for (int slot = 0; slot < batch.Capacity; slot++) Values(batch[slot]).CopyTo(states.Slice(slot * StateCount));
                }
        """;

    private static string When(bool exists, string call) => "{ " + (exists ? call : "throw new NotSupportedException();") + " }";
}
