using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Training;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes code that computes the loss of some sequences and its derivatives by their outputs.</summary>
internal sealed class LossWriter(TapeText tape)
{
    private readonly CodeWriter _code = tape.Code;
    private readonly Names _names = tape.Names;
    private readonly Plan _plan = tape.Plan;
    private readonly TrainingPlan _training = tape.Training;

    /// <summary>The factor of the previous value that the pre-emphasis subtracts (Wright, Damskägg and Välimäki 2019).</summary>
    private const string PreEmphasis = "0.95";

    /// <summary>Prevents a division by zero for a silent target.</summary>
    private const string Epsilon = "0.00001";

    private string Type => _plan.Element.Type;

    public void Write()
    {
        TrainedLayer last = _training.Last;
        TapePlace output = last.Output;
        string rows = _training.OutputRows;
        int units = _plan.Network.OutputSize;
        string values = _training.Outputs is { } outputs ? TapeText.At(outputs) : TapeText.RowAt(output);
        _code.Comment("The losses of some sequences, one after the other added to a total. It leaves the derivatives by their outputs.");
        using (_code.Block($"private double {TapeWriter.LossName}(int sequences, double total)"))
        {
            if (output.IsLast)
            {
                _code.Line($"{_names["Array"]}.Clear(_tape, {TapeText.At(last.OutputSlope)}, {TapeText.Count(last.OutputSlope)});");
            }

            string slopes = TapeText.SlopeAt(output, last.OutputSlope);
            string total = $"{TapeText.At(_training.Targets)}, {TapeText.At(_training.Weights)}";
            if (_training.LossOutputs is not { } outputsOfLoss)
            {
                _code.Line($"return {Method()}(_tape, sequences, {rows}, {units}, {values}, {total}, {slopes}, total);");
                return;
            }

            string turned = TapeText.At(outputsOfLoss), turnedSlopes = TapeText.At(_training.LossSlopes!);
            tape.Turn(values, units, turned, units, rows, Literal.Of(units), "sequences");
            _code.Line($"total = {Method()}(_tape, sequences, {rows}, {units}, {turned}, {total}, {turnedSlopes}, total);");
            tape.Turn(turnedSlopes, units, slopes, units, rows, "sequences", Literal.Of(units));
            _code.Line("return total;");
        }
    }

    private string Method() => _training.Training.Loss switch
    {
        TrainingLoss.MeanSquared => Each(Losses.MeanSquared()),
        TrainingLoss.MeanAbsolute => Each(Losses.MeanAbsolute()),
        TrainingLoss.Huber => Each(Losses.Huber()),
        TrainingLoss.BinaryCrossEntropy => Each(Losses.BinaryCrossEntropy()),
        TrainingLoss.CrossEntropy => CrossEntropy(),
        TrainingLoss.ErrorToSignal => ErrorToSignal(),
        _ => throw new ArgumentOutOfRangeException(nameof(_training)),
    };

    private string Ask(string meaning, Action<CodeWriter, Names> write)
    {
        string name = _training.Training.Loss.ToString();
        return _names.Helper(HelperTypes.Training(_plan.Arithmetic), name, $"4 {name} {_names.Element.Name}", (inner, own) =>
        {
            inner.Doc($"<summary>{meaning}</summary>");
            string parameters = $"{Type}[] values, int sequences, int rows, int units, int yAt, int targetAt, int weightAt, int slopeAt, double total";
            using (inner.Block($"internal static double {name}({parameters})"))
            {
                write(inner, own);
            }
        });
    }

    /// <summary>The method for a loss that is computed value by value.</summary>
    private string Each(Definition loss) => Ask("A loss value by value: the mean over the outputs of each sequence.", (inner, own) =>
    {
        var lanes = new ScalarLanes(own, new ScalarSpelling(own, _plan.Arithmetic));
        var both = Backwards.Of(loss, _plan.Element, "factor");
        HashSet<string> known = [.. both.Function.Statements.Select(statement => statement.Variable.Name)];
        IEnumerable<Statement> statements = both.Function.Statements.Concat(both.Derivative.Statements.Where(statement => !known.Contains(statement.Variable.Name)));
        inner.Line($"{Type} share = {lanes.Spell(new Constant(1) / new Variable($"({Type})(rows * units)"))};");
        using (inner.Block("for (int s = 0; s < sequences; s++)"))
        {
            inner.Line("double sum = 0;");
            using (inner.Block("for (int row = 0; row < rows; row++)"))
            {
                inner.Line($"{Type} weight = values[weightAt + row * sequences + s];");
                inner.Line($"{Type} factor = {lanes.Spell(new Variable("weight") * new Variable("share"))};");
                inner.Line("int at = (row * sequences + s) * units;");
                using (inner.Block("for (int unit = 0; unit < units; unit++)"))
                {
                    inner.Line($"{Type} y = values[yAt + at + unit];");
                    inner.Line($"{Type} target = values[targetAt + at + unit];");
                    foreach (Statement statement in statements)
                    {
                        inner.Line($"{Type} {statement.Variable.Name} = {lanes.Spell(statement.Value)};");
                    }

                    inner.Line($"sum += (double)({lanes.Spell(both.Function.Result)}) * weight;");
                    inner.Line($"values[slopeAt + at + unit] = {lanes.Spell(both.By("y"))};");
                }
            }

            inner.Line("total += sum / (rows * units);");
        }

        inner.Line("return total;");
    });

