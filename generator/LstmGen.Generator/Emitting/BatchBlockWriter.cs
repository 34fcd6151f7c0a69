using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the method that advances a block of sequences by a number of steps. Each lane is a sequence, so that a parameter is broadcast to
/// all lanes, and each value of a sequence has a row of memory with a lane for each sequence.
/// </summary>
/// <param name="backEnd">The code's width, or one of those for which it is written: the code written here is the same for each.</param>
internal sealed class BatchBlockWriter(CodeWriter code, Names names, Plan plan, BatchForm form, BatchBackEnd backEnd)
{
    private readonly Memory _memory = form.Lanes.Memory;

    private Network Network => plan.Network;

    private BatchPlace Input => backEnd.Layers[0].Input;

    public void Write()
    {
        code.Comment($"Steps of {Sequences()}.");
        KernelAttribute.Write(code, names, plan.Target);
        string value = $"ref {plan.Element.Type}";
        string parameters = $"ref {plan.Stored.Type} p, {value} x, {value} y, int count, int steps, int firstOutput, "
            + $"{value} s, {value} {BatchRows.Scratch}";
        string head = $"Batch{form.Lanes.Suffix}{form.Lanes.TypeParameters}({parameters}){form.Lanes.Constraint}";
        using (code.Block($"private static void {head}"))
        {
            form.Declare(code, plan.Batch.VectorsOfRow);
            using (code.Block("for (int step = 0; step < steps; step++)"))
            {
                ReadInput();
                Layers(backEnd.Layers.Take(Network.LastOverTime + 1));
                using (code.Block("if (step >= firstOutput)"))
                {
                    Layers(backEnd.Layers.Skip(Network.LastOverTime + 1));
                    WriteOutput(backEnd.Layers[backEnd.Layers.Count - 1].Output);
                }

                code.Line(_memory.Advance("x", Network.InputSize));
            }
        }
    }

    private string Sequences()
    {
        string vectors = plan.Batch.VectorsOfRow == 1 ? "a vector" : "two vectors";
        return form.Lanes.IsEveryWidth
            ? $"the sequences of a block, one in each lane of {vectors}, with whatever vectors the processor has"
            : $"at most {backEnd.RowSize} sequences, one in each lane of {vectors} of {form.Lanes.Suffix} bits";
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

    /// <summary>An output, plus the feature with its index where that is added.</summary>
    private string Result(BatchPlace rows, string output) => Network.Skip
        ? form.Lanes.Scalar.Spell(new Variable(Lane(rows, output)) + new Variable(Lane(Input, output)))
        : Lane(rows, output);

    /// <summary>The value of a lane in one of several rows.</summary>
    private string Lane(BatchPlace rows, string row)
    {
        string first = form.Row.Times(rows.Row, row);
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
        Vector(layer, isSecond: false);
        if (plan.Batch.VectorsOfRow > 1)
        {
            using (code.Block($"if (count > {form.Vector.Text})"))
            {
                Vector(layer, isSecond: true);
            }
        }

        if (layer.IsCopied)
        {
            code.Comment("Every unit has read the old h: the new one replaces it.");
            string size = form.Row.Times(layer.Layer.Units);
            string from = form.Row.Times(layer.Computed.Row);
            string to = form.Row.Times(layer.Output.Row);
            code.Line(_memory.Copy(layer.Computed.Memory, from, layer.Output.Memory, to, size));
        }
    }

    /// <summary>Writes a step of a layer for the sequences of a vector.</summary>
    /// <param name="isSecond">Whether it is the second vector of each row.</param>
    private void Vector(BatchLayer layer, bool isSecond)
    {
        if (layer.Layer is PositionwiseLayer)
        {
            Row(layer, isSecond);
            return;
        }

        foreach (BatchLayer part in layer.All)
        {
            Units(part, isSecond);
        }

        if (layer.Layer is DenseLayer { Activation.IsOfLayer: true } dense)
        {
            code.Line(SoftmaxHelpers.BatchCall(dense.Activation, form.Lanes, From(layer.Output, isSecond), dense.Units, form.Row.Text));
        }
    }

    /// <summary>Writes the calls for all units, phase by phase; the values that phases keep come after the computed ones.</summary>
    private void Units(BatchLayer layer, bool isSecond)
    {
        string state = layer.Layout.Cell is null ? "" : From(new BatchPlace(BatchRows.State, 0), isSecond);
        string[] carried = [.. layer.Carried.Select(place => From(place, isSecond))];
        string arguments = CodeWriter.List(["ref p", From(layer.Input, isSecond), state, From(layer.Computed, isSecond), .. carried]);
        foreach (Phase? phase in layer.Phases)
        {
            IEnumerable<string> methods = form.Lanes.IsEveryWidth
                ? [BatchUnitsWriter.Name(layer, phase) + form.Lanes.TypeParameters]
                : layer.Runs.Select(run => BatchUnitsWriter.Name(layer, phase, run, form.Lanes));
            foreach (string method in methods)
            {
                code.Line($"{method}({arguments});");
            }
        }
    }

    /// <summary>Writes a layer without weighted sums.</summary>
    private void Row(BatchLayer layer, bool isSecond)
    {
        if (layer.Layer is NormalizationLayer normalization)
        {
            code.Line(NormalizationHelpers.BatchCall(
                form.Lanes, normalization, layer.Layout.PackedStart, From(layer.Input, isSecond), From(layer.Output, isSecond), form.Row.Text));
            return;
        }

        if (layer.Layer is EmbeddingLayer embedding)
        {
            code.Line(EmbeddingHelpers.BatchCall(
                form, embedding, layer.Layout.PackedStart, From(layer.Input, isSecond), From(layer.Output, isSecond)));
            return;
        }

        Lanes lanes = form.Lanes.Widest;
        code.Comment($"Layer {layer.Layer.Name}: a residual sum");
        using (code.Block($"for (int k = 0; k < {layer.Layer.Units}; k++)"))
        {
            Variable Value(BatchPlace place) => new(lanes.Load(place.Memory, At(place)));
            string sum = lanes.Spell(Value(layer.Input) + Value(layer.Added!.Value));
            lanes.StoreAll(code, sum, layer.Output.Memory, At(layer.Output));
        }

        string At(BatchPlace place) => form.Row.Times(place.Row, "k") + (isSecond ? $" + {form.Vector.Text}" : "");
    }

    private string From(BatchPlace place, bool isSecond)
    {
        string row = form.Row.Times(place.Row);
        return _memory.From(place.Memory, !isSecond ? row : row == "0" ? form.Vector.Text : Sum(row));

        string Sum(string start) => Literal.IsNumber(start, out int number)
            ? Literal.Sum(number, form.Vector.Text)
            : $"{start} + {form.Vector.Text}";
    }
}
