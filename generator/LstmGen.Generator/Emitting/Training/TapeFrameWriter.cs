using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes what comes before the first layer: the inputs on the tape, and the preparation of states and parameters.</summary>
internal sealed class TapeFrameWriter(TapeText tape)
{
    private readonly CodeWriter _code = tape.Code;
    private readonly Names _names = tape.Names;

    public void Write()
    {
        Constants();
        if (tape.Plan.Network.Masking is null)
        {
            LoadMethod();
        }
        else
        {
            new MaskedLoadWriter(tape).Write();
        }

        StartMethod();
        if (tape.Plan.Network.IsStreaming)
        {
            KeepMethod();
        }

        PrepareMethod();
        InitializeMethod();
    }

    private void Constants()
    {
        _code.Comment($"The tape: rows of each step, in them up to {tape.Training.Sequences} sequences side by side.");
        foreach (TapeRegion region in tape.Training.Regions)
        {
            string steps = region.Count is null ? "steps" : region.Steps;
            string rows = region.Rows switch { TapeRows.One => "", TapeRows.Steps => steps + ", ", _ => steps + " + 1, " };
            string sizes = tape.Training.IsBySequence && !region.IsOfLoss ? $"{region.Width}, sequences" : $"sequences, {region.Width}";
            _code.Line($"private const int {At(region)} = {region.Start};", $"[{rows}{sizes}] {region.Meaning}");
        }

        _code.Line();
    }

    private void LoadMethod()
    {
        ValueMemory memory = _names.Memory;
        int inputs = tape.Plan.Network.InputSize;
        string parameters = string.Join(", ", new[] { "inputs", "targets", "weights" }.Select(name => memory.Parameter(name)));
        _code.Comment("Copies sequences from the first one on to the tape, a step of all of them after the other.");
        using (_code.Block($"private void {TapeWriter.Load}({parameters}, int first, int sequences, int steps)"))
        {
            _code.Line("_steps = steps;");
            using IDisposable each = _code.Block("for (int s = 0; s < sequences; s++)");
            using (_code.Block("for (int step = 0; step < _steps; step++)"))
            using (_code.Block($"for (int k = 0; k < {inputs}; k++)"))
            {
                string from = memory.Element("inputs", $"((first + s) * Steps + step) * {inputs} + k");
                string to = tape.Training.IsBySequence ? $"(step * {inputs} + k) * sequences + s" : $"(step * sequences + s) * {inputs} + k";
                _code.Line($"_tape[{At(tape.Training.Input)} + {to}] = {from};");
            }

            using (_code.Block($"for (int row = 0; row < {tape.Training.OutputRows}; row++)"))
            {
                new TargetRowWriter(tape).Write("row * sequences + s", "(first + s)", "row");
            }
        }
    }

    private IEnumerable<TrainedRecurrent> Recurrent => tape.Training.Parts.OfType<TrainedRecurrent>();

    /// <summary>The parts of the tape with a layer's state, each with the rows of its sequences' initial and final states.</summary>
    private static IEnumerable<(TapeRegion Region, string First, string Last)> States(TrainedRecurrent layer) =>
        layer.Cells.Prepend(layer.Hidden)
            .Select(region => layer.Recurrent.ReadsBackwards ? (region, region.Steps, "0") : (region, "0", region.Steps));

    private void StartMethod()
    {
        _code.Comment("Sets the states before the first step: to the initial state, or for one sequence to where the last one ended.");
        using (_code.Block($"private void {TapeWriter.Start}(int sequences, bool continues)"))
        {
            int next = 0;
            foreach ((TapeRegion region, string first, _) in Recurrent.SelectMany(States))
            {
                string at = Sum(At(region), first == "0" ? "" : $"{first} * sequences * {region.Width}");
                if (tape.Plan.Network.IsStreaming)
                {
                    using (_code.Block("if (continues)"))
                    {
                        _code.Line($"{_names["Array"]}.Copy(_state, {next}, _tape, {at}, {region.Width});");
                    }
                }

                using (tape.Plan.Network.IsStreaming ? _code.Block("else") : null)
                {
                    Initial(at, region.Width, next);
                }

                next += region.Width;
            }
        }
    }

    private void Initial(string at, int width, int next)
    {
        if (tape.Plan.Network.InitialState is null)
        {
            _code.Line($"{_names["Array"]}.Clear(_tape, {at}, sequences * {width});");
        }
        else
        {
            tape.SetRows(at, width, One, $"_initialState, {next}", width);
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

    private void PrepareMethod()
    {
        _code.Comment("Transposes the matrices that the way back reads by columns.");
        using (_code.Block("private void Prepare()"))
        {
            foreach ((WeightedLayer layer, TensorShape tensor) in tape.Training.Transposed)
            {
                string from = $"_parameters, {tape.StartOf(layer, tensor.Name)}, {tensor.Rows}, {tensor.Columns}";
                _code.Line($"{tape.Helpers.Transpose()}({from}, _transposed, {tape.TransposedAt(layer, tensor.Name)});", $"{layer.Name}'s {tensor.Words}");
            }
        }
    }

    private void InitializeMethod()
    {
        _code.Comment($"The parameters before the first step, as {tape.Training.Training.Initializer} starts them.");
        using (_code.Block("private void Initialize(int seed)"))
        {
            _code.Line("ulong random = unchecked((ulong)seed);");
            foreach (InitialValues values in InitialValues.Of(tape.Plan.Network, tape.Training.Training.Initializer))
            {
                string call = InitializerHelpers.Call(
                    _names, values, "_parameters", tape.StartOf(values.Layer, values.Tensor.Name), values.Tensor.Columns, "random");
                _code.Line(call, $"{values.Layer.Name}'s {values.Tensor.Words}");
            }
        }
    }
}
