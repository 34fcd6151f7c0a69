using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the nested class that holds the states of many sequences: blocks of as many as are computed side by side, or an array of states
/// where they take turns.
/// </summary>
internal sealed class BatchStateWriter(CodeWriter code, Names names, Plan plan, string className)
{
    private readonly StateForm _form = new(names, plan);
    private readonly StateTextWriter _text = new(code, names, plan);
    private readonly StateBytesWriter _bytes = new(code, names, plan);

    private bool HasBlocks => plan.Batch.IsVectorised;

    /// <summary>Values of a sequence.</summary>
    private int Rows => HasBlocks ? plan.Batch.StateRows : plan.StateCount;

    public void Write(string generatedCode)
    {
        code.Doc(
            "<summary>\n" +
            "The states of many sequences that advance together: a slot for each, numbered from 0. Allocated once; every slot starts at the\n" +
            $"initial state. <see cref=\"this[int]\"/> {(_form.HasObject ? "is" : "reads or writes")} the state of one sequence.\n" +
            "</summary>");
        code.Attribute(generatedCode);
        _text.Attributes("BatchState");
        _bytes.Attribute();
        code.Open("public sealed class BatchState");
        if (HasBlocks)
        {
            code.Line($"private readonly {plan.Element.Type}[] _values;");
            code.Line("private readonly int _start;");
            code.Line("private readonly int _length;");
        }
        else
        {
            code.Line("private readonly State[] _states;");
        }

        code.Line();
        Constructor();
        code.Doc("<summary>How many sequences there is room for.</summary>");
        _bytes.Member();
        code.Line("public int Capacity { get; }");
        code.Line();
        Indexer();
        code.Doc("<summary>Returns every slot to the initial state.</summary>");
        code.Open("public void Reset()");
        Reset();
        code.Close();
        CopyFrom();
        _bytes.Batch();
        _text.Batch();
        if (HasBlocks)
        {
            code.Comment("The states of the sequences that are computed side by side, from first on. Each value has a row, with a lane for each sequence.");
            code.Open($"internal {names.WritableValues} Block(int first)");
            code.Line($"return new {names.WritableValues}(_values, _start + first * {Rows}, {Rows} * Kernel.BatchLanes);");
            code.Close();
        }

        if (!HasBlocks && !_form.HasObject)
        {
            code.Comment("The state in a slot that there is, in its place.");
            code.Open("internal ref State Slot(int slot)");
            code.Line("return ref _states[slot];");
            code.Close();
        }

        code.Open($"private int {(HasBlocks ? "Lane" : "Checked")}(int slot)");
        code.Open("if (slot < 0 || slot >= Capacity)");
        code.Line($"throw {names.OutOfRange("slot", "slot", $"\"This state of {className} has \" + Guard.Text(Capacity) + (Capacity == 1 ? \" slot.\" : \" slots, numbered from 0.\")")};");
        code.Close();
        code.Line(HasBlocks ? "return slot % Kernel.BatchLanes;" : "return slot;");
        code.Close();
        code.Close();
    }

    private void Constructor()
    {
        int most = int.MaxValue / plan.Element.Bytes;
        int step = HasBlocks ? plan.Batch.VectorsOfRow * plan.Element.Widest : 1;
        code.Doc("<summary>Allocates room for a number of sequences.</summary>");
        code.Doc($"<exception cref=\"{names["ArgumentOutOfRangeException"]}\">The capacity is negative, or more than one array can hold.</exception>");
        code.Open("public BatchState(int capacity)");
        if (HasBlocks)
        {
            code.Line("int lanes = Kernel.BatchLanes;");
            code.Line($"long needed = ((long)capacity + lanes - 1) / lanes * lanes * {Rows};");
            code.Open($"if (capacity < 0 || needed > {most})");
        }
        else
        {
            code.Open($"if (capacity < 0 || capacity > {most / Rows})");
        }

        code.Line($"throw {names.OutOfRange("capacity", "capacity", $"\"A batch has from 0 to {most / Rows / step * step} sequences.\"")};");
        code.Close();
        if (HasBlocks)
        {
            string array = plan.Target.PinnedArrays
                ? $"{names["GC"]}.AllocateArray<{plan.Element.Type}>(_length + {plan.Element.Alignment - 1}, pinned: true)"
                : $"new {plan.Element.Type}[_length]";
            code.Line("Capacity = capacity;");
            code.Line("_length = (int)needed;");
            code.Line($"_values = {array};");
            if (plan.Target.PinnedArrays)
            {
                code.Comment("Pinned, so that what is aligned to a cache line now stays aligned.");
                string unsafeName = names["Unsafe"];
                code.Line($"long address = (long){unsafeName}.ByteOffset(ref {unsafeName}.NullRef<{plan.Element.Type}>(), ref _values[0]);");
                code.Line($"_start = (int)(-address & 63) / {plan.Element.Bytes};");
            }
            else
            {
                code.Line("_start = 0;");
            }
        }
        else
        {
            code.Line("Capacity = capacity;");
            code.Line("_states = new State[capacity];");
        }

        if (_form.HasObject)
        {
            code.Open("for (int slot = 0; slot < capacity; slot++)");
            code.Line("_states[slot] = new State();");
            code.Close();
        }
        else if (plan.Network.InitialState is not null)
        {
            code.Line("Reset();");
        }

        code.Close();
    }

    private void Indexer()
    {
        code.Doc(_form.HasObject
            ? "<summary>The state of one sequence itself, as <c>Step</c> and <c>Forward</c> take it. Its <c>Reset</c> starts a new sequence in the slot.</summary>"
            : "<summary>The state of one sequence, as <c>Step</c> and <c>Forward</c> take it: to save it, to send it, or to start a new sequence in the slot.</summary>");
        code.Doc("<param name=\"slot\">From 0 to the capacity - 1.</param>");
        code.Doc($"<exception cref=\"{names["ArgumentOutOfRangeException"]}\">There is no such slot.</exception>");
        code.Open("public State this[int slot]");
        code.Open("get");
        if (HasBlocks)
        {
            code.Line("State state = default(State);");
            Moves(isRead: true);
            code.Line("return state;");
        }
        else
        {
            code.Line("return _states[Checked(slot)];");
        }

        code.Close();
        if (!_form.HasObject)
        {
            code.Open("set");
            if (HasBlocks)
            {
                Moves(isRead: false);
            }
            else
            {
                code.Line("_states[Checked(slot)] = value;");
            }

            code.Close();
        }

        code.Close();
    }

    private void CopyFrom()
    {
        code.Doc("<summary>Copies the states of all slots from another one at once: to save them, or to restore what was saved.</summary>");
        code.Doc($"<exception cref=\"{names["ArgumentNullException"]}\">The other one is null.</exception>");
        code.Doc($"<exception cref=\"{names["ArgumentException"]}\">It has another capacity. Nothing was written.</exception>");
        code.Open("public void CopyFrom(BatchState other)");
        code.Open("if (other is null)");
        code.Line("Guard.Missing(\"other\");");
        code.Close();
        code.Open($"if (other{(plan.Target.LanguageVersion >= 800 ? "!" : "")}.Capacity != Capacity)");
        code.Line($"throw new {names["ArgumentException"]}(\"other has room for \" + Guard.Sequences(other.Capacity) + \"; this state has room for \" + Guard.Text(Capacity), \"other\");");
        code.Close();
        if (HasBlocks)
        {
            code.Line($"new {names.Values}(other._values, other._start, _length).CopyTo(new {names.WritableValues}(_values, _start, _length));");
        }
        else if (_form.HasObject)
        {
            code.Open("for (int slot = 0; slot < Capacity; slot++)");
            code.Line("_states[slot].CopyFrom(other._states[slot]);");
            code.Close();
        }
        else
        {
            code.Line($"{names["Array"]}.Copy(other._states, _states, Capacity);");
        }

        code.Close();
    }

    private void Reset()
    {
        if (!HasBlocks)
        {
            code.Open("for (int slot = 0; slot < Capacity; slot++)");
            code.Line("_states[slot].Reset();");
            code.Close();
        }
        else if (plan.Network.InitialState is null)
        {
            code.Line($"new {names.WritableValues}(_values).Clear();");
        }
        else
        {
            code.Open("for (int first = 0; first < Capacity; first += Kernel.BatchLanes)");
            code.Line("Kernel.Start(Block(first));");
            code.Close();
        }
    }

    private void Moves(bool isRead)
    {
        code.Line("int lane = Lane(slot);");
        code.Line($"{names.WritableValues} block = Block(slot - lane);");
        foreach (LayerLayout layout in plan.Layouts.Where(layout => layout.Layer is LstmLayer))
        {
            int output = layout.Layer.Output;
            code.Open($"for (int unit = 0; unit < {output}; unit++)");
            Move(layout.StateStart, layout.BatchStart);
            if (output != layout.Layer.Units)
            {
                code.Close();
                code.Open($"for (int unit = 0; unit < {layout.Layer.Units}; unit++)");
            }

            Move(layout.CellStart, layout.BatchStart + output);
            code.Close();
        }

        void Move(int start, int row)
        {
            string one = $"{(isRead ? "state" : "value")}.Values[{Literal.Sum(start, "unit")}]";
            string other = $"block[{(row == 0 ? "unit" : $"({row} + unit)")} * Kernel.BatchLanes + lane]";
            code.Line(isRead ? $"{one} = {other};" : $"{other} = {one};");
        }
    }
}
