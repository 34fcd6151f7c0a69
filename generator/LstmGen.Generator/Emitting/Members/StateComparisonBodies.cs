using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints how states are compared, and hashed: by their bits.</summary>
internal sealed class StateComparisonBodies(CodeWriter code, Names names, Plan plan)
{
    private readonly StateForm _form = new(names, plan);

    /// <summary>Whether the member is one of these.</summary>
    public bool Write(Member member, Heading heading)
    {
        switch (member.Name)
        {
            case "Equals" when member.Parameters[0].Name == "obj":
                heading.Give(_form.HasObject ? "Equals(obj as State)"
                    : plan.Target.InlineArray ? $"obj is State && Same(ref this, ref {names["Unsafe"]}.Unbox<State>(obj))"
                    : "obj is State && Equals((State)obj)");
                return true;
            case "Equals" when !_form.HasObject:
                heading.Give("Same(ref this, ref other)");
                return true;
            case "Equals":
                EqualsObject(heading);
                return true;
            case "GetHashCode":
                Hash(heading);
                return true;
            case "==":
                heading.Give(SameArguments);
                return true;
            case "!=":
                heading.Give("!" + SameArguments);
                return true;
            case "Same":
                Same(heading);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The call of what compares where both are: code that isn't optimised yet would keep every copy on the stack.</summary>
    private string SameArguments => plan.Memory.ComparesInPlace
        ? $"Same(ref {names["Unsafe"]}.AsRef(in left), ref {names["Unsafe"]}.AsRef(in right))"
        : "Same(ref left, ref right)";

    private void Same(Heading heading)
    {
        using (heading.Block())
        {
            string mine = "left.Values";
            string others = "right.Values";
            if (_form.IsCopied)
            {
                (mine, others) = ("values", "others");
                _form.Copy(code, "values", "left.");
                _form.Copy(code, "others", "right.");
            }

            code.Line($"return {StateHelpers.Same(names, mine, others)};");
        }
    }

    private void EqualsObject(Heading heading) => heading.Give("!(other is null) && " + (plan.Target.Spans
        ? StateHelpers.Same(names, OfObject(""), OfObject("other."))
        : StateHelpers.Same(names, "Values", $"other.Values, {plan.StateCount}")));

    private void Hash(Heading heading)
    {
        if (!_form.IsCopied)
        {
            string values = !plan.Target.Spans ? $"Values, {plan.StateCount}" : _form.HasObject ? OfObject("") : "Values";
            heading.Give(StateHelpers.Hash(names, values));
            return;
        }

        using (heading.Block())
        {
            code.Line($"return {StateHelpers.Hash(names, _form.Values(code))};");
        }
    }

    /// <summary>The values of the state in an object, without the memory behind it.</summary>
    private string OfObject(string owner) => $"new {names.Values}({owner}_values, 0, {plan.StateCount})";
}
