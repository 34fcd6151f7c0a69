using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Training;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>
/// Writes what a trainer computes: the layers forwards, the loss, and the layers backwards. Sums and derivatives are those of methods that
/// all networks share; what is written here says which values of the tape they read and write.
/// </summary>
internal sealed class TapeWriter
{
    public const string Load = "Load";
    public const string Start = "Start";
    public const string Forward = "Forward";
    public const string Backward = "Backward";
    public const string LossName = "ComputeLoss";

    private readonly CodeWriter _code;
    private readonly Names _names;
    private readonly Plan _plan;
    private readonly TrainingPlan _training;
    private readonly TrainingHelpers _helpers;
    private readonly EachWriter _each;
    private readonly string _product;
    private readonly Dictionary<WeightedLayer, int> _starts = [];

    public TapeWriter(CodeWriter code, Names names, Plan plan, TrainingPlan training)
    {
        (_code, _names, _plan, _training) = (code, names, plan, training);
        _helpers = new TrainingHelpers(names, plan.Arithmetic);
        _each = new EachWriter(names, plan.Arithmetic);
        _product = new ProductHelpers(names, plan.Arithmetic).Ask();
        int next = 0;
        foreach (WeightedLayer part in plan.Network.Parts)
        {
            _starts[part] = next;
            next += (int)part.Tensors.Sum(tensor => tensor.Count);
        }
    }

    private Network Network => _plan.Network;

    /// <summary>The constant that says where a part of the tape starts.</summary>
    public static string At(TapeRegion region) => region.Name + "At";

    public void Write()
    {
        Constants();
        LoadMethod();
        StartMethod();
        if (Network.IsStreaming)
        {
            KeepMethod();
        }

        ForwardMethod();
        new LossWriter(_code, _names, _plan, _training).Write();
        BackwardMethod();
        PrepareMethod();
        InitializeMethod();
        foreach (TrainedLayer layer in _training.Layers)
        {
            _code.Line();
            LayerForward(layer);
        }

        for (int i = _training.Layers.Count - 1; i >= _training.FirstTrained; i--)
        {
            _code.Line();
            LayerBackward(_training.Layers[i]);
        }
    }

    private void Constants()
    {
        _code.Comment($"The tape: rows of each step, in them up to {_training.Sequences} sequences side by side.");
        foreach (TapeRegion region in _training.Regions)
        {
            string rows = region.Rows switch { TapeRows.One => "", TapeRows.Steps => "steps, ", _ => "steps + 1, " };
            _code.Line($"private const int {At(region)} = {region.Start};", $"[{rows}sequences, {region.Width}] {region.Meaning}");
        }

        _code.Line();
    }

    private void LoadMethod()
    {
        ValueMemory memory = _names.Memory;
        int inputs = Network.InputSize;
        bool every = TrainingRules.HasOutputOfEachStep(Network);
        string rows = every ? "Steps" : "1";
        string rowsRead = every ? "_steps" : "1";
        int outputs = Network.OutputSize;
        string parameters = string.Join(", ", new[] { "inputs", "targets", "weights" }.Select(name => memory.Parameter(name)));
        _code.Comment("Copies sequences from the first one on to the tape, a step of all of them after the other.");
        using (_code.Block($"private void {Load}({parameters}, int first, int sequences, int steps)"))
        {
            _code.Line("_steps = steps;");
            using IDisposable each = _code.Block("for (int s = 0; s < sequences; s++)");
            using (_code.Block("for (int step = 0; step < _steps; step++)"))
            using (_code.Block($"for (int k = 0; k < {inputs}; k++)"))
            {
                string from = memory.Element("inputs", $"((first + s) * Steps + step) * {inputs} + k");
                _code.Line($"_tape[{At(_training.Input)} + (step * sequences + s) * {inputs} + k] = {from};");
            }

            if (_training.Counts is { } counts)
            {
                Masked(counts, inputs);
            }

            using (_code.Block($"for (int row = 0; row < {rowsRead}; row++)"))
            {
                string has = _plan.Target.Spans ? "weights.Length > 0" : "!(weights is null) && weights.Length > 0";
                _code.Line($"_tape[{At(_training.Weights)} + row * sequences + s] = {has} ? {memory.Element("weights", "row")} : {_plan.Element.Literal(1)};");
                if (_training.Counts is { } masked && every)
                {
                    var scalar = new ScalarLanes(_names, new ScalarSpelling(_names, _plan.Arithmetic));
                    var weight = new Variable($"_tape[{At(_training.Weights)} + row * sequences + s]");
                    Expression ofCounted = weight * new Variable($"(_tape[{At(masked)} + row * sequences + s] * share)");
                    _code.Line($"{weight.Name} = {scalar.Spell(ofCounted)};");
                }

                using (_code.Block($"for (int k = 0; k < {outputs}; k++)"))
                {
                    string from = memory.Element("targets", $"((first + s) * {rows} + row) * {outputs} + k");
                    _code.Line($"_tape[{At(_training.Targets)} + (row * sequences + s) * {outputs} + k] = {from};");
                }
            }
        }
    }

