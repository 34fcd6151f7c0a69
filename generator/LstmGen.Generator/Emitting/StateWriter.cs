using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the nested type that holds h and c of every layer: a structure without references, or a class where a target has no spans. What
/// is read and written of a layer is a span, or a copy where the target can't make a span of a structure's fields.
/// </summary>
internal sealed class StateWriter(CodeWriter code, Names names, Plan plan)
{
    private readonly ValueMemory _memory = names.Memory;
    private readonly StateForm _form = new(names, plan);
    private readonly StateTextWriter _text = new(code, names, plan);
    private readonly StateBytesWriter _bytes = new(code, names, plan);

    private List<LayerLayout> Layers { get; } = plan.Layouts.Where(layout => layout.Layer is LstmLayer).ToList();

    private string Type => plan.Element.Type;

    private string Plural => plan.Element.Plural;

    private string NullableObject => "object" + (plan.Target.LanguageVersion >= 800 ? "?" : "");

    public void Write(string generatedCode)
    {
        string initial = plan.Network.InitialState is null
            ? "; <see langword=\"default\"/> is the initial state, all zero.\n"
            : ". A sequence starts at <see cref=\"Initial\"/>, which is not zero.\n";
        code.Doc(
            "<summary>\n" +
            (_form.HasObject
                ? $"What one step passes to the next: the hidden state h and the cell state c of every LSTM layer, {plan.StateCount} {Plural}. Make one\n" +
                  "for each sequence that is read at the same time; <see cref=\"CopyFrom\"/> saves it or restores what was saved.\n"
                : $"What one step passes to the next: the hidden state h and the cell state c of every LSTM layer, {plan.StateCount} {Plural} without any\n" +
                  "reference. Copy it to save it, to restore it or to send it" + initial) +
            "</summary>");
        code.Doc($"<remarks>Each h and each c is padded with zeros to a multiple of {(plan.Element.Narrowest == 4 ? "four" : "two")} {Plural}, the same on every machine.</remarks>");
        code.Attribute(generatedCode);
        _text.Attributes("State");
        _bytes.Attribute();
        if (_form.HasObject)
        {
            Object();
        }
        else
        {
            Structure();
        }

        code.Close();
    }

