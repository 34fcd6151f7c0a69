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
                code.Line(Text(call) + ";");
                break;
            case Returns returns:
                code.Line($"return {Text(returns.Call)};");
                break;
            case HasOwnState:
                code.Line("ResetState(out State state);");
                break;
            case StartsAtInitialState start:
                Start(start);
                break;
            case KeepsInitialState keeps:
                code.Line($"_initialState = {InitialStateHelpers.Kept(names, keeps.IsFirst ? "null" : "_initialState", "initialState")};");
                break;
            case Clears clears:
                code.Line(names.Memory.Clear(clears.Run, clears.Start, clears.Count));
                break;
            case CopiesOutputs copies:
                string runs = $"{names.Memory.From(copies.Trace.Name, "0")}, {names.Memory.From(copies.Output.Name, "0")}";
                code.Line($"{new TraceHelpers(names, plan.Arithmetic).Outputs()}({runs}, steps, TraceSize, OutputSize);");
                break;
            case Throws throws:
                code.Line($"throw new {names[throws.Exception]}(\"{throws.Message}\");");
                break;
            case Line line:
                code.Line(line.Text);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(statement), statement, null);
        }
    }

    private void Start(StartsAtInitialState start)
    {
        bool isZero = start.IsNew && plan.Network.InitialState is null;
        if (start.IsNew)
        {
            code.Line($"{start.State} = default(State);");
        }

        using (code.Block(isZero ? "if (!(_initialState is null))" : "if (_initialState is null)"))
        {
            code.Line(isZero ? $"{start.State}.Start(_initialState);" : $"{start.State}.Reset();");
        }

        if (!isZero)
        {
            using (code.Block("else"))
            {
                code.Line($"{start.State}.Start(_initialState);");
            }
        }
    }

    private string Text(Call call) => $"{call.Callee}({string.Join(", ", call.Arguments.Select(Text))})";

    private string Text(Argument argument) => argument switch
    {
        PackedParameters => ParametersWriter.Packed,
        TheRun run => names.Memory.From(run.Name, "0"),
        NoMask => names.Memory.NoMask,
        Given { Parameter: { Form: ParameterForm.Whole, Type.IsArray: true, Name: var name } } => $"{name}, 0, {name}.Length",
        Given { Parameter: var parameter } => parameter.Prefix + parameter.Name,
        Text text => text.Expression,
        _ => throw new ArgumentOutOfRangeException(nameof(argument), argument, null),
    };
}
