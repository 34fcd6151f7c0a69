using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the nested structure that holds h and c of every layer.</summary>
internal static class StateWriter
{
    public static void Write(CodeWriter code, Names names, Plan plan, string generatedCode)
    {
        List<LayerLayout> layers = plan.Layouts.Where(layout => layout.Layer is LstmLayer).ToList();
        string which = layers.Count == 1
            ? $"Layer 0 is {layers[0].Layer.Name}."
            : "The LSTM layers are numbered from the first: " + string.Join(", ", layers.Select((layout, i) => $"{i} is {layout.Layer.Name}")) + ".";
        code.Doc(
            "<summary>\n" +
            $"What goes from one step to the next: the hidden state h and the cell state c of every LSTM layer, {plan.StateCount} {plan.Element.Plural} without any\n" +
            "reference. Copy it to save it, to go back to it or to send it" + (plan.Network.InitialState is null
                ? "; <see langword=\"default\"/> is the initial state, all zero.\n"
                : ". A sequence starts at <see cref=\"Initial\"/>, which is not zero.\n") +
            "</summary>");
        code.Doc($"<remarks>Each h and each c is padded with zeros to a multiple of {(plan.Element.Narrowest == 4 ? "four" : "two")} {plan.Element.Plural}, the same on every machine.</remarks>");
        code.Line(generatedCode);
        string many = plan.Element.Plural.Substring(0, 1).ToUpperInvariant() + plan.Element.Plural.Substring(1);
        if (plan.Target.InlineArray)
        {
            code.Open($"public struct State : {names["IEquatable"]}<State>");
            code.Line($"private {many} _{plan.Element.Plural};");
            code.Line();
            code.Body($"internal {names.WritableValues} Values", $"{names["MemoryMarshal"]}.CreateSpan(ref {names["Unsafe"]}.As<{many}, {plan.Element.Type}>(ref _{plan.Element.Plural}), {plan.StateCount})", UnscopedRef(plan, names));
        }
        else
        {
            code.Line($"[{names["StructLayout"]}({names["LayoutKind"]}.Sequential, Size = {plan.Element.Bytes * plan.StateCount})]");
            code.Open($"public struct State : {names["IEquatable"]}<State>");
            code.Line($"private {plan.Element.Type} _first;");
            code.Line();
            code.Body($"internal {names.WritableValues} Values", $"{names["MemoryMarshal"]}.Cast<State, {plan.Element.Type}>({names["MemoryMarshal"]}.CreateSpan(ref this, 1))", UnscopedRef(plan, names));
        }

        code.Line();
        Initial(code, plan);
        code.Line();
        code.Doc("<summary>Goes back to the initial state.</summary>");
        code.Body("public void Reset()", "this = Initial");
        code.Line();
        Layers("Hidden", "hidden state h", layout => (layout.StateStart, layout.Layer.Output));
        code.Line();
        Layers("Cell", "cell state c", layout => (layout.CellStart, layout.Layer.Units));
        code.Line();
        code.Doc("<summary>Whether both hold the same bits, and so go on in the same way.</summary>");
        code.Open("public bool Equals(State other)");
        string marshal = names["MemoryMarshal"];
        code.Line($"return {names["MemoryExtensions"]}.SequenceEqual({marshal}.AsBytes(Values), {marshal}.AsBytes(other.Values));");
        code.Close();
        code.Doc("<inheritdoc/>");
        code.Body($"public override bool Equals(object{(plan.Target.LanguageVersion >= 800 ? "?" : "")} obj)", "obj is State && Equals((State)obj)");
        code.Line();
        code.Doc("<summary>A hash of the bits, the same on every machine and in every process.</summary>");
        code.Open("public override int GetHashCode()");
        code.Line("uint hash = 2166136261;");
        code.Open($"foreach (byte value in {names["MemoryMarshal"]}.AsBytes(Values))");
        code.Line("hash = unchecked((hash ^ value) * 16777619); // FNV-1a");
        code.Close();
        code.Line("return unchecked((int)hash);");
        code.Close();
        code.Doc("<summary>Whether both hold the same bits.</summary>");
        code.Body("public static bool operator ==(State left, State right)", "left.Equals(right)");
        code.Line();
        code.Doc("<summary>Whether a bit differs.</summary>");
        code.Body("public static bool operator !=(State left, State right)", "!left.Equals(right)");
        if (plan.Target.InlineArray)
        {
            code.Line();
            code.Line($"[{names["InlineArray"]}({plan.StateCount})]");
            code.Open($"private struct {many}");
            code.Line($"private {plan.Element.Type} _first;");
            code.Close();
        }

        code.Close();

        void Layers(string method, string what, System.Func<LayerLayout, (int Start, int Count)> place)
        {
            code.Doc($"<summary>The {what} of an LSTM layer, a value for each {(place(layers[0]).Count == layers[0].Layer.Units ? "unit" : "value of its output")}, to read or to write.</summary>");
            code.Doc($"<param name=\"layer\">{which}</param>");
            code.Doc($"<exception cref=\"{names["ArgumentOutOfRangeException"]}\">There is no such layer.</exception>");
            if (UnscopedRef(plan, names) is string attribute)
            {
                code.Line(attribute);
            }

            code.Open($"public {names.WritableValues} {method}(int layer)");
            code.Open("switch (layer)");
            for (int i = 0; i < layers.Count; i++)
            {
                (int start, int count) = place(layers[i]);
                code.Line($"case {i}: return Values.Slice({start}, {count});");
            }

            code.Line($"default: throw new {names["ArgumentOutOfRangeException"]}(\"layer\", layer, \"{Text(layers.Count)}\");");
            code.Close();
            code.Close();
        }

        static string Text(int count) => count == 1 ? "There is one LSTM layer, number 0." : $"There are {count} LSTM layers, numbered from 0.";
    }

    private static void Initial(CodeWriter code, Plan plan)
    {
        if (plan.Network.InitialState is null)
        {
            code.Doc("<summary>Where a sequence starts: every h and c is zero.</summary>");
            code.Body("public static State Initial", "default(State)");
            return;
        }

        code.Doc("<summary>Where a sequence starts: the h and c that were trained with the model.</summary>");
        code.Open("public static State Initial");
        code.Open("get");
        code.Line("State state = default(State);");
        CopyInitial(code, plan, "state.Values");
        code.Line("return state;");
        code.Close();
        code.Close();
    }

    /// <summary>Writes the initial state into a state of zeros, where it is something else.</summary>
    /// <param name="values">The expression of the state's values.</param>
    public static void CopyInitial(CodeWriter code, Plan plan, string values)
    {
        if (plan.Network.InitialState is null)
        {
            return;
        }

        int at = 0;
        foreach (LayerLayout layout in plan.Layouts.Where(layout => layout.Layer is LstmLayer))
        {
            foreach ((int start, int count) in new[] { (layout.StateStart, layout.Layer.Output), (layout.CellStart, layout.Layer.Units) })
            {
                code.Line($"Kernel.InitialState.Slice({at}, {count}).CopyTo({values}.Slice({start}, {count}));");
                at += count;
            }
        }
    }

    /// <summary>Lets a span be returned only as long as the state that it looks into lives.</summary>
    private static string? UnscopedRef(Plan plan, Names names) =>
        plan.Target.UnscopedRef && plan.Target.LanguageVersion >= 1100 ? $"[{names["UnscopedRef"]}]" : null;
}
