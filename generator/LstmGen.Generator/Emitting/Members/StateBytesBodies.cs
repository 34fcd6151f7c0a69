using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints how states become bytes, and bytes states: of one sequence, and of a batch.</summary>
internal sealed class StateBytesBodies(CodeWriter code, Names names, Plan plan)
{
    private readonly StateForm _form = new(names, plan);
    private readonly SavedState _saved = SavedState.Of(plan);
    private readonly SavedStateHelpers _helpers = new(names);

    private bool HasBlocks => plan.Batch.IsVectorised;

    /// <summary>Whether the member of a state is one of these.</summary>
    public bool Write(Member member, Heading heading)
    {
        switch (member.Name)
        {
            case "Write":
                Move(heading, run => _helpers.Write(run));
                return true;
            case "Read":
                Move(heading, run => _helpers.Read(run), isRead: true);
                return true;
            default:
                return WriteMembers(member, heading, GeneratedTypes.State, "1", "Network");
        }
    }

    /// <summary>Whether the member of the states of a batch is one of these.</summary>
    public bool WriteOfBatch(Member member, Heading heading)
    {
        if (member.Name == "Read")
        {
            ReadSlots(heading);
            return true;
        }

        return WriteMembers(member, heading, GeneratedTypes.BatchState, "Capacity", "State.Network");
    }

    /// <param name="states">How many states there are.</param>
    /// <param name="network">The hash of the architecture.</param>
    private bool WriteMembers(Member member, Heading heading, string type, string states, string network)
    {
        string name = $"{plan.Class.Type.Type.Name.TrimStart('@')}.{type}";
        string check = $"{_saved.Count}, {_saved.ValueBytes}, {states}, {network}, Architecture, \"{name}\"";
        switch (member.Name)
        {
            case "WriteTo":
                using (heading.Block())
                {
                    string header = $"ByteCount, {_saved.ValueBytes}, {states}, {network}, \"{name}.WriteTo\"";
                    code.Line($"int at = {_helpers.WriteHeader("destination", header)};");
                    WriteStates(type);
                    code.Line($"return {_helpers.WriteChecksum("destination")};");
                }

                return true;
            case "ReadFrom":
                using (heading.Block())
                {
                    code.Line($"int valueBytes = {_helpers.Check("source", check)};");
                    code.Line($"Read(source, {_helpers.FirstValue("source")}, valueBytes);");
                }

                return true;
            case "Bytes":
                Bytes(heading, check);
                return true;
            default:
                return false;
        }
    }

    private void WriteStates(string type)
    {
        if (type == GeneratedTypes.State)
        {
            code.Line("at = Write(destination, at);");
            return;
        }

        using (code.Block("for (int slot = 0; slot < Capacity; slot++)"))
        {
            // A large state is never copied to the stack; one in a block is small.
            code.Line($"at = {(HasBlocks ? "this" : "_states")}[slot].Write(destination, at);");
        }
    }

    private void ReadSlots(Heading heading)
    {
        using (heading.Block())
        {
            using (code.Block("for (int slot = 0; slot < Capacity; slot++)"))
            {
                code.Line(!HasBlocks ? "at = _states[slot].Read(bytes, at, valueBytes);" : """
                    State state = default(State);
                    at = state.Read(bytes, at, valueBytes);
                    this[slot] = state;
                    """);
            }

            code.Line();
            code.Line("return at;");
        }
    }

    private void Bytes(Heading heading, string check)
    {
        using (heading.Property())
        {
            using (code.Block("get"))
            {
                code.Line("""
                    byte[] bytes = new byte[ByteCount];
                    WriteTo(bytes);
                    return bytes;
                    """);
            }

            using (code.Block("set"))
            {
                code.Line(GuardHelpers.NotNull(names, "value"));
                code.Line($"int valueBytes = {_helpers.CheckAll("value", check)};");
                code.Line($"Read(value, {SavedState.HeaderBytes}, valueBytes);");
            }
        }
    }

    /// <summary>Writes what moves the values between the state and bytes, without what pads them.</summary>
    private void Move(Heading heading, System.Func<string, string> move, bool isRead = false)
    {
        using (heading.Block())
        {
            string values = plan.Target.Spans ? _form.Values(code) : "Values";
            foreach (StateRun run in _saved.Runs)
            {
                code.Line($"at = {move(plan.Target.Spans ? $"{values}.Slice({run.Start}, {run.Count})" : $"{values}, {run.Start}, {run.Count}")};");
            }

            if (_form.IsCopied && isRead)
            {
                code.Line("Set(values);");
            }

            code.Line("return at;");
        }
    }
}
