using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes how a network's parameters are put in the order in which its kernels read them, and read back.</summary>
internal sealed class PackingWriter(CodeWriter code, Names names, Plan plan)
{
    private readonly ValueMemory _memory = names.Memory;

    private bool HasSpans => plan.Target.Spans;

    /// <summary>The type that holds packed parameters.</summary>
    private string Holder => HasSpans ? PackingHelpers.Aligned(names) : _memory.Held();

    public void Write()
    {
        if (plan.Storage == ParameterStorage.Instance)
        {
            Parameters();
            code.Line();
        }

        if (plan.Storage != ParameterStorage.Constants)
        {
            Packed();
            code.Line();
            Walk("Pack", "Copies parameters from Keras' order to where the kernels read them.", isPack: true);
            code.Line();
        }

        Walk("Unpack", "Copies them back to Keras' order, bit for bit.", isPack: false);
    }

    /// <summary>Writes what members get an instance's parameters by.</summary>
    private void Parameters()
    {
        string isMissing = HasSpans ? "packed.IsMissing" : "packed is null";
        code.Attribute(names.Inlined);
        code.Open($"internal static {_memory.Held()} Parameters({Holder} packed)");
        code.Open($"if ({isMissing})");
        code.Line(GuardHelpers.NoParameters(names, plan.Class.Type.Type.Name.TrimStart('@'), (int)plan.Network.ParameterCount));
        code.Close();
        code.Line($"return {(HasSpans ? $"packed.Slice(0, {plan.PackedCount})" : "packed")};");
        code.Close();
    }

    private void Packed()
    {
        code.Doc(
            "<summary>\n" +
            "The parameters in the order in which a step reads them: for each vector of units the bias, the rows of the kernel and\n" +
            "the rows of the recurrent kernel; in each row the gates i, f, c, o; in each gate a lane for each unit." + (plan.Target.PinnedArrays ? "\nThey start at a cache line." : "") + "\n" +
            "</summary>");
        code.Open($"internal static {Holder} Packed({_memory.WholeParameter("parameters")})");
        code.Line(HasSpans ? $"{Holder} packed = new {Holder}({plan.PackedCount});" : $"{Holder} packed = new {plan.Element.Type}[{plan.PackedCount}];");
        code.Line($"Pack(parameters, {(HasSpans ? $"packed.Slice(0, {plan.PackedCount})" : "packed")});");
        code.Line("return packed;");
        code.Close();
    }

    private void Walk(string method, string meaning, bool isPack)
    {
        code.Doc($"<summary>{meaning}</summary>");
        code.Open($"internal static void {method}({_memory.WholeParameter("from")}, {_memory.WholeParameter("to", written: true)})");
        string lanes = plan.BackEnds.Count > 1 ? "Lanes" : "1";
        (string parameters, string packed) = isPack ? ("from", "to") : ("to", "from");
        foreach (LayerLayout layout in plan.Layouts)
        {
            WeightedLayer layer = layout.Layer;
            int at = layout.ParametersStart;
            foreach (ParameterRun run in layout.Runs)
            {
                // A run of one gate starts at that gate's place in the row.
                bool isOneGate = run.Gates != layer.Gates;
                string flat = HasSpans ? $"{parameters}.Slice({at}, {run.Count})" : $"{parameters}, {at}";
                string place = HasSpans ? $"{packed}.Slice({layout.PackedStart}, {layout.PackedCount})" : $"{packed}, {layout.PackedStart}";
                string function = isOneGate ? PackingHelpers.Gate(names, isPack) : PackingHelpers.Rows(names, isPack);
                string sizes = $"{run.FirstRow}, {run.FirstRow + run.Rows}, {layer.Rows}, {layer.Gates}, {layer.Units}, {lanes}{(isOneGate ? $", {run.FirstGate}" : "")}";
                code.Line($"{function}({(isPack ? $"{flat}, {place}" : $"{place}, {flat}")}, {sizes}); // {layer.Name}: {run.Tensor.Words}");
                at += run.Count;
            }
        }

        code.Close();
    }
}