    /// <summary>Writes the initial state into a state of zeros, where it is something else.</summary>
    /// <param name="values">The expression of the state's values.</param>
    public static void CopyInitial(CodeWriter code, Names names, Plan plan, string values)
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
                code.Line(plan.Target.Spans
                    ? names.Memory.Copy("Kernel.InitialState", at, values, start, count)
                    : $"{names["Array"]}.Copy(Kernel.InitialState, {at}, {values}, {start}, {count});");
                at += count;
            }
        }
    }

    private void Structure()
    {
        string marshal = names["MemoryMarshal"];
        string many = Plural.Substring(0, 1).ToUpperInvariant() + Plural.Substring(1);
        if (plan.Target.InlineArray)
        {
            code.Open($"public struct State : {names["IEquatable"]}<State>");
            code.Line($"private {many} _{Plural};");
            code.Line();
            code.Body($"internal {names.WritableValues} Values", $"{marshal}.CreateSpan(ref {names["Unsafe"]}.As<{many}, {Type}>(ref _{Plural}), {plan.StateCount})", UnscopedRef);
        }
        else
        {
            code.Line($"[{names["StructLayout"]}({names["LayoutKind"]}.Sequential, Size = {plan.Element.Bytes * plan.StateCount})]");
            code.Open($"public struct State : {names["IEquatable"]}<State>");
            code.Line($"private {Type} _first;");
            code.Line();
            if (_form.IsCopied)
            {
                code.Body($"internal void CopyTo({names.WritableValues} values)", $"{marshal}.Write({marshal}.AsBytes(values), ref this)");
                code.Line();
                code.Body($"internal void Set({names.Values} values)", $"this = {marshal}.Read<State>({marshal}.AsBytes(values))");
            }
            else
            {
                code.Body($"internal {names.WritableValues} Values", $"{marshal}.Cast<State, {Type}>({marshal}.CreateSpan(ref this, 1))", UnscopedRef);
            }
        }

        code.Line();
        Initial();
        code.Line();
        code.Doc("<summary>Returns to the initial state.</summary>");
        Reset();
        code.Line();
        OfLayers();
        _bytes.State();
        _text.State();
        code.Doc("<summary>Whether both hold the same bits, and so continue in the same way.</summary>");
        code.Body("public bool Equals(State other)", "Same(ref this, ref other)");
        code.Line();
        code.Doc("<inheritdoc/>");
        code.Body($"public override bool Equals({NullableObject} obj)", plan.Target.InlineArray
            ? $"obj is State && Same(ref this, ref {names["Unsafe"]}.Unbox<State>(obj))"
            : "obj is State && Equals((State)obj)");
        code.Line();
        code.Doc("<summary>A hash of the bits, the same on every machine and in every process.</summary>");
        code.Open("public override int GetHashCode()");
        if (_form.IsCopied)
        {
            Copy("values", "");
        }

        code.Line("uint hash = 2166136261;");
        code.Open($"foreach (byte value in {marshal}.AsBytes({(_form.IsCopied ? "values" : "Values")}))");
        code.Line("hash = unchecked((hash ^ value) * 16777619); // FNV-1a");
        code.Close();
        code.Line("return unchecked((int)hash);");
        code.Close();
        code.Doc("<summary>Whether both hold the same bits.</summary>");
        string by = plan.Memory.ComparesInPlace ? "in " : "";
        string same = plan.Memory.ComparesInPlace
            ? $"Same(ref {names["Unsafe"]}.AsRef(in left), ref {names["Unsafe"]}.AsRef(in right))"
            : "Same(ref left, ref right)";
        code.Body($"public static bool operator ==({by}State left, {by}State right)", same);
        code.Line();
        code.Doc("<summary>Whether a bit differs.</summary>");
        code.Body($"public static bool operator !=({by}State left, {by}State right)", "!" + same);
        code.Line();
        Same();
        if (plan.Target.InlineArray)
        {
            code.Line();
            code.Line($"[{names["InlineArray"]}({plan.StateCount})]");
            code.Open($"private struct {many}");
            code.Line($"private {Type} _first;");
            code.Close();
        }
    }

    /// <summary>Compares where both are: code that isn't optimised yet would keep every copy on the stack.</summary>
    private void Same()
    {
        code.Open("private static bool Same(ref State left, ref State right)");
        string mine = "left.Values";
        string others = "right.Values";
        if (_form.IsCopied)
        {
            (mine, others) = ($"({names.Values})values", $"({names.Values})others");
            Copy("values", "left.");
            Copy("others", "right.");
        }

        string marshal = names["MemoryMarshal"];
        code.Line($"return {names["MemoryExtensions"]}.SequenceEqual({marshal}.AsBytes({mine}), {marshal}.AsBytes({others}));");
        code.Close();
    }

    private void Copy(string name, string owner)
    {
        _memory.Scratch(code, plan.Memory.CopyOfState(name));
        code.Line($"{owner}CopyTo({name});");
    }

    private void Object()
    {
        bool spans = plan.Target.Spans;
        string values = spans ? "_values" : "Values";
        code.Open("public sealed class State");
        code.Comment("The state, followed by memory that a run needs, because " + (spans ? "a small stack has no room for it." : "a target without spans has none on the stack."));
        code.Line($"{(spans ? "private" : "internal")} readonly {Type}[] {values} = new {Type}[Kernel.ValueCount];");
        code.Line();
        if (spans)
        {
            code.Body($"internal {names.WritableValues} Values", "_values");
            code.Line();
        }

        code.Doc("<summary>Makes a state: the initial one.</summary>");
        code.Open("public State()");
        code.Line("Reset();");
        code.Close();
        code.Doc("<summary>Returns to the initial state" + (plan.Network.InitialState is null ? ": every h and c is zero" : ", which was trained with the model") + ".</summary>");
        code.Open("public void Reset()");
        code.Line($"{names["Array"]}.Clear({values}, 0, {plan.StateCount});");
        CopyInitial(code, names, plan, "Values");
        code.Close();
        code.Doc("<summary>Copies every value from another state.</summary>");
        code.Doc($"<exception cref=\"{names["ArgumentNullException"]}\">The other state is null.</exception>");
        code.Open("public void CopyFrom(State other)");
        code.Open("if (other is null)");
        code.Line("Guard.Missing(\"other\");");
        code.Close();
        code.Line($"{names["Array"]}.Copy(other.{values}, 0, {values}, 0, {plan.StateCount});");
        code.Close();
        OfLayers();
        _bytes.State();
        _text.State();
        code.Doc("<summary>Whether both hold the same bits, and so continue in the same way.</summary>");
        code.Open($"public bool Equals(State{(plan.Target.LanguageVersion >= 800 ? "?" : "")} other)");
        if (spans)
        {
            code.Line($"return !(other is null) && {names["MemoryExtensions"]}.SequenceEqual({Bytes("")}, {Bytes("other.")});");
        }
        else
        {
            code.Line("bool isSame = !(other is null);");
            code.Open($"for (int value = 0; isSame && value < {plan.StateCount}; value++)");
            code.Line($"isSame = {Bits("Values[value]")} == {Bits($"other{(plan.Target.LanguageVersion >= 800 ? "!" : "")}.Values[value]")};");
            code.Close();
            code.Line("return isSame;");
        }

        code.Close();
        code.Doc("<inheritdoc/>");
        code.Body($"public override bool Equals({NullableObject} obj)", "Equals(obj as State)");
        code.Line();
        code.Doc("<summary>A hash of the bits, the same on every machine and in every process. It changes with the state.</summary>");
        code.Open("public override int GetHashCode()");
        code.Line("uint hash = 2166136261;");
        if (spans)
        {
            code.Open($"foreach (byte value in {Bytes("")})");
            code.Line("hash = unchecked((hash ^ value) * 16777619); // FNV-1a");
        }
        else
        {
            code.Open($"for (int value = 0; value < {plan.StateCount}; value++)");
            code.Line($"long bits = {Bits("Values[value]")};");
            code.Line("hash = unchecked((hash ^ (uint)bits ^ (uint)(bits >> 32)) * 16777619); // FNV-1a");
        }

        code.Close();
        code.Line("return unchecked((int)hash);");
        code.Close();

        string Bytes(string owner) => $"{names["MemoryMarshal"]}.AsBytes(new {names.Values}({owner}_values, 0, {plan.StateCount}))";
    }

    /// <summary>The bits of a value as a double, which every float is, because not every target shows those of a float.</summary>
    private string Bits(string value) => $"{names["BitConverter"]}.DoubleToInt64Bits({value})";

    private void Initial()
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
        code.Line("state.Reset();");
        code.Line("return state;");
        code.Close();
        code.Close();
    }

    /// <summary>Writes the way back to the initial state, in place.</summary>
    private void Reset()
    {
        if (plan.Network.InitialState is null)
        {
            code.Body("public void Reset()", "this = default(State)");
            return;
        }

        code.Open("public void Reset()");
        code.Line("this = default(State);");
        if (_form.IsCopied)
        {
            Copy("values", "");
        }

        CopyInitial(code, names, plan, _form.IsCopied ? "values" : "Values");
        if (_form.IsCopied)
        {
            code.Line("Set(values);");
        }

        code.Close();
    }

    private void OfLayers()
    {
        (string Name, string What, System.Func<LayerLayout, (int Start, int Count)> Place)[] kinds =
        [
            ("Hidden", "hidden state h", layout => (layout.StateStart, layout.Layer.Output)),
            ("Cell", "cell state c", layout => (layout.CellStart, layout.Layer.Units)),
        ];
        foreach ((string name, string what, System.Func<LayerLayout, (int Start, int Count)> place) in kinds)
        {
            string each = place(Layers[0]).Count == Layers[0].Layer.Units ? "unit" : "value of its output";
            if (_form.HasObject ? plan.Target.Spans : !_form.IsCopied)
            {
                Begin($"<summary>The {what} of an LSTM layer, a value for each {each}, to read or to write.</summary>");
                if (!_form.HasObject && UnscopedRef is string attribute)
                {
                    code.Line(attribute);
                }

                code.Open($"public {names.WritableValues} {name}(int layer)");
                Cases(place, (start, count) => $"return Values.Slice({start}, {count});");
                code.Close();
                code.Line();
                continue;
            }

            Begin($"<summary>Copies the {what} of an LSTM layer, a value for each {each}.</summary>", "destination");
            code.Open($"public void Copy{name}To(int layer, {_memory.WholeParameter("destination", written: true)})");
            Body(place, "destination", isRead: true);
            Begin($"<summary>Sets the {what} of an LSTM layer, a value for each {each}.</summary>", "source");
            code.Open($"public void Set{name}(int layer, {_memory.WholeParameter("source")})");
            Body(place, "source", isRead: false);
        }
    }

    /// <summary>Writes the documentation of a member that has a layer's number.</summary>
    /// <param name="run">Its other parameter, or null.</param>
    private void Begin(string summary, string? run = null)
    {
        code.Doc(summary);
        code.Doc("<param name=\"layer\">" + (Layers.Count == 1
            ? $"Layer 0 is {Layers[0].Layer.Name}."
            : "The LSTM layers are numbered in order: " + string.Join(", ", Layers.Select((layout, i) => $"{i} is {layout.Layer.Name}")) + ".") + "</param>");
        if (run is not null)
        {
            code.Doc($"<param name=\"{run}\">{(run == "source" ? "As" : "Room for as")} many values.</param>");
            code.Doc($"<exception cref=\"{names["ArgumentException"]}\">It has another length.</exception>");
        }

        code.Doc($"<exception cref=\"{names["ArgumentOutOfRangeException"]}\">There is no such layer.</exception>");
    }

    /// <summary>Writes the body of a member that copies a layer's values out of the state or into it.</summary>
    private void Body(System.Func<LayerLayout, (int Start, int Count)> place, string run, bool isRead)
    {
        _memory.CheckWhole(code, run);
        code.Line("int start;");
        code.Line("int count;");
        Cases(place, (start, count) => $"start = {start}; count = {count}; break;");
        code.Open($"if ({run}.Length != count)");
        code.Line($"Guard.Length(\"{run}\", {run}.Length, \"layer \" + Guard.Text(layer), Guard.Text(count));");
        code.Close();
        if (_form.IsCopied)
        {
            Copy("values", "");
            code.Line(isRead ? $"values.Slice(start, count).CopyTo({run});" : $"{run}.CopyTo(values.Slice(start, count));");
            if (!isRead)
            {
                code.Line("Set(values);");
            }
        }
        else
        {
            code.Line(isRead ? $"{names["Array"]}.Copy(Values, start, {run}, 0, count);" : $"{names["Array"]}.Copy({run}, 0, Values, start, count);");
        }

        code.Close();
    }

    private void Cases(System.Func<LayerLayout, (int Start, int Count)> place, System.Func<int, int, string> write)
    {
        code.Open("switch (layer)");
        for (int i = 0; i < Layers.Count; i++)
        {
            (int start, int count) = place(Layers[i]);
            code.Line($"case {i}: {write(start, count)}");
        }

        code.Line($"default: throw {names.OutOfRange("layer", "layer", $"\"{(Layers.Count == 1 ? "There is one LSTM layer, number 0." : $"There are {Layers.Count} LSTM layers, numbered from 0.")}\"")};");
        code.Close();
    }

    /// <summary>Lets a span be returned only as long as the state that it looks into lives.</summary>
    private string? UnscopedRef =>
        plan.Target.UnscopedRef && plan.Target.LanguageVersion >= 1100 ? $"[{names["UnscopedRef"]}]" : null;
}
