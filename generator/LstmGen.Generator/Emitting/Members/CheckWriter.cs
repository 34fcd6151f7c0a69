using System;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Prints what a member makes sure of. What is wrong is thrown by what classes have in common, which keeps the messages out of the members.
/// </summary>
internal sealed class CheckWriter(CodeWriter code, Names names, Plan plan)
{
    private readonly ValueMemory _memory = names.Memory;
    private readonly Vocabulary _words = new(plan);

    /// <param name="member">The member's name in messages.</param>
    public void Write(Check check, string member)
    {
        switch (check)
        {
            case IsGiven { Run: { Type.IsArray: true } run }:
                code.Line(run.Form == ParameterForm.Whole ? GuardHelpers.NotNull(names, run.Name) : GuardHelpers.Part(names, run.Name));
                break;
            case IsGiven:
                break;
            case IsNotNull given:
                code.Line(GuardHelpers.NotNull(names, given.Parameter));
                break;
            case HasLength length:
                code.Line(GuardHelpers.Length(names, Length(length.Run), length.Length, length.Run.Name, member, length.Needs));
                break;
            case HasLengthOrNone { Run: var run } length:
                string holds = run.Type.IsArray ? $"{run.Name} is null ? 0 : {Length(run)}" : Length(run);
                code.Line(GuardHelpers.LengthOrNone(names, holds, length.Length, run.Name, member, length.Needs));
                break;
            case HasLengthForEach length:
                code.Line(GuardHelpers.LengthForEach(
                    names, Length(length.Run), Literal.Of(length.Each), length.Run.Name, member, length.Needs));
                break;
            case HasRows rows:
                code.Line($"int steps = {GuardHelpers.Rows(names, Length(rows.Input), Length(rows.Output), member, _words.Values)};");
                break;
            case HasRowsForEach rows:
                string steps = GuardHelpers.RowsForEach(
                    names, Length(rows.Inputs), Length(rows.Outputs), member, _words.Features, _words.Values);
                code.Line($"int steps = {steps};");
                break;
            case IsLengthOfSequence:
                code.Line(GuardHelpers.Steps(names, member));
                break;
            case IsCount:
                code.Line(GuardHelpers.Count(names));
                break;
            case HasSlots slots:
                code.Line(GuardHelpers.Slots(names, slots.State, member));
                break;
            case IsPartOfBatch:
                code.Line(GuardHelpers.PartOfBatch(names));
                break;
            case IsApart apart:
                code.Line(GuardHelpers.Apart(names, apart, member));
                break;
            case HasLengths lengths:
                If(string.Join(" || ", lengths.Wrong), $"throw new {names["ArgumentException"]}(\"{member} needs {lengths.Needs}.\");");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(check), check, null);
        }
    }

    private string Length(Parameter run) => run.Form == ParameterForm.Whole ? run.Name + ".Length" : _memory.Length(run.Name);

    private void If(string condition, string statement)
    {
        using (code.Block($"if ({condition})"))
        {
            code.Line(statement);
        }
    }
}