    /// <summary>Writes what finds out which steps of a sequence are masked. The loss is a mean over the others.</summary>
    private void Masked(TapeRegion counts, int inputs)
    {
        string type = _plan.Element.Type;
        string value = _plan.Element.Literal(_plan.Element.Meant(Network.Masking!.Value!.Value));
        _code.Line("int counted = 0;");
        using (_code.Block("for (int step = 0; step < _steps; step++)"))
        {
            _code.Line("bool isMasked = true;");
            using (_code.Block($"for (int k = 0; k < {inputs}; k++)"))
            {
                _code.Line($"isMasked &= _tape[{At(_training.Input)} + (step * sequences + s) * {inputs} + k] == {value};");
            }

            _code.Line($"_tape[{At(counts)} + step * sequences + s] = isMasked ? {_plan.Element.Literal(0)} : {_plan.Element.Literal(1)};");
            _code.Line("counted += isMasked ? 0 : 1;");
        }

        if (TrainingRules.HasOutputOfEachStep(Network))
        {
            _code.Line($"{type} share = counted == 0 ? {_plan.Element.Literal(0)} : ({type})((double)_steps / counted);");
        }
    }

    private IEnumerable<TrainedRecurrent> Recurrent => _training.Parts.OfType<TrainedRecurrent>();

    /// <summary>The parts of the tape with a layer's state, each with the row in which its sequences start and the one in which they end.</summary>
    private static IEnumerable<(TapeRegion Region, string First, string Last)> States(TrainedRecurrent layer) =>
        layer.Cells.Prepend(layer.Hidden).Select(region => layer.Recurrent.ReadsBackwards ? (region, "_steps", "0") : (region, "0", "_steps"));

    private void StartMethod()
    {
        _code.Comment("Sets the states in front of the first step: to the initial state, or for one sequence to where the last one ended.");
        using (_code.Block($"private void {Start}(int sequences, bool continues)"))
        {
            int next = 0;
            foreach ((TapeRegion region, string first, _) in Recurrent.SelectMany(States))
            {
                string at = Sum(At(region), first == "0" ? "" : $"{first} * sequences * {region.Width}");
                string fresh = Network.InitialState is null
                    ? $"{_names["Array"]}.Clear(_tape, {at}, sequences * {region.Width});"
                    : $"{_helpers.SetRows()}(_tape, {at}, {region.Width}, sequences, _initialState, {next}, {region.Width});";
                using (Network.IsStreaming ? _code.Block("if (continues)") : null)
                {
                    _code.Line(Network.IsStreaming ? $"{_names["Array"]}.Copy(_state, {next}, _tape, {at}, {region.Width});" : fresh);
                }

                if (Network.IsStreaming)
                {
                    using (_code.Block("else"))
                    {
                        _code.Line(fresh);
                    }
                }

                next += region.Width;
            }
        }
    }

    private void KeepMethod()
    {
        _code.Comment("Keeps the state in which a sequence ended.");
        using (_code.Block("private void KeepState()"))
        {
            int next = 0;
            foreach ((TapeRegion region, _, string last) in Recurrent.SelectMany(States))
            {
                _code.Line($"{_names["Array"]}.Copy(_tape, {Sum(At(region), last == "0" ? "" : $"{last} * {region.Width}")}, _state, {next}, {region.Width});");
                next += region.Width;
            }
        }
    }

    private void ForwardMethod()
    {
        _code.Comment("All layers forwards.");
        using (_code.Block($"private void {Forward}(int sequences)"))
        {
            foreach (TrainedLayer layer in _training.Layers)
            {
                _code.Line($"Forward{layer.Layer.PascalName}(sequences);");
            }

            if (_training.Outputs is { } outputs)
            {
                bool every = TrainingRules.HasOutputOfEachStep(Network);
                string rows = every ? "_steps * sequences" : "sequences";
                string input = every ? At(_training.Input) : $"{At(_training.Input)} + (_steps - 1) * sequences * {Network.InputSize}";
                TapePlace from = _training.Last.Output;
                _code.Line($"{_helpers.AddInput()}(_tape, {rows}, {outputs.Width}, {Network.InputSize}, {RowAt(from)}, {input}, {At(outputs)});");
            }
        }
    }

    private void BackwardMethod()
    {
        _code.Comment("All layers backwards, from the derivatives by the outputs on.");
        using (_code.Block($"private void {Backward}(int sequences)"))
        {
            for (int i = _training.Layers.Count - 1; i >= _training.FirstTrained; i--)
            {
                _code.Line($"Backward{_training.Layers[i].Layer.PascalName}(sequences);");
            }
        }
    }

    private int TransposedAt(WeightedLayer layer, string tensor) => _training.Transposed
        .TakeWhile(one => !one.Layer.Equals(layer) || one.Tensor.Name != tensor).Sum(one => (int)one.Tensor.Count);

