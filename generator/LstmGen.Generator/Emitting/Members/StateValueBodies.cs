using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints how the values of a state are reached, and how it returns to the initial state.</summary>
internal sealed class StateValueBodies(CodeWriter code, Names names, Plan plan)
{
    private readonly StateForm _form = new(names, plan);

    private string Type => plan.Element.Type;

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
            case "CopyFrom":
                string values = plan.Target.Spans ? "_values" : "Values";
                heading.Open();
                code.Line($"{names["Array"]}.Copy(other.{values}, 0, {values}, 0, {plan.StateCount});");
                code.Close();
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

        heading.OpenGetter();
        code.Line("State state = default(State);");
        code.Line("state.Reset();");
        code.Line("return state;");
        heading.CloseProperty();
    }

    /// <summary>Writes the way back to the initial state, in place.</summary>
    private void Reset(Heading heading)
    {
        if (_form.HasObject)
        {
            heading.Open();
            code.Line($"{names["Array"]}.Clear({(plan.Target.Spans ? "_values" : "Values")}, 0, {plan.StateCount});");
            InitialState.Copy(code, names, plan, "Values");
            code.Close();
            return;
        }

        if (plan.Network.InitialState is null)
        {
            heading.Give("this = default(State)");
            return;
        }

        heading.Open();
        code.Line("this = default(State);");
        if (_form.IsCopied)
        {
            _form.Copy(code, "values", "");
        }

        InitialState.Copy(code, names, plan, _form.IsCopied ? "values" : "Values");
        if (_form.IsCopied)
        {
            code.Line("Set(values);");
        }

        code.Close();
    }
}
