using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes what is in the nested class that throws: its methods keep the text of the messages out of the members that call them.</summary>
internal static class GuardWriter
{
    public static void Write(CodeWriter code, Names names, string className, Plan plan)
    {
        Network network = plan.Network;
        Method("void Length(string parameter, int holds, string member, string needs)", $"new {names["ArgumentException"]}(parameter + \" holds \" + Text(holds) + (holds == 1 ? \" value; \" : \" values; \") + member + \" needs \" + needs, parameter)");
        Method("void Overlap(string member, string outputs, string inputs)", $"new {names["ArgumentException"]}(outputs + (outputs == \"output\" ? \" overlaps \" : \" overlap \") + inputs + \" that \" + member + \" has yet to read\", outputs)");
        Method("void Count(int count)", names.OutOfRange("count", "count", "\"A batch can't have a negative number of sequences.\""));
        if (network.Steps is int steps)
        {
            Method("void Steps(int length)", names.OutOfRange("length", "length", $"\"{className}.Forward needs a length from 1 to {steps}.\""));
        }

        Method("void Missing(string parameter)", $"new {names["ArgumentNullException"]}(parameter)");
        if (!plan.Target.Spans)
        {
            Arrays(code, names);
        }

        Method("void Capacity(int holds, string member, int needs)", $"new {names["ArgumentException"]}(\"state has room for \" + Sequences(holds) + \"; \" + member + \" needs \" + Text(needs), \"state\")");
        if (network.Parameters is null)
        {
            Method("void NoParameters()", $"new {names["InvalidOperationException"]}(\"This {className} was made without its parameters: construct it with new {className}(parameters), where parameters holds {network.ParameterCount} values.\")");
        }

        code.Body("internal static string Sequences(int count)", "Text(count) + (count == 1 ? \" sequence\" : \" sequences\")");
        code.Line();
        code.Body("internal static string Text(long value)", $"value.ToString({(plan.Target.Cultures ? names["CultureInfo"] + ".InvariantCulture" : "")})");

        void Method(string header, string exception)
        {
            code.Open("internal static " + header);
            code.Line($"throw {exception};");
            code.Close();
        }
    }

    /// <summary>Writes the checks of what only arrays can have wrong.</summary>
    private static void Arrays(CodeWriter code, Names names)
    {
        code.Open($"internal static void Whole(string parameter, {names["Array"]} values)");
        code.Open("if (values is null)");
        code.Line("Missing(parameter);");
        code.Close();
        code.Close();
        code.Open($"internal static void Range(string parameter, {names["Array"]} values, int offset, int count)");
        code.Line("Whole(parameter, values);");
        code.Open("if (offset < 0 || count < 0 || values.Length - offset < count)");
        code.Line($"throw new {names["ArgumentException"]}(parameter + \" holds \" + Text(values.Length) + \" values: not \" + Text(count) + \" from index \" + Text(offset) + \" on\", parameter);");
        code.Close();
        code.Close();
    }
}