    /// <summary>The method for the cross-entropy of classes, from the sums before a softmax.</summary>
    private string CrossEntropy() => Ask(
        "−Σ target·log(softmax(y)) of each row: the mean over the rows of each sequence. It is computed from the sums y.",
        (inner, own) =>
        {
            var lanes = new ScalarLanes(own, new ScalarSpelling(own, _plan.Arithmetic));
            var y = new Variable("values[yAt + at + unit]");
            var target = new Variable("values[targetAt + at + unit]");
            var most = new Variable("most");
            var sum = new Variable("sum");
            var whole = new Variable("whole");
            var factor = new Variable("factor");
            Definition log = Logarithm.OfAtLeastOne(_plan.Element);
            inner.Line($"{Type} share = {lanes.Spell(new Constant(1) / new Variable($"({Type})rows"))};");
            using (inner.Block("for (int s = 0; s < sequences; s++)"))
            {
                inner.Line("double loss = 0;");
                using (inner.Block("for (int row = 0; row < rows; row++)"))
                {
                    inner.Line($"{Type} weight = values[weightAt + row * sequences + s];");
                    inner.Line($"{Type} factor = {lanes.Spell(new Variable("weight") * new Variable("share"))};");
                    inner.Line("int at = (row * sequences + s) * units;");
                    inner.Line($"{Type} most = values[yAt + at];");
                    using (inner.Block("for (int unit = 1; unit < units; unit++)"))
                    {
                        inner.Line($"most = {lanes.Spell(Functions.Larger(y, most))};");
                    }

                    inner.Line($"{Type} sum = {lanes.Spell(0)};");
                    inner.Line($"{Type} whole = {lanes.Spell(0)};");
                    using (inner.Block("for (int unit = 0; unit < units; unit++)"))
                    {
                        inner.Line($"{Type} part = {lanes.Spell(Functions.Exp(y - most))};");
                        inner.Line($"values[slopeAt + at + unit] = part;");
                        inner.Line($"sum = {lanes.Spell(sum + new Variable("part"))};");
                        inner.Line($"whole = {lanes.Spell(whole + target)};");
                    }

                    inner.Line($"{lanes.Type} {log.Parameters[0].Name} = sum;");
                    MathHelpers.Body(inner, lanes.Spelling, log);
                    inner.Line($"{Type} logOfSum = {lanes.Spell(log.Result)};");
                    using (inner.Block("for (int unit = 0; unit < units; unit++)"))
                    {
                        Expression term = target * (new Variable("logOfSum") - (y - most));
                        inner.Line($"loss += (double)({lanes.Spell(term)}) * weight;");
                        Expression slope = factor * (whole * (new Variable("values[slopeAt + at + unit]") / sum) - target);
                        inner.Line($"values[slopeAt + at + unit] = {lanes.Spell(slope)};");
                    }
                }

                inner.Line("total += loss / rows;");
            }

            inner.Line("return total;");
        });

    /// <summary>The method for the error-to-signal ratio with pre-emphasis, and that of the means.</summary>
    private string ErrorToSignal() => Ask(
        "Σ (e[t] − 0.95·e[t − 1])² / Σ (target[t] − 0.95·target[t − 1])² with e = y − target, plus the squared mean of e over the mean square\n"
        + "of the target: the mean over the outputs of each sequence.",
        (inner, own) =>
        {
            inner.Line("int step = sequences * units;");
            using (inner.Block("for (int s = 0; s < sequences; s++)"))
            {
                inner.Line("double loss = 0;");
                using (inner.Block("for (int unit = 0; unit < units; unit++)"))
                {
                    inner.Line("double error = 0, signal = 0, offset = 0, power = 0, errorBefore = 0, targetBefore = 0;");
                    using (inner.Block("for (int row = 0; row < rows; row++)"))
                    {
                        inner.Line("int at = row * step + s * units + unit;");
                        inner.Line("double target = values[targetAt + at];");
                        inner.Line("double difference = values[yAt + at] - target;");
                        inner.Line("double weight = values[weightAt + row * sequences + s];");
                        inner.Line($"double sharpened = difference - {PreEmphasis} * errorBefore, original = target - {PreEmphasis} * targetBefore;");
                        inner.Line("error += weight * (sharpened * sharpened);");
                        inner.Line("signal += weight * (original * original);");
                        inner.Line("offset += weight * difference;");
                        inner.Line("power += weight * (target * target);");
                        inner.Line("errorBefore = difference;");
                        inner.Line("targetBefore = target;");
                    }

                    inner.Line($"signal += {Epsilon};");
                    inner.Line($"power = power / rows + {Epsilon};");
                    inner.Line("offset /= rows;");
                    inner.Line("loss += error / signal + offset * offset / power;");
                    inner.Line("double after = 0;");
                    using (inner.Block("for (int row = rows - 1; row >= 0; row--)"))
                    {
                        inner.Line("int at = row * step + s * units + unit;");
                        inner.Line("double difference = (double)values[yAt + at] - values[targetAt + at];");
                        inner.Line("double before = row == 0 ? 0 : (double)values[yAt + at - step] - values[targetAt + at - step];");
                        inner.Line("double weight = values[weightAt + row * sequences + s];");
                        inner.Line($"double sharpened = weight * (difference - {PreEmphasis} * before);");
                        inner.Line($"values[slopeAt + at] = ({Type})((2 * (sharpened - {PreEmphasis} * after) / signal + 2 * weight * offset / rows / power) / units);");
                        inner.Line("after = sharpened;");
                    }
                }

                inner.Line("total += loss / units;");
            }

            inner.Line("return total;");
        });
}
