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
        heading.Open();
        string mine = "left.Values";
        string others = "right.Values";
        if (_form.IsCopied)
        {
            (mine, others) = ($"({names.Values})values", $"({names.Values})others");
            _form.Copy(code, "values", "left.");
            _form.Copy(code, "others", "right.");
        }

        string marshal = names["MemoryMarshal"];
        code.Line($"return {names["MemoryExtensions"]}.SequenceEqual({marshal}.AsBytes({mine}), {marshal}.AsBytes({others}));");
        code.Close();
    }

    private void EqualsObject(Heading heading)
    {
        heading.Open();
        if (plan.Target.Spans)
        {
            code.Line($"return !(other is null) && {names["MemoryExtensions"]}.SequenceEqual({Bytes("")}, {Bytes("other.")});");
        }
        else
        {
            string other = $"other{(plan.Target.LanguageVersion >= 800 ? "!" : "")}.Values[value]";
            code.Line("bool isSame = !(other is null);");
            code.Open($"for (int value = 0; isSame && value < {plan.StateCount}; value++)");
            code.Line($"isSame = {Bits("Values[value]")} == {Bits(other)};");
            code.Close();
            code.Line("return isSame;");
        }

        code.Close();
    }

    private void Hash(Heading heading)
    {
        heading.Open();
        if (_form.IsCopied)
        {
            _form.Copy(code, "values", "");
        }

        code.Line("uint hash = 2166136261;");
        if (plan.Target.Spans)
        {
            string bytes = _form.HasObject ? Bytes("") : $"{names["MemoryMarshal"]}.AsBytes({(_form.IsCopied ? "values" : "Values")})";
            code.Open($"foreach (byte value in {bytes})");
            code.Line("hash = unchecked((hash ^ value) * 16777619); // FNV-1a");
        }
        else
        {
            code.Open($"for (int value = 0; value < {plan.StateCount}; value++)");
            code.Line($"long bits = {Bits("Values[value]")};");
            code.Line("hash = unchecked((hash ^ (uint)bits ^ (uint)(bits >> 32)) * 16777619); // FNV-1a");
        }

        code.Close();
        code.Line("return unchecked((int)hash);");
        code.Close();
    }

    /// <summary>The bytes of the state in an object, without the memory behind it.</summary>
    private string Bytes(string owner) => $"{names["MemoryMarshal"]}.AsBytes(new {names.Values}({owner}_values, 0, {plan.StateCount}))";

    /// <summary>The bits of a value as a double, which every float is, because not every target shows those of a float.</summary>
    private string Bits(string value) => $"{names["BitConverter"]}.DoubleToInt64Bits({value})";
}