    private void PrepareMethod()
    {
        _code.Comment("Transposes the matrices that the way back reads by columns.");
        using (_code.Block("private void Prepare()"))
        {
            foreach ((WeightedLayer layer, TensorShape tensor) in _training.Transposed)
            {
                string from = $"_parameters, {StartOf(layer, tensor.Name)}, {tensor.Rows}, {tensor.Columns}";
                _code.Line($"{_helpers.Transpose()}({from}, _transposed, {TransposedAt(layer, tensor.Name)});", $"{layer.Name}'s {tensor.Words}");
            }
        }
    }

    private void InitializeMethod()
    {
        _code.Comment($"The parameters before the first step, as {_training.Training.Initializer} starts them.");
        using (_code.Block("private void Initialize(int seed)"))
        {
            _code.Line("ulong random = unchecked((ulong)seed);");
            foreach (InitialValues values in InitialValues.Of(Network, _training.Training.Initializer))
            {
                string call = InitializerHelpers.Call(
                    _names, values, "_parameters", StartOf(values.Layer, values.Tensor.Name), values.Tensor.Columns, "random");
                _code.Line(call, $"{values.Layer.Name}'s {values.Tensor.Words}");
            }
        }
    }

    /// <summary>Where a tensor starts in the parameters.</summary>
    private int StartOf(WeightedLayer layer, string tensor) =>
        _starts[layer] + (int)layer.Tensors.TakeWhile(other => other.Name != tensor).Sum(other => other.Count);

    private void LayerForward(TrainedLayer layer)
    {
        switch (layer)
        {
            case TrainedBidirectional both:
                using (Method(Forward, layer))
                {
                    Direction(both.Forward);
                    Direction(both.Backward);
                    Merged(both, isBackwards: false);
                }

                break;
            case TrainedRecurrent recurrent:
                using (Method(Forward, layer))
                {
                    Direction(recurrent);
                }

                break;
            case TrainedDense dense:
                using (Method(Forward, layer))
                {
                    DenseForward(dense);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(layer));
        }
    }

    private void LayerBackward(TrainedLayer layer)
    {
        using (Method(Backward, layer))
        {
            if (layer.InputSlope is { } slope)
            {
                _code.Line($"{_names["Array"]}.Clear(_tape, {At(slope)}, {Count(slope)});");
            }

            switch (layer)
            {
                case TrainedBidirectional both:
                    Merged(both, isBackwards: true);
                    DirectionBackward(both.Forward);
                    DirectionBackward(both.Backward);
                    break;
                case TrainedRecurrent recurrent:
                    DirectionBackward(recurrent);
                    break;
                case TrainedDense dense:
                    DenseBackward(dense);
                    break;
            }
        }
    }

    private IDisposable Method(string way, TrainedLayer layer)
    {
        _code.Comment($"Layer {layer.Layer.Name}, {(way == Forward ? "forwards" : "backwards")}.");
        return _code.Block($"private void {way}{layer.Layer.PascalName}(int sequences)");
    }

    /// <summary>Values of a part of the tape.</summary>
    public static string Count(TapeRegion region) => region.Rows switch
    {
        TapeRows.One => $"sequences * {region.Width}",
        TapeRows.Steps => $"_steps * sequences * {region.Width}",
        _ => $"(_steps + 1) * sequences * {region.Width}",
    };

    private static string Sum(string left, string right) => right.Length == 0 ? left : $"{left} + {right}";

    /// <summary>Where rows that a layer handed on start.</summary>
    public static string RowAt(TapePlace place) =>
        Sum(At(place.Region), place.IsLast
            ? (place.First == 0 ? "" : $"_steps * sequences * {place.Region.Width}")
            : place.First == 0 ? "" : $"sequences * {place.Region.Width}");

    /// <summary>Where the derivatives by them start.</summary>
    public static string SlopeAt(TapePlace place, TapeRegion slope) =>
        Sum(At(slope), place is { IsLast: true, First: 1 } ? $"(_steps - 1) * sequences * {slope.Width}" : "");

    private static string RowsOf(TapePlace place) => place.IsEveryStep ? "_steps * sequences" : "sequences";

    private static string Order(SumOrder order) => $"{order.Chains}, {order.First}, {Math.Max(order.Block, 1)}";

    private string Order(WeightedLayer layer, int terms) => Order(Summation.Order(layer, terms));

    /// <summary>The order of the sums of the way back, in which there are so many columns.</summary>
    private static string BackOrder(int columns, int terms) =>
        Order(Summation.Order(new DenseLayer("", terms, columns, Activation.Linear, UseBias: false), terms));

    /// <summary>The order of the sums of a gradient, which takes its terms one by one.</summary>
    private const string InTurn = "1, Steps, 1";

    private void Product(string a, string b, string c, string rows, string columns, string terms, string order, string meaning)
    {
        _code.Comment(meaning);
        _code.Line($"{_product}({a}, {b}, {c}, {rows}, {columns}, {terms}, {order});");
    }

