using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes, for a network that needs its whole sequence and more memory than a target has on the stack, the nested class with that memory.</summary>
internal static class WorkspaceWriter
{
    public static void Write(CodeWriter code, Names names, Plan plan, string generatedCode)
    {
        code.Doc("<summary>The memory in which a sequence is computed: allocate one for each thread. Its contents mean nothing between two calls.</summary>");
        code.Attribute(generatedCode);
        code.Open("public sealed class Workspace");
        if (plan.Target.Spans)
        {
            code.Line($"private readonly {plan.Element.Type}[] _values = new {plan.Element.Type}[Kernel.ValueCount];");
            code.Line();
            code.Body($"internal {names.WritableValues} Values", "_values");
        }
        else
        {
            code.Line($"internal readonly {plan.Element.Type}[] Values = new {plan.Element.Type}[Kernel.ValueCount];");
        }

        code.Close();
    }
}
