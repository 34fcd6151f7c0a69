using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the method that moves a block of sequences on by some steps. Lanes run over sequences, so that a parameter is spread over all
/// lanes, and each value of a sequence has a row of memory with a lane for each sequence.
/// </summary>
internal sealed class BatchBlockWriter(CodeWriter code, Names names, Plan plan, BatchBackEnd backEnd, LaneSet lanes)
{
    private readonly Memory _memory = lanes.Memory;

    private Network Network => plan.Network;

    private BatchPlace Input => backEnd.Layers[0].Input;

    public void Write()
    {
        string vectors = plan.Batch.VectorsOfRow == 1 ? "a vector" : "two vectors";
        code.Comment($"Steps of at most {backEnd.RowSize} sequences, one in each lane of {vectors} of {lanes.Suffix} bits.");
        KernelAttribute.Write(code, names, plan.Target);
        string value = $"ref {plan.Element.Type}";
        string parameters = $"{value} p, {value} x, {value} y, int count, int steps, int firstOutput, {value} s";
        using (code.Block($"private static void Batch{lanes.Suffix}({parameters})"))
        {
            _memory.Scratch(code, plan.Memory.BlockRows(backEnd.Width));
            using (code.Block("for (int step = 0; step < steps; step++)"))
            {
                ReadInput();
                Layers(backEnd.Layers.Take(Network.LastRecurrent + 1));
                using (code.Block("if (step >= firstOutput)"))
                {
                    Layers(backEnd.Layers.Skip(Network.LastRecurrent + 1));
                    WriteOutput(backEnd.Layers[backEnd.Layers.Count - 1].Output);
                }

                code.Line(_memory.Advance("x", Network.InputSize));
            }
        }
    }

    private void ReadInput()
    {
        code.Comment("x of the step. Each feature has a row, with a lane for each sequence.");
        code.Line($"ref {plan.Element.Type} from = ref x;");
        using (code.Block("for (int lane = 0; lane < count; lane++)"))
        {
            Moves(plan.Batch.Input, feature => $"{Lane(Input, feature)} = {_memory.Element("from", feature)};");
            code.Line(_memory.Advance("from", "steps * InputSize"));
        }
    }

    private void WriteOutput(BatchPlace rows)
    {
        code.Line($"ref {plan.Element.Type} to = ref y;");
        using (code.Block("for (int lane = 0; lane < count; lane++)"))
        {
            if (Network.Skip)
            {
                code.Comment(StraightWriter.SkipMeaning);
            }

            Moves(plan.Batch.Output, output => $"{_memory.Element("to", output)} = {Result(rows, output)};");
            code.Line(_memory.Advance("to", "(steps - firstOutput) * OutputSize"));
        }

        code.Line(_memory.Advance("y", Network.OutputSize));
    }

    /// <summary>An output, with the feature of its number where that is added.</summary>
    private string Result(BatchPlace rows, string output) => Network.Skip
        ? lanes.Scalar.Spell(new Variable(Lane(rows, output)) + new Variable(Lane(Input, output)))
        : Lane(rows, output);

    /// <summary>The value of a lane in one of some rows.</summary>
    private string Lane(BatchPlace rows, string row)
    {
        string first = Literal.Sum(rows.Row * backEnd.RowSize, Literal.Scaled(backEnd.RowSize, row));
        return _memory.Element(rows.Memory, first == "0" ? "lane" : first + " + lane");
    }

    private void Moves(BatchMoves moves, Func<string, string> move)
    {
        if (moves.IsLoop)
        {
            using (code.Block($"for (int k = 0; k < {moves.Count}; k++)"))
            {
                code.Line(move("k"));
            }

            return;
        }

        for (int k = 0; k < moves.Count; k++)
        {
            code.Line(move(Literal.Of(k)));
        }
    }

    private void Layers(IEnumerable<BatchLayer> layers)
    {
        foreach (BatchLayer layer in layers)
        {
            Layer(layer);
        }
    }

    private void Layer(BatchLayer layer)
    {
        Vector(layer, 0);
        if (plan.Batch.VectorsOfRow > 1)
        {
            using (code.Block($"if (count > {backEnd.Width})"))
            {
                Vector(layer, backEnd.Width);
            }
        }

        if (layer.IsCopied)
        {
            code.Comment("Every unit has read the old h: the new one replaces it.");
            int size = layer.Layer.Units * backEnd.RowSize;
            int from = layer.Computed.Row * backEnd.RowSize;
            int to = layer.Output.Row * backEnd.RowSize;
            code.Line(_memory.Copy(layer.Computed.Memory, from, layer.Output.Memory, to, size));
        }
    }

    /// <summary>Writes a step of a layer for the sequences of a vector.</summary>
    /// <param name="start">Where the vector stands in a row.</param>
    private void Vector(BatchLayer layer, int start)
    {
        foreach (BatchLayer part in layer.All)
        {
            Units(part, start);
        }

        if (layer.Layer is DenseLayer { Activation: var activation } dense && activation == Activation.Softmax)
        {
            code.Line(SoftmaxHelpers.BatchCall(lanes, From(layer.Output, start), dense.Units, backEnd.RowSize));
        }
    }

    /// <summary>Writes the calls for all units: each phase for all of them, with what the phases leave behind what is computed.</summary>
    private void Units(BatchLayer layer, int start)
    {
        string state = layer.Layout.Cell is null ? "" : _memory.From(BatchRows.State, start);
        string[] carried = [.. layer.Carried.Select(place => From(place, start))];
        string arguments = CodeWriter.List(["ref p", From(layer.Input, start), state, From(layer.Computed, start), .. carried]);
        foreach (Phase? phase in layer.Phases)
        {
            foreach (BatchRun run in layer.Runs)
            {
                code.Line($"{BatchUnitsWriter.Name(layer, phase, run, lanes)}({arguments});");
            }
        }
    }

    private string From(BatchPlace place, int start) => _memory.From(place.Memory, (place.Row * backEnd.RowSize) + start);
}
