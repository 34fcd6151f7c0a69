using System;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Prints what a member makes sure of. What is wrong is thrown by the nested class Guard, which keeps the messages out of the members.
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
                code.Line(run.Form == ParameterForm.Whole
                    ? $"Guard.Whole(\"{run.Name}\", {run.Name});"
                    : $"Guard.Range(\"{run.Name}\", {run.Name}, {Parameter.OffsetOf(run.Name)}, {Parameter.CountOf(run.Name)});");
                break;
            case IsGiven:
                break;
            case IsNotNull given:
                If($"{given.Parameter} is null", $"Guard.Missing(\"{given.Parameter}\");");
                break;
            case HasLength length:
                If($"{Length(length.Run)} != {length.Length}", Wrong(length.Run, member, $"\"{length.Needs}\""));
                break;
            case HasLengthForEach length:
                HasLengthForEach(length, member);
                break;
            case HasRows rows:
                HasRows(rows, member);
                break;
            case HasRowsForEach rows:
                HasRowsForEach(rows, member);
                break;
            case IsLengthOfSequence:
                If("length < 1 || length > Steps", "Guard.Steps(length);");
                break;
            case IsCount:
                If("count < 0", "Guard.Count(count);");
                break;
            case HasSlots slots:
                string state = slots.State + (plan.Target.LanguageVersion >= 800 ? "!" : "");
                If($"{state}.Capacity < count", $"Guard.Capacity({slots.State}.Capacity, \"{member}\", count);");
                break;
            case IsApart apart:
                If(
                    _memory.Overlap(apart.Inputs.Name, apart.Outputs.Name, apart.MayShareStart),
                    $"Guard.Overlap(\"{member}\", \"{apart.Outputs.Name}\", \"{apart.Inputs.Name}\");");
                break;
            case HasLengths lengths:
                If(string.Join(" || ", lengths.Wrong), $"throw new {names["ArgumentException"]}(\"{member} needs {lengths.Needs}.\");");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(check), check, null);
        }
    }

    private void HasLengthForEach(HasLengthForEach length, string member)
    {
        string needs = length.Each == 1 ? "count" : $"(long)count * {Literal.Of(length.Each)}";
        If(
            $"{needs} != {Length(length.Run)}",
            Wrong(length.Run, member, $"Guard.Text({needs}) + \" (\" + Guard.Sequences(count) + \" × {length.Needs})\""));
    }

    private void HasRows(HasRows rows, string member)
    {
        string input = Length(rows.Input);
        code.Line($"int steps = {input} / InputSize;");
        if (plan.Network.InputSize > 1)
        {
            If($"steps * InputSize != {input}", Wrong(rows.Input, member, $"\"a multiple of {plan.Network.InputSize}\""));
        }

        If(
            $"(long)steps * OutputSize != {Length(rows.Output)}",
            Wrong(
                rows.Output, member, $"Guard.Text((long)steps * OutputSize) + \" (\" + Guard.Text(steps) + \" steps × {_words.Values})\""));
    }

    private void HasRowsForEach(HasRowsForEach rows, string member)
    {
        string inputs = Length(rows.Inputs);
        code.Line($"int steps = count == 0 ? 0 : (int)({inputs} / ((long)count * InputSize));");
        const string Multiple = "(count == 0 ? \"0\" : \"a multiple of \" + Guard.Text((long)count * InputSize))";
        If(
            $"(long)count * steps * InputSize != {inputs}",
            Wrong(rows.Inputs, member, $"{Multiple} + \" (\" + Guard.Sequences(count) + \" × {_words.Features})\""));
        string needed = "Guard.Text((long)count * steps * OutputSize) + \" (\" + Guard.Sequences(count) + \" × \" + Guard.Text(steps)";
        If($"(long)count * steps * OutputSize != {Length(rows.Outputs)}", Wrong(rows.Outputs, member, $"{needed} + \" steps × "
            + $"{_words.Values})\""));
    }

    /// <summary>The call that throws for a run of the wrong length.</summary>
    /// <param name="needs">The expression of what is needed.</param>
    private string Wrong(Parameter run, string member, string needs) =>
        $"Guard.Length(\"{run.Name}\", {Length(run)}, \"{member}\", {needs});";

    private string Length(Parameter run) => run.Form == ParameterForm.Whole ? run.Name + ".Length" : _memory.Length(run.Name);

    private void If(string condition, string statement)
    {
        code.Open($"if ({condition})");
        code.Line(statement);
        code.Close();
    }
}
