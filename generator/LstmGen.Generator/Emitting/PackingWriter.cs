using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes how a network's parameters are packed in the order in which its kernels read them, and unpacked.</summary>
internal sealed class PackingWriter(CodeWriter code, Names names, Plan plan)
{
    private bool HasSpans => plan.Target.Spans;

    /// <summary>The type that holds packed parameters.</summary>
    private string Holder => HasSpans ? PackingHelpers.Aligned(names, plan.Stored) : names.Parameters.Held();

    /// <summary>Marks the holder as nullable, where it is an array.</summary>
    private string Nullable => HasSpans ? "" : names.Nullable;

    /// <summary>The packed parameters that a holder named <c>packed</c> has.</summary>
    private string OfHolder => HasSpans ? $"packed.Slice(0, {plan.PackedCount})" : "packed";

    public void Write()
    {
        Parameters();
        code.Line();
        Packed();
        code.Line();
        Walk("Pack", "Copies parameters from Keras' order to where the kernels read them.", isPack: true);
        code.Line();
        Walk("Unpack", "Copies them back to Keras' order, bit for bit.", isPack: false);
    }

    /// <summary>Writes the property through which members access an instance's parameters: its own, or the trained ones.</summary>
    private void Parameters()
    {
        string isMissing = HasSpans ? "packed.IsMissing" : "packed is null";
        string header = $"internal static {names.Parameters.Held()} Parameters({Holder}{Nullable} packed)";
        code.Attribute(names.Inlined);
        if (plan.Storage != ParameterStorage.Instance)
        {
            code.Body(header, $"{isMissing} ? {ParametersWriter.Trained} : {OfHolder}");
            return;
        }

        using (code.Block(header))
        {
            using (code.Block($"if ({isMissing})"))
            {
                code.Line(GuardHelpers.NoParameters(names, plan.Class.Type.Type.Name.TrimStart('@'), (int)plan.Network.ParameterCount));
            }

            code.Line($"return {OfHolder};");
        }
    }

    private void Packed()
    {
        string alignment = plan.Target.PinnedArrays ? "\nThey start at a cache line." : "";
        code.Doc($"""
            <summary>
            The parameters in the order in which a step reads them: for each vector of units the bias, the rows of the kernel and
            the rows of the recurrent kernel; in each row the gates i, f, c, o; in each gate a lane for each unit.{alignment}
            </summary>
            """);
        string room = HasSpans ? $"{Holder}({plan.PackedCount})" : $"{plan.Stored.Type}[{plan.PackedCount}]";
        code.Line($$"""
            internal static {{Holder}} Packed({{names.Memory.WholeParameter("parameters")}})
            {
                {{Holder}} packed = new {{room}};
                Pack(parameters, {{OfHolder}});
                return packed;
            }
            """);
    }

    private void Walk(string method, string meaning, bool isPack)
    {
        code.Doc($"<summary>{meaning}</summary>");
        (ValueMemory from, ValueMemory to) = isPack ? (names.Memory, names.Parameters) : (names.Parameters, names.Memory);
        string wholes = $"{from.WholeParameter("from")}, {to.WholeParameter("to", written: true)}";
        using (code.Block($"internal static void {method}({wholes})"))
        {
            foreach (LayerLayout layout in plan.Layouts)
            {
                int at = layout.ParametersStart;
                foreach (ParameterRun run in layout.Runs)
                {
                    Move(layout, run, at, isPack);
                    at += run.Count;
                }
            }
        }
    }

    /// <summary>Writes the call that copies the parameters of a run.</summary>
    /// <param name="at">Where the run starts in Keras' order.</param>
    private void Move(LayerLayout layout, ParameterRun run, int at, bool isPack)
    {
        WeightedLayer layer = layout.Layer;
        (string parameters, string packed) = isPack ? ("from", "to") : ("to", "from");
        string flat = HasSpans ? $"{parameters}.Slice({at}, {run.Count})" : $"{parameters}, {at}";
        string place = HasSpans ? $"{packed}.Slice({layout.PackedStart}, {layout.PackedCount})" : $"{packed}, {layout.PackedStart}";
        string runs = isPack ? $"{flat}, {place}" : $"{place}, {flat}";

        // A run of one gate starts at that gate's place in the row.
        bool isOneGate = run.Gates != layer.Gates;
        string function = isOneGate ? PackingHelpers.Gate(names, isPack) : PackingHelpers.Rows(names, isPack);
        string lanes = !layer.IsPacked ? Literal.Of(layer.Units) : plan.BackEnds.Count > 1 ? "Lanes" : "1";
        string sizes = $"{run.FirstRow}, {run.FirstRow + run.Rows}, {layer.Rows}, {layer.Gates}, {layer.Units}, {lanes}";
        string gate = isOneGate ? $", {run.FirstGate}" : "";
        code.Line($"{function}({runs}, {sizes}{gate}); // {layer.Name}: {run.Tensor.Words}");
    }
}