    private void Bias(WeightedLayer layer, string to, int stride, string rows)
    {
        int columns = layer.Gates * layer.Units;
        _code.Line(layer.UseBias
            ? $"{_helpers.SetRows()}(_tape, {to}, {stride}, {rows}, _parameters, {StartOf(layer, TensorShape.Bias)}, {columns});"
            : $"{_helpers.ClearRows()}(_tape, {to}, {stride}, {rows}, {columns});");
    }

    private void Direction(TrainedRecurrent part)
    {
        RecurrentLayer layer = part.Recurrent;
        int units = layer.Units, columns = layer.Gates * units, stride = part.Gates.Width, outputs = layer.Output;
        bool back = layer.ReadsBackwards;
        _code.Comment("b + x·K of all steps.");
        Bias(layer, At(part.Gates), stride, "_steps * sequences");
        Product(
            $"_tape, {RowAt(part.Input)}, {layer.Input}, 1", $"_parameters, {StartOf(layer, TensorShape.Kernel)}, {columns}",
            $"_tape, {At(part.Gates)}, {stride}", "_steps * sequences", Literal.Of(columns), Literal.Of(layer.Input), Order(layer, layer.Input), "x·K");
        using (Loop(back))
        {
            string before = Row(part.Hidden, back ? "(step + 1)" : "step");
            Product(
                $"_tape, {before}, {outputs}, 1", $"_parameters, {StartOf(layer, TensorShape.RecurrentKernel)}, {columns}",
                $"_tape, {Row(part.Gates, "step")}, {stride}", "sequences", Literal.Of(columns), Literal.Of(outputs), Order(layer, outputs), "h·R");
            CellForward(part, back);
            if (layer.Projector is { } projector)
            {
                string after = Row(part.Hidden, back ? "step" : "(step + 1)");
                _code.Line($"{_names["Array"]}.Clear(_tape, {after}, sequences * {outputs});");
                Product(
                    $"_tape, {Row(part.Shown!, "step")}, {units}, 1", $"_parameters, {StartOf(projector, TensorShape.Projection)}, {outputs}",
                    $"_tape, {after}, {outputs}", "sequences", Literal.Of(outputs), Literal.Of(units), Order(projector, units), "h = m·P");
            }
        }

        if (part.IsTurned)
        {
            _code.Comment("The rows from the last step to the first.");
            Turn(Sum(At(part.Hidden), back ? "" : $"sequences * {outputs}"), At(part.Output.Region), outputs);
        }
    }

    /// <summary>Writes what copies the rows of all steps, those of the last one first.</summary>
    private void Turn(string from, string to, int width)
    {
        string first = Sum(from, $"(_steps - 1) * sequences * {width}");
        _code.Line($"{_helpers.CopyRows()}(_tape, {first}, -sequences * {width}, {to}, sequences * {width}, _steps, sequences * {width});");
    }

    private IDisposable Loop(bool isBackwards) => _code.Block(isBackwards
        ? "for (int step = _steps - 1; step >= 0; step--)"
        : "for (int step = 0; step < _steps; step++)");

    /// <summary>Where a row of a step starts.</summary>
    private static string Row(TapeRegion region, string step) => region.Rows == TapeRows.One ? At(region) : $"{At(region)} + {step} * sequences * {region.Width}";

    /// <summary>The place of each sum's own weights among the peepholes of the parameters.</summary>
    private static int WeightIndex(WeightedLayer layer, CellSum sum) =>
        layer.Tensors.Single(tensor => tensor.Name == sum.Weights).Blocks.ToList().IndexOf(sum.Letter);

    private string Name(TrainedRecurrent part) => CodeNames.Of(part.Recurrent) + (part.Shown is null ? "" : "Projected") + (_training.Counts is null ? "" : "Masked");

