using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints how the values of a state are reached, and how it returns to the initial state.</summary>
internal sealed class StateValueBodies(CodeWriter code, Names names, Plan plan)
{
    private readonly StateForm _form = new(names, plan);

    private string Type => plan.Element.Type;

    /// <summary>The array of a state that is an object.</summary>
    private string Array => plan.Target.Spans ? "_values" : "Values";

    /// <summary>Whether the member is one of these.</summary>
    public bool Write(Member member, Heading heading)
    {
        switch (member.Name)
        {
            case "Values":
                heading.Give(Values());
                return true;
            case "CopyTo":
                heading.Give($"{names["MemoryMarshal"]}.Write({names["MemoryMarshal"]}.AsBytes(values), ref this)");
                return true;
            case "Set":
                heading.Give($"this = {names["MemoryMarshal"]}.Read<State>({names["MemoryMarshal"]}.AsBytes(values))");
                return true;
            case "Initial":
                Initial(heading);
                return true;
            case "Reset":
                Reset(heading);
                return true;
            case "Start":
                Start(heading);
                return true;
            case "CopyFrom":
                using (heading.Block())
                {
                    code.Line($"{names["Array"]}.Copy(other.{Array}, 0, {Array}, 0, {plan.StateCount});");
                }

                return true;
            default:
                return false;
        }
    }

    private string Values()
    {
        string marshal = names["MemoryMarshal"];
        string many = plan.Element.Plural.Substring(0, 1).ToUpperInvariant() + plan.Element.Plural.Substring(1);
        return plan.Target.InlineArray
            ? $"{marshal}.CreateSpan(ref {names["Unsafe"]}.As<{many}, {Type}>(ref _{plan.Element.Plural}), {plan.StateCount})"
            : $"{marshal}.Cast<State, {Type}>({marshal}.CreateSpan(ref this, 1))";
    }

    private void Initial(Heading heading)
    {
        if (plan.Network.InitialState is null)
        {
            heading.Give("default(State)");
            return;
        }

        using (heading.Property())
        {
            code.Line("""
                get
                {
                    State state = default(State);
                    state.Reset();
                    return state;
                }
                """);
        }
    }

    /// <summary>Writes the way back to the initial state of the class, in place.</summary>
    private void Reset(Heading heading)
    {
        if (plan.Network.InitialState is not null)
        {
            heading.Give($"Start({InitialState.Trained})");
        }
        else
        {
            heading.Give(_form.HasObject ? $"{names["Array"]}.Clear({Array}, 0, {plan.StateCount})" : "this = default(State)");
        }
    }

    /// <summary>Writes what sets the values in place, and what pads them to zero.</summary>
    private void Start(Heading heading)
    {
        using (heading.Block())
        {
            if (_form.HasObject)
            {
                code.Line($"{names["Array"]}.Clear({Array}, 0, {plan.StateCount});");
                InitialState.Copy(code, names, plan, "initial", "Values");
                return;
            }

            code.Line("this = default(State);");
            string values = _form.Values(code);
            InitialState.Copy(code, names, plan, "initial", values);
            if (_form.IsCopied)
            {
                code.Line($"Set({values});");
            }
        }
    }
}
