using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Drawing;
using LstmGen.Pictures.Numbers;

namespace LstmGen.Pictures.Pages;

/// <summary>What people ask about LSTMs, answered with a network's own numbers.</summary>
internal sealed class Questions
{
    private readonly NetworkRun _run;
    private readonly NetworkArchitecture _network;
    private readonly int _layer;
    private readonly LstmArchitecture _lstm;

    public Questions(NetworkRun run)
    {
        _run = run;
        _network = run.Architecture;
        _layer = Enumerable.Range(0, _network.Layers.Count).First(layer => _network.Layers[layer].Lstms.Count > 0);
        _lstm = _network.Layers[_layer].Lstms[0];
    }

    private int Units => _lstm.Units;

    private int Inputs => _lstm.InputSize;

    private int Hidden => _lstm.HiddenSize;

    private BidirectionalArchitecture? Both => _network.Layers[_layer] as BidirectionalArchitecture;

    /// <summary>The units meant, if there are others.</summary>
    private string Where => (Both is null ? "" : " of the first half") + (_network.Layers.Count(layer => layer.Lstms.Count > 0) > 1 ? $" of layer {_layer}" : "");

    /// <summary>As markup.</summary>
    public IEnumerable<(string Question, string Answer)> All() =>
    [
        ("Is each unit given the whole input?", Whole()),
        ("Do the units run in parallel?", Parallel()),
        ("What does a unit see of the others?", Sees()),
        ("What is passed to the next step?", Passed()),
        ("What is a gate?", Gate()),
        ("Where do the parameter counts come from?", Counts()),
        ("How does a stack differ from units?", Stack()),
        ("What comes out?", Out()),
    ];

    private static string Count(long count) => NumberText.Count(count);

    private static string Count(long count, string what) => NumberText.Count(count, what);

    private string Whole()
    {
        string all = Inputs == 1 ? "the one value of the step" : $"{Words.All(Inputs, "value")} of the step";
        string weights = Units == 1
            ? $"The unit multiplies each value by a weight in each of its {Count(_lstm.SumCount, "sum")}."
            : $"They differ in their weights: the first value is multiplied by {Weight(0)} for the input gate of unit 0, and by {Weight(1)} for that of unit 1.";
        return $"Yes. {(Units == 1 ? $"The unit{Where} gets" : $"Each of the {Count(Units)} units{Where} gets")} {all}. The input isn’t divided among the units, and the sequence isn’t either: every unit reads all {Count(_run.Steps, "step")}. {weights}";
    }

