using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Decides how batches of sequences are computed.</summary>
internal sealed class BatchPlanner(
    Network network, Element element, Target target, IReadOnlyList<LayerLayout> layouts, IReadOnlyCollection<BackEnd> backEnds)
{
    /// <summary>Vectors of a block on the stack: 48 KB of the widest, with padding that lets its two parts start at a cache line.</summary>
    private const int MostVectors = 766;

    private readonly BatchRows _rows = new(network, layouts);

    private readonly bool _isWrittenOnce = target.StaticAbstracts && backEnds.Count(backEnd => backEnd.Width > 1) > 1;

    /// <param name="stateRows">Rows of a block's state.</param>
    public BatchPlan Plan(int stateRows)
    {
        int rows = stateRows + _rows.Count;
        int vectorsOfRow = rows <= MostVectors / 2 ? 2 : 1;
        bool isVectorised = network.IsStreaming && !network.MasksByValue && rows <= MostVectors;
        return new BatchPlan(
            stateRows,
            _rows.Count,
            vectorsOfRow,
            Moves(network.InputSize),
            Moves(network.OutputSize),
            new EquatableArray<BatchBackEnd>(backEnds
                .Where(backEnd => isVectorised && backEnd.Width > 1)
                .Select(backEnd => BackEnd(backEnd, vectorsOfRow))))
        {
            IsWrittenOnce = _isWrittenOnce,
            SequencesOfTurn = isVectorised && _isWrittenOnce && UnitsTogether() <= Crossovers.MostUnitsInTurns ? Crossovers.SequencesOfTurn : 1,
        };
    }

    /// <summary>How many local variables a unit's activations need.</summary>
    private int LocalVariables(WeightedLayer layer)
    {
        IEnumerable<Activation> activations = layer is RecurrentLayer recurrent
            ? Cell.Of(recurrent, element).Activations
            : [layer.Activation];
        return activations.Sum(activation => GateActivations.Of(activation).LocalVariables(element));
    }

    private static BatchMoves Moves(int count) => new(count, count > Crossovers.MostMovesWrittenOut);

    private BatchBackEnd BackEnd(BackEnd backEnd, int vectorsOfRow)
    {
        var layers = new List<BatchLayer>();
        BatchPlace input = _rows.Input;
        foreach (LayerSchedule schedule in backEnd.Layers)
        {
            BatchPlace output = _rows.Output(layers.Count, schedule.Layout);
            layers.Add(schedule is PositionwiseSchedule row
                ? Row(row, input, output, layers)
                : Layer(schedule, input, output, backEnd.Width));
            input = layers[layers.Count - 1].Output;
        }

        double cost = Crossovers.SequencesOfBlock(backEnd.Width, element.VectorBits(backEnd.Width), Units());
        return new BatchBackEnd(backEnd.Width, vectorsOfRow * backEnd.Width, new EquatableArray<BatchLayer>(layers))
        {
            Least = Math.Min((int)Math.Ceiling(cost), backEnd.Width),
            LeastOfTwo = Math.Min((int)Math.Ceiling(cost * Crossovers.SecondVector), 2 * backEnd.Width),
        };
    }

    private int UnitsTogether() => layouts.Select(layout => layout.Layer).OfType<RecurrentLayer>().Sum(layer => layer.Units);

    /// <summary>The mean of the recurrent layers' units, weighted by each layer's amount of work.</summary>
    private double Units()
    {
        List<RecurrentLayer> recurrent = layouts.Select(layout => layout.Layer).OfType<RecurrentLayer>().ToList();
        return recurrent.Sum(layer => (double)layer.Units * layer.ParameterCount) / recurrent.Sum(layer => (double)layer.ParameterCount);
    }

    private BatchLayer Layer(LayerSchedule schedule, BatchPlace input, BatchPlace output, int width)
    {
        LayerLayout layout = schedule.Layout;
        BatchPlace computed = layout.Layer is RecurrentLayer ? _rows.Next : output;
        LayerSchedule? projection = (schedule as TiledSchedule)?.Projection;
        var runs = new EquatableArray<BatchRun>(Runs(layout.Layer, schedule.Groups, width));
        return new BatchLayer(layout, input, computed, output, _rows.Carried(layout), runs)
        {
            Projection = projection is null ? null : Layer(projection, computed, output, width),
        };
    }

    /// <param name="layers">Those before it.</param>
    private BatchLayer Row(PositionwiseSchedule schedule, BatchPlace input, BatchPlace output, List<BatchLayer> layers) =>
        new(schedule.Layout, input, output, output, default, default)
        {
            Added = schedule.Layer is not AddLayer sum ? null : sum.Source == AddLayer.OfInput ? _rows.Input : layers[sum.Source].Output,
        };

    private IEnumerable<BatchRun> Runs(WeightedLayer layer, EquatableArray<Group> groups, int width)
    {
        bool isWrittenOut = layer.Rows <= Crossovers.MostRowsWrittenOut;
        int most = MostUnitsOfTile(layer, width, isWrittenOut);
        foreach (IGrouping<int, Group> run in groups.GroupBy(group => group.Lanes))
        {
            // Tiles are alike, and each has its parameters in one group.
            int count = run.Sum(group => group.Count);
            int size = most;
            while (count % size != 0 || run.Key % size != 0)
            {
                size /= 2;
            }

            yield return new BatchRun(run.First().First, count, run.Key, run.Count() > 1, size, !isWrittenOut);
        }
    }

    /// <summary>
    /// How many units are computed at a time. Several units share each loaded value, and each cache line of parameters, which holds those
    /// of several units. With one, registers are left for the constants of the activations: better where sums are short, or run in enough
    /// chains to keep the multiply-add units busy (1 -> 20: 38 ns a step of a sequence against 60 with two).
    /// </summary>
    private int MostUnitsOfTile(WeightedLayer layer, int width, bool isWrittenOut)
    {
        if (isWrittenOut || Summation.Chains(layer) > 1)
        {
            return 1;
        }

        int inRegisters = Math.Max(1, Registers.ForSums(width, element) / layer.Gates);
        int size = Math.Min(Crossovers.MostUnitsOfTile, inRegisters);
        while (_isWrittenOnce && size > 1 && size * LocalVariables(layer) > Crossovers.MostLocalsOfTile)
        {
            size /= 2;
        }

        return size;
    }
}
