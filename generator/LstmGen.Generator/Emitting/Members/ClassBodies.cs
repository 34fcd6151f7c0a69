using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints the bodies of the class's own members.</summary>
internal sealed class ClassBodies(CodeWriter code, Names names, Plan plan)
{
    private readonly ValueMemory _memory = names.Memory;
    private readonly StateForm _state = new(names, plan);

    private string ClassName => plan.Class.Type.Type.Name.TrimStart('@');

    /// <summary>Whether the member is one of these.</summary>
    public bool Write(Member member, Heading heading)
    {
        switch (member.Name)
        {
            case "Summary":
                Summary(heading);
                return true;
            case "Step":
                Step(heading);
                return true;
            case "SetParameters":
                SetParameters(heading);
                return true;
            default:
                return plan.Network.Layers[0] is RecurrentLayer layer && plan.Layouts[0].Cell!.Orders is { } orders
                    && new ConversionBodies(code, names, plan.Class.Type.Type.Name, plan.Network, layer, orders).Write(member, heading);
        }
    }

    private void Summary(Heading heading)
    {
        heading.Line(" =");
        string[] lines = SummaryTable.Lines(ClassName, plan.Network, plan.Element).ToArray();
        for (int i = 0; i < lines.Length; i++)
        {
            bool isLast = i == lines.Length - 1;
            code.Line($"    \"{lines[i].Replace("\"", "\\\"")}{(isLast ? "\";" : "\\n\" +")}");
        }
    }

    /// <summary>Writes what packs parameters into the memory that the instance has, or into new one.</summary>
    private void SetParameters(Heading heading)
    {
        bool hasSpans = plan.Target.Spans;
        using (heading.Block())
        {
            using (code.Block(hasSpans ? "if (_packed.IsMissing)" : "if (_packed is null)"))
            {
                code.Line("_packed = Kernel.Packed(parameters);");
            }

            using (code.Block("else"))
            {
                code.Line($"Kernel.Pack(parameters, {(hasSpans ? $"_packed.Slice(0, {plan.PackedCount})" : "_packed")});");
            }
        }
    }

    /// <summary>Writes what reads a step of one value.</summary>
    private void Step(Heading heading)
    {
        using (heading.Block())
        {
            if (plan.Target.SpansOfFields)
            {
                StepOfVariables();
            }
            else
            {
                StepInMemory();
            }
        }
    }

    private void StepOfVariables()
    {
        code.Line($"{plan.Element.Type} output = {plan.Element.Literal(0)};");
        string marshal = names["MemoryMarshal"];
        string runs = $"{marshal}.CreateReadOnlySpan(ref input, 1), {marshal}.CreateSpan(ref output, 1)";
        code.Line(plan.Network.MasksByValue
            ? $"Step({runs}, {_state.Argument});"
            : $"Kernel.Run({ParametersWriter.Packed}, {runs}, 1, 0, {_state.Argument});");
        code.Line("return output;");
    }

    /// <summary>The input's place in memory becomes the output's.</summary>
    private void StepInMemory()
    {
        if (_state.HasObject)
        {
            code.Line($"{_memory.Held(written: true)} s = state.Values;");
        }

        _memory.Scratch(code, plan.Memory.Value);
        code.Line($"{_memory.Element("value", "0")} = input;");
        code.Line($"Step({(plan.Target.Spans ? "value, value" : "value, valueOffset, 1, value, valueOffset, 1")}, {_state.Argument});");
        code.Line($"return {_memory.Element("value", "0")};");
    }
}