    private string Weight(int unit)
    {
        // The first row of the kernel begins with the weights of the input gates.
        int place = _network.ParametersStart(_layer, 0) + unit;
        return Html.Number("w", _run.Exact(_run.Parameter(place)), NumberText.Shown(_run.Parameter(place)), ("index", place.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private string Parallel() => Units == 1
        ? $"There is one unit{Where}. The steps follow one another: each needs c and h of the one before."
        : $"Within a step, yes: none of the {Count(Units)} units{Where} needs a result of another unit at the same step, so they can be computed at the same time. "
            + $"The {Count(_run.Steps, "step")} can’t: each needs the results of the step before, so they follow one another.";

    private string Sees() => Units == 1
        ? "There are no others: the unit sees its own h of the step before."
        : $"Their h of the step before: {(Hidden == 1 ? "the one" : Words.All(Hidden) + " of them")}{(_lstm.Projection is null ? ", its own included" : $", which the projection made of what the {Count(Units)} units showed")}. It never sees another unit’s c or gates{(_lstm.HasPeepholes ? "; through its peepholes its gates see its own c" : "")}.";

    private string Passed()
    {
        string second = Both is null ? "" : $" The second half passes on its own {Count(Both.Lstms[1].HiddenSize)} h and {Count(Both.Lstms[1].Units)} c.";
        return $"{Count(Hidden, "value")} h and {Count(Units, "value")} c{Where}: {Count(Hidden + Units, "number")}, nothing else. Every h goes to every unit; each c goes only to its own unit.{second} The weights don’t change: all steps use the same ones.";
    }

    private string Gate()
    {
        int step = _run.Order(_layer, 0).Last(row => !_run.IsMasked(_layer, 0, row) || row == _run.Order(_layer, 0)[0]);
        double forget = _run[_layer, 0, step, CellValue.ForgetGate, 0];
        string number = Html.Number("f", _run.Exact(forget), NumberText.Shown(forget), ("layer", Count(_layer)), ("half", "0"), ("step", step.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("unit", "0"));
        string range = Sentences.IsPart(_lstm.RecurrentActivation) ? ", between 0 and 1," : "";
        string example = double.IsNaN(forget) ? "" : $" At {Html.Text(_run.StepName(step))} the forget gate of unit 0 is {number}: "
            + (Sentences.IsPart(_lstm.RecurrentActivation) ? $"it keeps {Sentences.Percent(forget)} of its c." : "its c is multiplied by that.");
        return $"A number{range} that a unit recomputes at each step and multiplies something by. The input gate i says how much of the candidate g is taken in, the forget gate f how much of c is kept, the output gate o how much of it is shown as h.{example}";
    }

    private string Counts()
    {
        string sums = _lstm.IsCoupled ? "3 sums (its forget gate is 1 − i)" : "4 sums (for i, f, g and o)";
        string inputs = Inputs == 1 ? "a weight for the input value" : $"a weight for each of the {Count(Inputs)} input values";
        string hidden = Hidden == 1 ? "one for h" : $"one for each of the {Count(Hidden)} h";
        string weights = _lstm.HasBias ? $"{inputs}, {hidden} and a bias" : $"{inputs} and {hidden}";
        string formula = _lstm.HasBias
            ? $"{_lstm.SumCount}·U·(I + {(_lstm.Projection is null ? "U" : "P")} + 1) = {_lstm.SumCount}·{Count(Units)}·({Count(Inputs)} + {Count(Hidden)} + 1)"
            : $"{_lstm.SumCount}·U·(I + {(_lstm.Projection is null ? "U" : "P")}) = {_lstm.SumCount}·{Count(Units)}·({Count(Inputs)} + {Count(Hidden)})";
        long plain = _lstm.KernelCount + _lstm.RecurrentKernelCount + _lstm.BiasCount;
        string extra = (_lstm.HasPeepholes ? $" The peepholes have {Count(_lstm.PeepholeCount)} more." : "") + (_lstm.Projection is null ? "" : $" The projection has {Count(_lstm.ProjectionCount)} more.");
        string others = _network.Layers.Count == 1 && _network.Layers[0].Lstms.Count == 1 ? "" : $" All layers together have {Count(_network.ParameterCount)}.";
        return $"Each unit{Where} has {sums}. Each sum has {weights}: <strong>{formula} = {Count(plain)}</strong>. "
            + $"One more input value would make it {Count(plain + (_lstm.SumCount * Units))}.{extra}{others} The number of steps isn’t in it.";
    }

    private string Stack()
    {
        int lstms = _network.Layers.Count(layer => layer.Lstms.Count > 0);
        string units = Units == 1 ? "Units of a layer would share one input" : $"The {Count(Units)} units{Where} share one input";
        return lstms > 1
            ? $"{units} and work at the same time. Layers come one after the other: each layer reads what the layer before it gives at the same step. Here {string.Join("; ", Enumerable.Range(1, _network.Layers.Count - 1).Where(layer => _network.Layers[layer].Lstms.Count > 0).Select(layer => $"layer {layer} reads {Count(_network.Layers[layer].InputSize, "value")} of layer {layer - 1}"))}."
            : $"{units} and work at the same time. In a stack, a second LSTM would read what this one gives, {Count(_network.Layers[_layer].OutputSize, "value")} at each step, in place of x. This network has one LSTM layer{Others()}.";
    }

    private string Others()
    {
        string kind = _network.Layers.Any(layer => layer is PositionwiseArchitecture) ? "other" : "Dense";
        return _network.Layers.Count > 1 ? $"; the {kind} " + (_network.Layers.Count > 2 ? "layers have no memory" : "layer has no memory") : "";
    }

    private string Out()
    {
        int last = _network.Layers.Count - 1;
        int outputs = _network.OutputSize;
        bool isAlone = _run.ReadsLastStepAlone(_network.Layers.Count);
        LayerArchitecture layer = _network.Layers[last];
        string what = layer is DenseArchitecture ? $"{(outputs == 1 ? "the one value" : $"the {Count(outputs)} values")} of the Dense layer"
            : layer is PositionwiseArchitecture ? $"what {Words.Name(layer)} makes, {Count(outputs, "value")}"
            : layer is BidirectionalArchitecture both ? both.Merge switch
            {
                MergeOfHalves.Concat or MergeOfHalves.None => $"h of the first half and h of the second, {Count(outputs, "value")}",
                MergeOfHalves.Sum => $"h of both halves added up, {Count(outputs, "value")}",
                MergeOfHalves.Mul => $"h of both halves multiplied with each other, {Count(outputs, "value")}",
                _ => $"the averages of h of both halves, {Count(outputs, "value")}",
            }
            : layer is RowsArchitecture ? $"{(outputs == 1 ? "the one value" : $"the {Count(outputs)} values")} of layer {last}, {Words.Name(layer)}"
            : $"{Words.All(outputs)} h of the {(_network.Layers.Count > 1 ? "last " : "")}layer";
        bool hasRows = _network.Layers.Any(any => any is RowsArchitecture);
        string when = isAlone ? "For the whole sequence" : "At each step";
        string also = isAlone || hasRows ? "" : $" A network can return them for all {Count(_run.Steps, "step")}, or for the last alone.";
        string skip = _network.HasSkip ? " The skip connection adds the input to them." : "";
        string values = outputs > 8 || double.IsNaN(_run.NetworkOutput(_run.Steps - 1, 0)) || (layer.Lstms.Count > 0 && (layer.PassesOnLastStepAlone || layer.Lstms.Any(lstm => lstm.Direction != ReadingDirection.Forward))) ? ""
            : $" At {Html.Text(_run.StepName(_run.Steps - 1))}: {string.Join(", ", Enumerable.Range(0, outputs).Select(Value))}.";
        return $"{when} {what}.{skip}{values}{also} c stays inside.";

        string Value(int index)
        {
            double value = _run.NetworkOutput(_run.Steps - 1, index);
            string name = _run.OutputNames is { } names && index < names.Count ? Html.Text(names[index]) + " " : "";
            return name + Html.Number("output", _run.Exact(value), NumberText.Shown(value), ("step", (_run.Steps - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)), ("index", Count(index)));
        }
    }
}
