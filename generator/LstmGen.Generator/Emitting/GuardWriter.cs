using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the nested class that throws: its methods keep the text of the messages out of the members that call them.</summary>
internal static class GuardWriter
{
    public static void Write(CodeWriter code, Names names, string className, Network network, string generatedCode)
    {
        code.Line(generatedCode);
        code.Open("private static class Guard");
        code.Open("internal static void Length(string parameter, int holds, string member, string needs)");
        code.Line($"throw new {names["ArgumentException"]}(parameter + \" holds \" + Text(holds) + (holds == 1 ? \" value; \" : \" values; \") + member + \" needs \" + needs, parameter);");
        code.Close();
        code.Open("internal static void Overlap(string member, string outputs, string inputs)");
        code.Line($"throw new {names["ArgumentException"]}(outputs + (outputs == \"output\" ? \" lies on \" : \" lie on \") + inputs + \" that \" + member + \" has still to read\", outputs);");
        code.Close();
        code.Open("internal static void Count(int count)");
        code.Line($"throw new {names["ArgumentOutOfRangeException"]}(\"count\", count, \"A batch can't have a negative number of sequences.\");");
        code.Close();
        if (network.Steps is int steps)
        {
            code.Open("internal static void Steps(int length)");
            code.Line($"throw new {names["ArgumentOutOfRangeException"]}(\"length\", length, \"{className}.Forward needs a length from 1 to {steps}.\");");
            code.Close();
        }

        code.Open("internal static void NoState()");
        code.Line($"throw new {names["ArgumentNullException"]}(\"state\");");
        code.Close();
        code.Open("internal static void Capacity(int holds, string member, int needs)");
        code.Line($"throw new {names["ArgumentException"]}(\"state has room for \" + Sequences(holds) + \"; \" + member + \" needs \" + Text(needs), \"state\");");
        code.Close();
        if (network.Parameters is null)
        {
            code.Open("internal static void NoParameters()");
            code.Line($"throw new {names["InvalidOperationException"]}(\"This {className} was made without its parameters: construct it with new {className}(parameters), where parameters holds {network.ParameterCount} values.\");");
            code.Close();
        }

        code.Body("internal static string Sequences(int count)", "Text(count) + (count == 1 ? \" sequence\" : \" sequences\")");
        code.Line();
        code.Body("internal static string Text(long value)", $"value.ToString({names["CultureInfo"]}.InvariantCulture)");
        code.Close();
    }
}
