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
        code.Open("internal static void Overlap(string member)");
        code.Line($"throw new {names["ArgumentException"]}(\"output lies on input that \" + member + \" has still to read\", \"output\");");
        code.Close();
        code.Open("internal static void NoParameters()");
        code.Line($"throw new {names["InvalidOperationException"]}(\"This {className} was made without its parameters: construct it with new {className}(parameters), where parameters holds {network.ParameterCount} values.\");");
        code.Close();
        code.Body("internal static string Text(long value)", $"value.ToString({names["CultureInfo"]}.InvariantCulture)");
        code.Close();
    }
}
