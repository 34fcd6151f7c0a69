using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Drawing;
using LstmGen.Pictures.Numbers;

namespace LstmGen.Pictures.Pages;

/// <summary>What happens in a layer at each step, in words with the numbers.</summary>
internal sealed class Sentences(NetworkRun run, int layer)
{
    /// <summary>Up to this many units, each has a sentence; with more, only the one that changes most.</summary>
    private const int MostUnits = 4;
    private const int MostInputs = 6;

    private readonly LayerArchitecture _layer = run.Layer(layer);

    /// <summary>As markup, for a step of the input.</summary>
    public string At(int step)
    {
        if (run.ReadsLastStepAlone(layer) && step != run.Steps - 1)
        {
            return $"{Step(step)} isn’t computed here: this layer reads {Html.Text(run.StepName(run.Steps - 1))} alone.";
        }

        if (step < run.FirstStep(layer))
        {
            return $"{Step(step)} isn’t computed here: this layer has the last {run.Steps - run.FirstStep(layer)} rows alone.";
        }

        if (_layer is DenseArchitecture dense)
        {
            return IsMasked(dense, step) ? $"{Step(step)} is masked: nothing is computed here." : $"{Step(step)} reads {Input(step)}. {Outputs(dense, step)}";
        }

        return string.Join("<br />", _layer.Lstms.Select((_, half) => Half(half, step)));
    }

    /// <summary>
    /// A Dense layer also computes masked steps, from the states carried past them, unless a layer before it reads backwards.
    /// </summary>
    private bool IsMasked(DenseArchitecture dense, int step) =>
        run.Architecture.HasMasking && Enumerable.Range(0, dense.Units).All(unit => double.IsNaN(run.Output(layer, step, unit)));

    private string Step(int step) => Html.Text(Words.Capital(run.StepName(step)));

    private string Half(int half, int step)
    {
        LstmArchitecture lstm = _layer.Lstms[half];
        string which = _layer.Lstms.Count == 1 ? "" : half == 0 ? "First half: " : "Second half: ";
        string before = lstm.ReadsBackwards && Before(half, step) is { } previous ? $" after {Html.Text(run.StepName(previous))}" : "";
        if (run.IsMasked(layer, half, step))
        {
            return $"{which}{Step(step)} is masked: no gate is computed, and every c and h stays as it was.";
        }

        int[] units = lstm.Units <= MostUnits ? [.. Enumerable.Range(0, lstm.Units)] : [Most(half, step)];
        string sentences = string.Join(" ", units.Select(unit => Unit(lstm, half, step, unit, isMost: units.Length < lstm.Units)));
        return $"{which}{Step(step)} reads {Input(step)}{before}. {sentences}";
    }

    private int? Before(int half, int step)
    {
        int[] order = run.Order(layer, half);
        int at = Array.IndexOf(order, step);
        return at > 0 ? order[at - 1] : null;
    }

    private int Most(int half, int step) => Enumerable.Range(0, _layer.Lstms[half].Units)
        .OrderByDescending(unit => Math.Abs(run[layer, half, step, CellValue.Cell, unit] - run.Before(layer, half, step, CellValue.Cell, unit))).First();

    private string Input(int step)
    {
        int count = _layer.InputSize;
        string from = layer == 0 ? "" : $" of layer {layer - 1}";
        return count > MostInputs
            ? $"{NumberText.Count(count)} values{from}"
            : string.Join(", ", Enumerable.Range(0, count).Select(feature =>
            {
                double value = run.Input(layer, step, feature);
                return $"{Html.Text(run.FeatureName(layer, feature))} = " + Number("x", value, NumberText.Plain(value), ("layer", NumberText.Count(layer)), ("step", NumberText.Count(step)), ("index", NumberText.Count(feature)));
            })) + from;
    }

    private string Unit(LstmArchitecture lstm, int half, int step, int unit, bool isMost)
    {
        double Value(CellValue value) => run[layer, half, step, value, unit];
        (string, string)[] place = [("layer", NumberText.Count(layer)), ("half", NumberText.Count(half)), ("step", NumberText.Count(step)), ("unit", NumberText.Count(unit))];
        string Shown(string of, double value) => Number(of, value, NumberText.Shown(value), place);
        double forget = Value(CellValue.ForgetGate);
        double before = run.Before(layer, half, step, CellValue.Cell, unit);
        double cell = Value(CellValue.Cell);
        CellValue shown = lstm.Projection is null ? CellValue.Hidden : CellValue.ProjectionInput;
        string name = isMost ? $"Unit {NumberText.Count(unit)} changes most: it" : $"Unit {NumberText.Count(unit)}";
        string keeps = before == 0 ? "has nothing to forget yet"
            : IsPart(lstm.RecurrentActivation) ? $"forgets {Number("f", forget, Percent(1 - forget), place)} of its c"
            : $"keeps {Shown("f", forget)} times its c";
        string limited = lstm.CellClip is null ? "" : ", within its limit";
        return $"{name} {keeps}, takes in {Html.Number("taken", NumberText.Exact(Value(CellValue.InputGate) * Value(CellValue.Candidate)), NumberText.Shown(Value(CellValue.InputGate) * Value(CellValue.Candidate)), place)}, "
            + $"so c goes from {Shown("c-before", before)} to {Shown("c", cell)}{limited}; it shows {CellValues.Letter(shown)} = {Shown(CellValues.Letter(shown), Value(shown))}.";
    }

    private string Outputs(DenseArchitecture dense, int step)
    {
        bool isLast = layer == run.Architecture.Layers.Count - 1;
        string Output(int unit)
        {
            double value = run.Output(layer, step, unit);
            string name = isLast && run.OutputNames is { } names && unit < names.Count ? Html.Text(names[unit]) : $"unit {NumberText.Count(unit)}";
            return $"{name} gives {Number("y", value, NumberText.Shown(value), ("layer", NumberText.Count(layer)), ("step", NumberText.Count(step)), ("unit", NumberText.Count(unit)))}";
        }

        if (dense.Units <= MostInputs)
        {
            return Words.Capital(string.Join(", ", Enumerable.Range(0, dense.Units).Select(Output))) + ".";
        }

        int largest = Enumerable.Range(0, dense.Units).OrderByDescending(unit => run.Output(layer, step, unit)).First();
        return $"Of {NumberText.Count(dense.Units)} values the largest: {Output(largest)}.";
    }

    private string Number(string of, double value, string shown, params (string, string)[] place) => Html.Number(of, run.Exact(value), shown, place);

    /// <summary>Whether a function's values are parts of a whole.</summary>
    internal static bool IsPart(ActivationFunction function) => function.Name is "sigmoid" or "hard_sigmoid" or "hard_sigmoid_02";

    internal static string Percent(double part) =>
        double.IsNaN(part) ? "–" : NumberText.Plain(100 * part, part is (> 0 and < 0.01) or (> 0.99 and < 1) ? 1 : 0) + " %";
}