    private void CellForward(TrainedRecurrent part, bool back)
    {
        RecurrentLayer layer = part.Recurrent;
        CellTape tape = part.Tape;
        Definition function = tape.Both.Function;
        int slots = part.Gates.Width / layer.Units;
        var gates = new Rows("gates", "tape", slots);
        var shown = new Rows("shown", "tape");
        Rows[] before = [.. layer.State.Skip(1).Select(slot => new Rows(slot.Word + "Before", "tape"))];
        Rows[] after = [.. layer.State.Skip(1).Select(slot => new Rows(slot.Word + "After", "tape"))];
        bool hasWeights = tape.Weighted.Any();
        var weights = new Rows("weights", "parameters", 0);
        List<(string, IReadOnlyList<Place>)> reads = [];
        for (int i = 0; i < tape.Sums.Count; i++)
        {
            reads.Add((CellTape.Of(tape.Sums[i]), [gates[i]]));
        }

        Definition used = Pruning.Of(new Definition(function.Parameters, function.Statements, [.. function.Results, .. tape.Both.Kept]));
        HashSet<string> read = [.. used.Expressions.SelectMany(expression => expression.Parts).OfType<Variable>().Select(variable => variable.Name)];
        bool isMasked = _training.Counts is not null;
        var hidden = new Rows("hiddenBefore", "tape");
        if (isMasked)
        {
            reads.Add((StateSlot.Hidden, [hidden[0]]));
        }

        for (int i = 0; i < before.Length; i++)
        {
            if (read.Contains(layer.State[i + 1].Name))
            {
                reads.Add((layer.State[i + 1].Name, [before[i][0]]));
            }
        }

        foreach (CellSum sum in tape.Weighted)
        {
            reads.Add((CellTape.WeightOf(sum), [weights[WeightIndex(layer, sum)]]));
        }

        List<(Place, Expression)> writes = [(shown[0], function.Results[0])];
        writes.AddRange(after.Select((rows, i) => (rows[0], function.Results[i + 1])));
        for (int i = 0; i < tape.Slots.Count; i++)
        {
            if (tape.Slots[i] is { } name && tape.Both.Kept.FirstOrDefault(kept => kept.Name == name) is { } kept)
            {
                writes.Add((gates[i], kept));
            }
        }

        string method = _each.Ask(new Each(
            Name(part) + "Forward", "A step of a layer's units, forwards.", hasWeights ? ["tape", "parameters"] : ["tape"],
            [gates, shown, .. before, .. after, .. isMasked ? [hidden] : new Rows[0], .. hasWeights ? [weights] : new Rows[0]], reads, used.Statements, writes)
        {
            OfRow = isMasked ? (CellTape.Counts, "tape") : null,
        });
        string to = part.Shown is { } projected ? Row(projected, "step") : Row(part.Hidden, back ? "step" : "(step + 1)");
        string arguments = CodeWriter.List(
        [
            "_tape", hasWeights ? "_parameters" : "", "sequences", Literal.Of(layer.Units), Row(part.Gates, "step"), to,
            .. part.Cells.Select(cell => Row(cell, back ? "(step + 1)" : "step")), .. part.Cells.Select(cell => Row(cell, back ? "step" : "(step + 1)")),
            isMasked ? Row(part.Hidden, back ? "(step + 1)" : "step") : "", hasWeights ? Literal.Of(StartOf(layer, tape.Weighted.First().Weights!)) : "",
            isMasked ? Row(_training.Counts!, "step") : "",
        ]);
        _code.Comment("The gates, and the new state.");
        _code.Line($"{method}({arguments});");
    }

    private void CellBackward(TrainedRecurrent part, bool back)
    {
        RecurrentLayer layer = part.Recurrent;
        CellTape tape = part.Tape;
        Definition derivative = tape.Both.Derivative;
        int slots = part.Gates.Width / layer.Units;
        bool isProjected = part.Shown is not null;
        var gates = new Rows("gates", "tape", slots);
        var slope = new Rows("slope", "tape");
        var later = new Rows("later", "tape");
        Rows[] before = [.. layer.State.Skip(1).Select(slot => new Rows(slot.Word + "Before", "tape"))];
        Rows[] slopes = [.. layer.State.Skip(1).Select(slot => new Rows(slot.Word + "Slope", "tape"))];
        bool hasWeights = tape.Weighted.Any();
        var weights = new Rows("weights", "parameters", 0);
        IReadOnlyCollection<string> needed = tape.Both.Needed;
        List<(string, IReadOnlyList<Place>)> reads = [];
        for (int i = 0; i < tape.Slots.Count; i++)
        {
            if (tape.Slots[i] is { } name)
            {
                reads.Add((name, [gates[i]]));
            }
        }

        if (needed.Contains(CellTape.DerivativeOf(layer.State[0])))
        {
            reads.Add((CellTape.DerivativeOf(layer.State[0]), isProjected ? [slope[0]] : [slope[0], later[0]]));
        }

        for (int i = 0; i < before.Length; i++)
        {
            StateSlot slot = layer.State[i + 1];
            if (needed.Contains(slot.Name))
            {
                reads.Add((slot.Name, [before[i][0]]));
            }

            if (needed.Contains(CellTape.DerivativeOf(slot)))
            {
                reads.Add((CellTape.DerivativeOf(slot), [slopes[i][0]]));
            }
        }

        foreach (CellSum sum in tape.Weighted.Where(sum => needed.Contains(CellTape.WeightOf(sum))))
        {
            reads.Add((CellTape.WeightOf(sum), [weights[WeightIndex(layer, sum)]]));
        }

        List<(Place, Expression)> writes = [];
        for (int i = 0; i < tape.Sums.Count; i++)
        {
            writes.Add((gates[i], tape.Both.By(CellTape.Of(tape.Sums[i]))));
        }

        CellSum[] weighted = [.. tape.Weighted];
        for (int i = 0; i < weighted.Length; i++)
        {
            writes.Add((gates[tape.Slots.Count + i], tape.Both.By(CellTape.WeightOf(weighted[i]))));
        }

        bool isMasked = _training.Counts is not null;
        if (isMasked)
        {
            writes.Add((later[0], tape.Both.By(StateSlot.Hidden)));
        }

        for (int i = 0; i < slopes.Length; i++)
        {
            writes.Add((slopes[i][0], tape.Both.By(layer.State[i + 1].Name)));
        }

        string method = _each.Ask(new Each(
            Name(part) + "Backward", "A step of a layer's units, backwards: the derivatives by their sums, and by the state before the step.",
            hasWeights ? ["tape", "parameters"] : ["tape"],
            [gates, slope, .. isProjected ? [] : new[] { later }, .. before, .. slopes, .. hasWeights ? new[] { weights } : []],
            reads, derivative.Statements, writes)
        {
            OfRow = isMasked ? (CellTape.Counts, "tape") : null,
        });
        string arguments = CodeWriter.List(
        [
            "_tape", hasWeights ? "_parameters" : "", "sequences", Literal.Of(layer.Units), Row(part.Gates, "step"),
            isProjected ? At(part.ShownSlope!) : Row(part.Slope, "step"), isProjected ? "" : At(part.Before),
            .. part.Cells.Select(cell => Row(cell, back ? "(step + 1)" : "step")), .. part.CellSlopes.Select(At),
            hasWeights ? Literal.Of(StartOf(layer, tape.Weighted.First().Weights!)) : "",
            isMasked ? Row(_training.Counts!, "step") : "",
        ]);
        _code.Comment("The derivatives by the sums of the gates, and by the cell state of the step before.");
        _code.Line($"{method}({arguments});");
    }

