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
            case "Start":
                Start(heading);
                return true;
            case "CopyFrom":
                CopyFrom(heading);
                return true;
            case "Part":
                Part(heading);
                return true;
            case "ToString":
                heading.Give($"{GuardHelpers.Sequences(names)}(Capacity)");
                return true;
            case "View":
                View(heading);
                return true;
            case "Block":
                Block(heading);
                return true;
            case "Lane" or "Checked":
                Checked(heading);
                return true;
            default:
                return _bytes.WriteOfBatch(member, heading);
        }
    }

    private void Block(Heading heading)
    {
        using (heading.Block())
        {
            code.Line($"return _values.Slice(first * {Rows}, {Rows} * Kernel.BatchLanes);");
        }
    }

    private void Checked(Heading heading)
    {
        using (heading.Block())
        {
            code.Line(GuardHelpers.Slot(names, plan.Class.Type.Type.Name.TrimStart('@')));
            code.Line(HasBlocks ? "return slot % Kernel.BatchLanes;" : "return slot;");
        }
    }

    private void View(Heading heading)
    {
        using (heading.Block())
        {
            code.Line("""
                public readonly State[] Slots;

                public View(BatchState state)
                {
                    Slots = new State[state.Capacity];
                    for (int slot = 0; slot < Slots.Length; slot++)
                    {
                        Slots[slot] = state[slot];
                    }
                }
                """);
        }
    }

    private void Constructor(Heading heading)
    {
        int most = int.MaxValue / plan.Element.Bytes;
        int step = HasBlocks ? plan.Batch.VectorsOfRow * plan.Element.Widest : 1;
        using (heading.Block())
        {
            code.Line(GuardHelpers.Capacity(names, most / Rows / step * step));
            code.Line("Capacity = capacity;");
            if (HasBlocks)
            {
                code.Comment("As many as are computed side by side take part in the last block, too.");
                code.Line($"_length = (capacity + Kernel.BatchLanes - 1) / Kernel.BatchLanes * Kernel.BatchLanes * {Rows};");
                code.Line($"_values = new {PackingHelpers.Aligned(names, plan.Element)}(_length);");
            }
            else
            {
                code.Line("_states = new State[capacity];");
            }

            if (_form.HasObject)
            {
                using (code.Block("for (int slot = 0; slot < capacity; slot++)"))
                {
                    code.Line("_states[slot] = new State();");
                }
            }
            else if (plan.Network.InitialState is not null)
            {
                code.Line("Reset();");
            }
        }
    }

    private void Indexer(Heading heading)
    {
        using (heading.Property())
        {
            using (code.Block("get"))
            {
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
            }

            if (!_form.HasObject)
            {
                using (code.Block("set"))
                {
                    if (HasBlocks)
                    {
                        Moves(isRead: false);
                    }
                    else
                    {
                        code.Line("_states[Checked(slot)] = value;");
                    }
                }
            }
        }
    }

    private void CopyFrom(Heading heading)
    {
        using (heading.Block())
        {
            code.Line(GuardHelpers.SameCapacity(names));
            if (HasBlocks)
            {
                code.Line("other._values.Slice(0, _length).CopyTo(_values.Slice(0, _length));");
            }
            else if (_form.HasObject)
            {
                using (code.Block("for (int slot = 0; slot < Capacity; slot++)"))
                {
                    code.Line("_states[slot].CopyFrom(other._states[slot]);");
                }
            }
            else
            {
                code.Line($"{names["Array"]}.Copy(other._states, _states, Capacity);");
            }
        }
    }

    private void Part(Heading heading)
    {
        using (heading.Block())
        {
            code.Line(StateHelpers.Part(names, HasBlocks ? "Kernel.BatchLanes" : "1"));
        }
    }

    private void Reset(Heading heading)
    {
        if (plan.Network.InitialState is not null)
        {
            heading.Give($"Start({InitialState.Trained})");
        }
        else if (HasBlocks)
        {
            heading.Give("_values.Slice(0, _length).Clear()");
        }
        else
        {
            EachSlot(heading, "Reset()");
        }
    }

    private void Start(Heading heading)
    {
        if (!HasBlocks)
        {
            EachSlot(heading, "Start(initial)");
            return;
        }

        using (heading.Block())
        using (code.Block("for (int first = 0; first < Capacity; first += Kernel.BatchLanes)"))
        {
            code.Line("Kernel.Start(Block(first), initial);");
        }
    }

    private void EachSlot(Heading heading, string call)
    {
        using (heading.Block())
        using (code.Block("for (int slot = 0; slot < Capacity; slot++)"))
        {
            code.Line($"_states[slot].{call};");
        }
    }

    private void Moves(bool isRead)
    {
        code.Line("int lane = Lane(slot);");
        code.Line($"{names.WritableValues} block = Block(slot - lane);");
        string owner = isRead ? "state" : "value";
        foreach (SlotLayout slot in plan.Layouts.SelectMany(layout => layout.State))
        {
            Move(slot.Start, slot.Count, slot.BatchStart);
        }

        void Move(int start, int count, int row) => code.Line(StateHelpers.Lane(
            names, isRead, row == 0 ? "block" : $"block.Slice({row} * Kernel.BatchLanes)", $"{owner}.Values.Slice({start}, {count})"));
    }
}
