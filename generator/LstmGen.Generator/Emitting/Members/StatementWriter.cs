using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints what a member does: which kernel or member it calls with what, and what it does around that.</summary>
internal sealed class StatementWriter(CodeWriter code, Names names, Plan plan)
{
    public void Write(IReadOnlyList<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            Write(statement);
        }
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Call call:
                code.Line($"{call.Callee}({string.Join(", ", call.Arguments.Select(Text))});");
                break;
            case StartsAtInitialState start:
                code.Line("State state = default(State);");
                if (start.IsReset)
                {
                    code.Line("state.Reset();");
                }

                break;
            case Clears clears:
                code.Line(names.Memory.Clear(clears.Run, clears.Start, clears.Count));
                break;
            case CopiesOutputs copies:
                string runs = $"{names.Memory.From(copies.Trace.Name, "0")}, {names.Memory.From(copies.Output.Name, "0")}";
                code.Line($"{new TraceHelpers(names, plan.Arithmetic).Outputs()}({runs}, steps, TraceSize, OutputSize);");
                break;
            case Line line:
                code.Line(line.Text);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(statement), statement, null);
        }
    }

    private string Text(Argument argument) => argument switch
    {
        PackedParameters => ParametersWriter.Packed(plan),
        TheRun run => names.Memory.From(run.Name, "0"),
        NoMask => names.Memory.NoMask,
        Given { Parameter: { Form: ParameterForm.Whole, Type.IsArray: true, Name: var name } } => $"{name}, 0, {name}.Length",
        Given { Parameter: var parameter } => parameter.Prefix + parameter.Name,
        Text text => text.Expression,
        _ => throw new ArgumentOutOfRangeException(nameof(argument), argument, null),
    };
}