    private void DirectionBackward(TrainedRecurrent part)
    {
        RecurrentLayer layer = part.Recurrent;
        int units = layer.Units, columns = layer.Gates * units, stride = part.Gates.Width, outputs = layer.Output;
        bool back = layer.ReadsBackwards;
        if (part.IsTurned)
        {
            Turn(At(part.OutputSlope), At(part.Slope), outputs);
        }

        foreach (TapeRegion region in part.CellSlopes.Prepend(part.Before))
        {
            _code.Line($"{_names["Array"]}.Clear(_tape, {At(region)}, sequences * {region.Width});");
        }

        using (Loop(!back))
        {
            if (layer.Projector is { } projector)
            {
                string slope = Row(part.Slope, "step");
                _code.Line($"{_helpers.AddRows()}(_tape, {slope}, {At(part.Before)}, sequences * {outputs});");
                _code.Line($"{_names["Array"]}.Clear(_tape, {At(part.ShownSlope!)}, sequences * {units});");
                Product(
                    $"_tape, {slope}, {outputs}, 1", $"_transposed, {TransposedAt(projector, TensorShape.Projection)}, {units}",
                    $"_tape, {At(part.ShownSlope!)}, {units}", "sequences", Literal.Of(units), Literal.Of(outputs), BackOrder(units, outputs),
                    "The derivatives by what is projected.");
            }

            CellBackward(part, back);
            if (_training.Counts is null)
            {
                _code.Line($"{_names["Array"]}.Clear(_tape, {At(part.Before)}, sequences * {outputs});");
            }

            Product(
                $"_tape, {Row(part.Gates, "step")}, {stride}, 1", $"_transposed, {TransposedAt(layer, TensorShape.RecurrentKernel)}, {outputs}",
                $"_tape, {At(part.Before)}, {outputs}", "sequences", Literal.Of(outputs), Literal.Of(columns), BackOrder(outputs, columns),
                "The derivatives by the hidden state of the step before.");
        }

        InputSlope(layer, part.Input, part.InputSlope, At(part.Gates), stride, "_steps * sequences");
        if (!part.IsTrained)
        {
            return;
        }

        _code.Comment("The gradient: all steps of a sequence, one sequence after the other.");
        using (_code.Block("for (int s = 0; s < sequences; s++)"))
        {
            string sums = $"_tape, {At(part.Gates)} + s * {stride}, sequences * {stride}";
            Gradient(layer, TensorShape.Kernel, $"_tape, {Sum(RowAt(part.Input), $"s * {layer.Input}")}, 1, sequences * {layer.Input}", sums, layer.Input, columns);
            string hidden = Sum(At(part.Hidden), back ? $"(sequences + s) * {outputs}" : $"s * {outputs}");
            Gradient(layer, TensorShape.RecurrentKernel, $"_tape, {hidden}, 1, sequences * {outputs}", sums, outputs, columns);
            if (layer.UseBias)
            {
                Gradient(layer, TensorShape.Bias, $"_tape, {At(_training.One)}, 0, 0", sums, 1, columns);
            }

            CellSum[] weighted = [.. part.Tape.Weighted];
            for (int i = 0; i < weighted.Length; i++)
            {
                string own = $"_tape, {At(part.Gates)} + s * {stride} + {(part.Tape.Slots.Count + i) * units}, sequences * {stride}";
                int at = StartOf(layer, weighted[i].Weights!) + (WeightIndex(layer, weighted[i]) * units);
                Product(
                    $"_tape, {At(_training.One)}, 0, 0", own, $"_gradient, {at}, {units}", "1", Literal.Of(units), "_steps", InTurn, $"by p_{weighted[i].Letter}");
            }

            if (layer.Projector is { } projector)
            {
                string slope = $"_tape, {At(part.Slope)} + s * {outputs}, sequences * {outputs}";
                Gradient(projector, TensorShape.Projection, $"_tape, {At(part.Shown!)} + s * {units}, 1, sequences * {units}", slope, units, outputs);
            }
        }
    }

