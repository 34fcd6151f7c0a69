using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Prints the bodies of the members of the states of a batch: blocks of as many as are computed side by side, or an array of states.
/// </summary>
internal sealed class BatchStateBodies(CodeWriter code, Names names, Plan plan)
{
    private readonly StateForm _form = new(names, plan);
    private readonly StateBytesBodies _bytes = new(code, names, plan);

    private bool HasBlocks => plan.Batch.IsVectorised;

    /// <summary>Values of a sequence.</summary>
    private int Rows => HasBlocks ? plan.Batch.StateRows : plan.StateCount;

    /// <summary>Whether the member is one of these.</summary>
    public bool Write(Member member, Heading heading)
    {
        switch (member.Name)
        {
            case "BatchState":
                Constructor(heading);
                return true;
            case "this":
                Indexer(heading);
                return true;
            case "Reset":
                Reset(heading);
                return true;
            case "CopyFrom":
                CopyFrom(heading);
                return true;
            case "Bytes":
                _bytes.OfBatch(heading);
                return true;
            case "ToString":
                heading.Give("Guard.Sequences(Capacity)");
                return true;
            case "View":
                View(heading);
                return true;
            case "Block":
                heading.Open();
                code.Line($"return new {names.WritableValues}(_values, _start + first * {Rows}, {Rows} * Kernel.BatchLanes);");
                code.Close();
                return true;
            case "Lane" or "Checked":
                Checked(heading);
                return true;
            default:
                return false;
        }
    }

    private void Checked(Heading heading)
    {
        string className = plan.Class.Type.Type.Name.TrimStart('@');
        string message = $"\"This state of {className} has \" + Guard.Text(Capacity)"
            + " + (Capacity == 1 ? \" slot.\" : \" slots, numbered from 0.\")";
        heading.Open();
        code.Open("if (slot < 0 || slot >= Capacity)");
        code.Line($"throw {names.OutOfRange("slot", "slot", message)};");
        code.Close();
        code.Line(HasBlocks ? "return slot % Kernel.BatchLanes;" : "return slot;");
        code.Close();
    }

    private void View(Heading heading)
    {
        heading.Open();
        code.Line("public readonly State[] Slots;");
        code.Line();
        code.Open("public View(BatchState state)");
        code.Line("Slots = new State[state.Capacity];");
        code.Open("for (int slot = 0; slot < Slots.Length; slot++)");
        code.Line("Slots[slot] = state[slot];");
        code.Close();
        code.Close();
        code.Close();
    }

    private void Constructor(Heading heading)
    {
        int most = int.MaxValue / plan.Element.Bytes;
        int step = HasBlocks ? plan.Batch.VectorsOfRow * plan.Element.Widest : 1;
        heading.Open();
        if (HasBlocks)
        {
            code.Line("int lanes = Kernel.BatchLanes;");
            code.Line($"long needed = ((long)capacity + lanes - 1) / lanes * lanes * {Rows};");
        }

        code.Open(HasBlocks ? $"if (capacity < 0 || needed > {most})" : $"if (capacity < 0 || capacity > {most / Rows})");
        string message = $"\"A batch has from 0 to {most / Rows / step * step} sequences.\"";
        code.Line($"throw {names.OutOfRange("capacity", "capacity", message)};");
        code.Close();
        code.Line("Capacity = capacity;");
        if (HasBlocks)
        {
            Allocate();
        }
        else
        {
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

    private void Allocate()
    {
        string type = plan.Element.Type;
        code.Line("_length = (int)needed;");
        code.Line(plan.Target.PinnedArrays
            ? $"_values = {names["GC"]}.AllocateArray<{type}>(_length + {plan.Element.Alignment - 1}, pinned: true);"
            : $"_values = new {type}[_length];");
        if (!plan.Target.PinnedArrays)
        {
            code.Line("_start = 0;");
            return;
        }

        code.Comment("Pinned, so that what is aligned to a cache line now stays aligned.");
        string unsafeName = names["Unsafe"];
        code.Line($"long address = (long){unsafeName}.ByteOffset(ref {unsafeName}.NullRef<{type}>(), ref _values[0]);");
        code.Line($"_start = (int)(-address & 63) / {plan.Element.Bytes};");
    }

    private void Indexer(Heading heading)
    {
        heading.OpenGetter();
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

        if (!_form.HasObject)
        {
            heading.TurnToSetter();
            if (HasBlocks)
            {
                Moves(isRead: false);
            }
            else
            {
                code.Line("_states[Checked(slot)] = value;");
            }
        }

        heading.CloseProperty();
    }

    private void CopyFrom(Heading heading)
    {
        heading.Open();
        code.Open($"if (other{(plan.Target.LanguageVersion >= 800 ? "!" : "")}.Capacity != Capacity)");
        const string Message = "\"other has room for \" + Guard.Sequences(other.Capacity)"
            + " + \"; this state has room for \" + Guard.Text(Capacity)";
        code.Line($"throw new {names["ArgumentException"]}({Message}, \"other\");");
        code.Close();
        if (HasBlocks)
        {
            code.Line($"new {names.Values}(other._values, other._start, _length).CopyTo(new {names.WritableValues}(_values, _start, "
                + $"_length));");
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

    private void Reset(Heading heading)
    {
        heading.Open();
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

        code.Close();
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
