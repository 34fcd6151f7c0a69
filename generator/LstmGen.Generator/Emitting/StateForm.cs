using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// How a kernel gets at the values of the state that is handed on: a structure whose fields are a span, one that is copied to the stack and
/// back, or an object with an array. A network that needs its whole sequence has none from call to call.
/// </summary>
internal sealed class StateForm(Names names, Plan plan)
{
    private const string Copied = "values";

    private readonly HandedState _state = HandedState.Of(plan);

    private bool IsStreaming => plan.Network.IsStreaming;

    /// <summary>Whether it is an object, and not a structure.</summary>
    public bool HasObject => _state.IsObject;

    /// <summary>Whether the structure is copied to the stack to be read and written.</summary>
    public bool IsCopied => _state.IsCopied;

    /// <summary>The parameter, or nothing.</summary>
    public string Parameter => _state.Type is null ? "" : HasObject ? $"{_state.Type} {_state.Name}" : $"ref {_state.Type} {_state.Name}";

    /// <summary>The argument, or nothing.</summary>
    public string Argument => _state.Type is null ? "" : HasObject ? _state.Name : "ref " + _state.Name;

    /// <summary>Makes the values ready to be read and written, and returns their name.</summary>
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

        code.Line(HasObject ? names.Memory.Clear(values, "0", Literal.Of(plan.StateCount)) : $"{values}.Clear();");
        return values;
    }

    /// <summary>Writes the values back where they came from.</summary>
    public void Close(CodeWriter code)
    {
        if (IsStreaming && IsCopied)
        {
            code.Line($"state.Set({Copied});");
        }
    }

    /// <summary>The values, in a member of the state itself; where that takes it, they are copied to the stack first.</summary>
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
    /// <param name="owner">What has them, with a dot behind it, or nothing for the structure itself.</param>
    public void Copy(CodeWriter code, string name, string owner)
    {
        names.Memory.Scratch(code, plan.Memory.CopyOfState(name));
        code.Line($"{owner}CopyTo({name});");
    }
}