    private void Gradient(WeightedLayer layer, string tensor, string a, string b, int rows, int columns, string terms = "_steps", string order = InTurn) =>
        Product(
            a, b, $"_gradient, {StartOf(layer, tensor)}, {columns}", Literal.Of(rows), Literal.Of(columns), terms, order,
            $"by the {tensor.Replace('_', ' ')}");

    /// <summary>The gradient of a matrix with one column, whose rows are then the lanes: the factors are the same.</summary>
    private void GradientOfColumn(WeightedLayer layer, string input, int inputs, string slopes, string terms, string order) =>
        Product(
            $"_tape, {slopes}, 0, sequences", $"_tape, {input}, sequences * {inputs}", $"_gradient, {StartOf(layer, TensorShape.Kernel)}, {inputs}", "1",
            Literal.Of(inputs), terms, order, "by the kernel");

    private void InputSlope(WeightedLayer layer, TapePlace input, TapeRegion? slope, string sums, int stride, string rows)
    {
        if (slope is null)
        {
            return;
        }

        int columns = layer.Gates * layer.Units;
        Product(
            $"_tape, {sums}, {stride}, 1", $"_transposed, {TransposedAt(layer, TensorShape.Kernel)}, {layer.Input}",
            $"_tape, {SlopeAt(input, slope)}, {layer.Input}", rows, Literal.Of(layer.Input), Literal.Of(columns), BackOrder(layer.Input, columns),
            "The derivatives by the input.");
    }

    private void DenseForward(TrainedDense part)
    {
        DenseLayer layer = part.Dense;
        TapeRegion sums = part.Sums ?? part.Output.Region;
        string rows = RowsOf(part.Input);
        Bias(layer, At(sums), layer.Units, rows);
        Product(
            $"_tape, {RowAt(part.Input)}, {layer.Input}, 1", $"_parameters, {StartOf(layer, TensorShape.Kernel)}, {layer.Units}",
            $"_tape, {At(sums)}, {layer.Units}", rows, Literal.Of(layer.Units), Literal.Of(layer.Input), Order(layer, layer.Input), "b + x·K");
        if (!part.AppliesActivation)
        {
            return;
        }

        if (layer.Activation.IsOfLayer)
        {
            using (_code.Block($"for (int row = 0; row < {rows}; row++)"))
            {
                string at = $"{At(part.Output.Region)} + row * {layer.Units}";
                string values = _plan.Target.Spans ? $"new {_names["Span"]}<{_plan.Element.Type}>(_tape, {at}, {layer.Units})" : $"_tape, {at}";
                _code.Line(SoftmaxHelpers.Call(layer.Activation, new LaneSet(_names, _plan.Arithmetic, 1), values, layer.Units));
            }

            return;
        }

        GateActivations activation = GateActivations.Of(layer.Activation);
        if (activation.IsNothing)
        {
            return;
        }

        Definition function = ActivationTape.Of(activation, _plan.Element).Function;
        var from = new Rows("sums", "tape");
        var to = new Rows("outputs", "tape");
        string method = _each.Ask(new Each(
            activation.Name + "Forward", "An activation, forwards.", ["tape"], [from, to], [(ActivationTape.Sum, [from[0]])], function.Statements,
            [(to[0], function.Result)]));
        _code.Line($"{method}(_tape, {rows}, {layer.Units}, {At(sums)}, {At(part.Output.Region)});");
    }

