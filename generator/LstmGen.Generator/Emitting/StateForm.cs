using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// How a kernel accesses the values of the state that is passed on: a structure whose fields are read as a span, one that is copied to the
/// stack and back, or an object with an array. A network that needs its whole sequence has no state between calls.
/// </summary>
internal sealed class StateForm(Names names, Plan plan)
{
    private const string Copied = "values";

    private readonly HandedState _state = HandedState.Of(plan);

    private bool IsStreaming => plan.Network.IsStreaming;

    /// <summary>Whether it is an object rather than a structure.</summary>
    public bool HasObject => _state.IsObject;

    /// <summary>Whether the structure is copied to the stack to be read and written.</summary>
    public bool IsCopied => _state.IsCopied;

    /// <summary>The parameter, or nothing.</summary>
    public string Parameter => CodeWriter.List(
        _state.Type is null ? "" : HasObject ? $"{_state.Type} {_state.Name}" : $"ref {_state.Type} {_state.Name}",
        HasInitial ? InitialParameter : "");

    /// <summary>The argument, or nothing.</summary>
    public string Argument => CodeWriter.List(
        _state.Type is null ? "" : HasObject ? _state.Name : "ref " + _state.Name, HasInitial ? "initial" : "");

    /// <summary>The parameter for the initial state: the values of the instance, or null.</summary>
    public string InitialParameter => $"{names.Element.Type}[]{names.Nullable} initial";

    /// <summary>Whether a run is passed the initial state in place of a state.</summary>
    private bool HasInitial => !IsStreaming && plan.Network.TakesInitialState;

    /// <summary>Prepares the values to be read and written, and returns their name.</summary>
    public string Open(CodeWriter code)
    {
        if (IsStreaming)
        {
            if (!IsCopied)
            {
                return "state.Values";
            }

            Copy(code, Copied, "state.");
            return Copied;
        }

        string values = HasObject ? "s" : "state";
        if (HasObject)
        {
            code.Line($"{names.Memory.Held(written: true)} {values} = workspace.Values;");
        }
        else
        {
            names.Memory.Scratch(code, plan.Memory.State(values));
        }

        if (HasInitial)
        {
            code.Line($"Start({values}, initial);");
        }
        else
        {
            Clear(code, values);
        }

        return values;
    }

    /// <summary>Writes the method that sets the values to the initial state, for runs that are passed it.</summary>
    public void Start(CodeWriter code)
    {
        if (!HasInitial)
        {
            return;
        }

        bool isTrained = plan.Network.InitialState is not null;
        code.Comment($"Sets h and c to where a sequence starts: the initial state of the instance, or {(isTrained ? "the trained one" : "zeros")}.");
        string values = $"{names.Memory.Held(written: true)} s";
        using (code.Block($"private static void Start({values}, {InitialParameter})"))
        {
            Clear(code, "s");
            using (isTrained ? null : code.Block("if (!(initial is null))"))
            {
                string start = isTrained ? $"initial is null ? {InitialState.Trained} : initial" : "initial";
                code.Line($"{names.Memory.Held()} start = {start};");
                InitialState.Copy(code, names, plan, "start", "s");
            }
        }
    }

    private void Clear(CodeWriter code, string values) =>
        code.Line(HasObject ? names.Memory.Clear(values, "0", Literal.Of(plan.StateCount)) : $"{values}.Clear();");

    /// <summary>Writes the values back to where they came from.</summary>
    public void Close(CodeWriter code)
    {
        if (IsStreaming && IsCopied)
        {
            code.Line($"state.Set({Copied});");
        }
    }

    /// <summary>The values, in a member of the state itself; where necessary, they are copied to the stack first.</summary>
    public string Values(CodeWriter code)
    {
        if (!IsCopied)
        {
            return "Values";
        }

        Copy(code, Copied, "");
        return Copied;
    }

    /// <summary>Copies the values of a structure to the stack.</summary>
    /// <param name="owner">The owner of the values, followed by a dot, or nothing for the structure itself.</param>
    public void Copy(CodeWriter code, string name, string owner)
    {
        names.Memory.Scratch(code, plan.Memory.CopyOfState(name));
        code.Line($"{owner}CopyTo({name});");
    }
}
