using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// How the state of a sequence is handed on, and how a kernel gets at its values: a structure whose fields are a span, one that is copied
/// to the stack and back, or an object with an array. A network that needs its whole sequence has none from call to call.
/// </summary>
internal sealed class StateForm(Names names, Plan plan)
{
    private const string Copied = "values";

    private bool IsStreaming => plan.Network.IsStreaming;

    /// <summary>The type of what is handed on, or null where nothing is.</summary>
    public string? Type => IsStreaming ? "State" : HasObject ? "Workspace" : null;

    /// <summary>Whether it is an object, and not a structure.</summary>
    public bool HasObject => plan.Memory.IsObject;

    /// <summary>Whether the structure is copied to the stack to be read and written.</summary>
    public bool IsCopied => !HasObject && !plan.Target.SpansOfFields;

    /// <summary>The name of a parameter or a local variable for it.</summary>
    public string Name => IsStreaming ? "state" : "workspace";

    /// <summary>The parameter, or nothing.</summary>
    public string Parameter => Type is null ? "" : HasObject ? $"{Type} {Name}" : $"ref {Type} {Name}";

    /// <summary>The argument, or nothing.</summary>
    public string Argument => Type is null ? "" : HasObject ? Name : "ref " + Name;

    /// <summary>Makes the values ready to be read and written, and returns their name.</summary>
    public string Open(CodeWriter code)
    {
        if (IsStreaming)
        {
            if (!IsCopied)
            {
                return "state.Values";
            }

            names.Memory.Scratch(code, plan.Memory.CopyOfState(Copied));
            code.Line($"state.CopyTo({Copied});");
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
        StateWriter.CopyInitial(code, names, plan, values);
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
}