    private void DenseBackward(TrainedDense part)
    {
        DenseLayer layer = part.Dense;
        string rows = RowsOf(part.Input);
        int units = layer.Units;
        GateActivations activation = GateActivations.Of(layer.Activation);
        if (part.AppliesActivation && layer.Activation.IsOfLayer)
        {
            _code.Line($"{_helpers.SoftmaxSlopes(layer.Activation)}(_tape, {rows}, {units}, {At(part.Output.Region)}, {At(part.OutputSlope)});");
        }
        else if (part.AppliesActivation && !activation.IsNothing)
        {
            Backwards both = ActivationTape.Of(activation, _plan.Element);
            var from = new Rows("kept", "tape");
            var slope = new Rows("slope", "tape");
            string[] kept = part.Sums is null ? [.. both.Needed.Where(name => name != ActivationTape.Slope)] : [ActivationTape.Sum];
            List<(string, IReadOnlyList<Place>)> reads = [.. kept.Select(name => (name, (IReadOnlyList<Place>)[from[0]]))];
            reads.Add((ActivationTape.Slope, [slope[0]]));

            // What the derivative reads of the way forwards is computed again, so that the sums alone are kept.
            IReadOnlyList<Statement> again = part.Sums is null ? []
                : Pruning.Of(new Definition(both.Function.Parameters, both.Function.Statements, both.Kept)).Statements;
            IEnumerable<Statement> rest = both.Derivative.Statements.Where(statement => again.All(known => known.Variable.Name != statement.Variable.Name));
            string method = _each.Ask(new Each(
                activation.Name + "Backward", "An activation, backwards: the derivatives by its sums, in place of those by its values.", ["tape"],
                [from, slope], reads, [.. again, .. rest], [(slope[0], both.By(ActivationTape.Sum))]));
            _code.Line($"{method}(_tape, {rows}, {units}, {At(part.Sums ?? part.Output.Region)}, {At(part.OutputSlope)});");
        }

        InputSlope(layer, part.Input, part.InputSlope, At(part.OutputSlope), units, rows);
        if (!part.IsTrained)
        {
            return;
        }

        bool every = part.Input.IsEveryStep;
        using (_code.Block("for (int s = 0; s < sequences; s++)"))
        {
            string terms = every ? "_steps" : "1";
            string order = every ? InTurn : "1, 1, 1";
            string slopes = $"_tape, {At(part.OutputSlope)} + s * {units}, sequences * {units}";
            string input = Sum(RowAt(part.Input), $"s * {layer.Input}");
            if (units == 1)
            {
                GradientOfColumn(layer, input, layer.Input, $"{At(part.OutputSlope)} + s", terms, order);
            }
            else
            {
                Gradient(layer, TensorShape.Kernel, $"_tape, {input}, 1, sequences * {layer.Input}", slopes, layer.Input, units, terms, order);
            }

            if (layer.UseBias)
            {
                Gradient(layer, TensorShape.Bias, $"_tape, {At(_training.One)}, 0, 0", slopes, 1, units, terms, order);
            }
        }
    }

    /// <summary>Writes what is made of two directions, or the derivatives by each.</summary>
    private void Merged(TrainedBidirectional both, bool isBackwards)
    {
        int half = both.Forward.Recurrent.Output;
        string rows = both.Output.IsEveryStep ? "_steps * sequences" : "sequences";
        bool isConcat = both.Both.Merge == Merge.Concat;
        var one = new Rows("one", "tape");
        var other = new Rows("other", "tape");
        var merged = new Rows("merged", "tape", isConcat ? 2 : 1);
        string forward = RowAt(both.Forward.Output), backward = RowAt(both.Backward.Output), to = At(both.Output.Region);
        string name = both.Both.Merge.ToString();
        if (!isBackwards)
        {
            Definition function = isConcat ? new Definition([], [], []) : Merging.Of(both.Both.Merge);
            string method = _each.Ask(new Each(
                name + "Forward", "What two directions are merged to.", ["tape"], [one, other, merged], [("a", [one[0]]), ("b", [other[0]])],
                function.Statements, isConcat ? [(merged[0], new Variable("a")), (merged[1], new Variable("b"))] : [(merged[0], function.Result)]));
            _code.Line($"{method}(_tape, {rows}, {half}, {forward}, {backward}, {to});");
            return;
        }

        if (!both.Output.IsEveryStep)
        {
            foreach (TrainedRecurrent part in new[] { both.Forward, both.Backward })
            {
                _code.Line($"{_names["Array"]}.Clear(_tape, {At(part.OutputSlope)}, {Count(part.OutputSlope)});");
            }
        }

        var slope = new Rows("slope", "tape", isConcat ? 2 : 1);
        var oneSlope = new Rows("oneSlope", "tape");
        var otherSlope = new Rows("otherSlope", "tape");
        Each each;
        if (isConcat)
        {
            each = new Each(
                name + "Backward", "The derivatives by each of two directions.", ["tape"], [one, other, slope, oneSlope, otherSlope],
                [], [], [(oneSlope[0], new Variable(""))]);
            each = each with
            {
                Reads = [("a", [slope[0]]), ("b", [slope[1]])],
                Writes = [(oneSlope[0], new Variable("a")), (otherSlope[0], new Variable("b"))],
            };
        }
        else
        {
            Backwards way = Backwards.Of(Merging.Of(both.Both.Merge), _plan.Element, "d_y");
            List<(string, IReadOnlyList<Place>)> reads = [("d_y", [slope[0]])];
            reads.AddRange(way.Needed.Where(needed => needed != "d_y").Select(needed => (needed, (IReadOnlyList<Place>)[needed == "a" ? one[0] : other[0]])));
            each = new Each(
                name + "Backward", "The derivatives by each of two directions.", ["tape"], [one, other, slope, oneSlope, otherSlope], reads,
                way.Derivative.Statements, [(oneSlope[0], way.By("a")), (otherSlope[0], way.By("b"))]);
        }

        string back = _each.Ask(each);
        _code.Line($"{back}(_tape, {rows}, {half}, {forward}, {backward}, {At(both.OutputSlope)}, "
            + $"{SlopeAt(both.Forward.Output, both.Forward.OutputSlope)}, {SlopeAt(both.Backward.Output, both.Backward.OutputSlope)});");
    }
}
