using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the input's half of a layer's sums, which doesn't depend on the previous step, for several steps at once, and how the steps read
/// it from the memory <c>z</c>.
/// </summary>
internal sealed class InputHalfWriter(CodeWriter code, LaneSet lanes, LayerLayout layout, Hoisting hoisting)
{
    private readonly Memory _memory = lanes.Memory;
    private readonly TileLoops _loops = new(code, lanes.Parameters, layout);

    private WeightedLayer Layer => layout.Layer;

    /// <summary>The number of values in the sums of a step.</summary>
    public int Count => Layer.Gates * layout.PaddedUnits;

    /// <summary>Writes it for all steps of a method.</summary>
    /// <param name="sums">The memory that holds it.</param>
    /// <param name="inputStride">The distance from one row of <c>x</c> to the next.</param>
    public void Write(Cell cell, Scratch sums, int inputStride)
    {
        code.Comment("z = x·K + b, which doesn't wait for h, for several steps at once: each parameter is read once for all of them.");
        _memory.Scratch(code, sums);
        _memory.Declare(code, "z", sums.Name, "0", written: true);
        code.Line("int ready = 0;");
        int most = hoisting.Steps;
        using (code.Block($"for (; ready + {most} <= steps; {Literal.Advance("ready", most)})"))
        {
            if (most > 1)
            {
                IEnumerable<string> names = Enumerable.Range(0, most).Select(step => WeightedSums.Step(step, most));
                code.Comment($"Names end in {string.Join(", ", names)} for the {most} steps.");
            }

            Steps(cell, most, hoisting.OfSteps, inputStride);
        }

        using (code.Block("for (; ready < steps; ready++)"))
        {
            Steps(cell, 1, hoisting.OfStep, inputStride);
        }

        _memory.Rebind(code, "z", sums.Name);
    }

    /// <summary>Starts sums of a tile with it.</summary>
    /// <param name="row">The current row of the sums' memory.</param>
    public void Start(WeightedSums weighted, Cell cell, Tile tile, string unit, int row)
    {
        Lanes sumLanes = lanes.Sums(tile.Groups[0]);
        List<Sum> ready = Sums(cell, tile, unit);
        _memory.Declare(code, "input", "z", Before(unit));
        weighted.GoOn(sum => sumLanes.Load("input", Index(ready, sum, sumLanes)), row);
    }

    private void Steps(Cell cell, int steps, EquatableArray<TileRun> runs, int inputStride)
    {
        _loops.Write(runs, firstRow: 0, backAndForth: false, (tile, unit) => Tile(cell, tile, unit, steps, inputStride));
        code.Line(_memory.Advance("x", steps * inputStride));
        code.Line(_memory.Advance("z", steps * Count));
    }

    private void Tile(Cell cell, Tile tile, string unit, int steps, int inputStride)
    {
        Lanes sumLanes = lanes.Sums(tile.Groups[0]);
        List<Sum> sums = Sums(cell, tile, unit);
        var weighted = new WeightedSums(code, Layer, sumLanes, sums);
        for (int step = 0; step < steps; step++)
        {
            weighted.Start(WeightedSums.Step(step, steps));
        }

        IEnumerable<Source> inputs = Enumerable.Range(0, steps).Select(step => new MemorySource(_memory, "x", step * inputStride));
        weighted.WriteLoops(lanes.Parameters, 0, [Part.OfInput(Layer, [.. inputs])]);
        _memory.Declare(code, "input", "z", Before(unit), written: true);
        for (int step = 0; step < steps; step++)
        {
            foreach (Sum sum in sums)
            {
                string name = sum.Name + WeightedSums.Step(step, steps);
                sumLanes.StoreAll(code, name, "input", (step * Count) + Index(sums, sum, sumLanes));
            }
        }
    }

    /// <summary>The sums of a tile that include the input.</summary>
    private List<Sum> Sums(Cell cell, Tile tile, string unit) =>
        [.. _loops.Sums(cell.Sums, tile, unit).Where(sum => sum.Cell.TakesIn(CellSum.Input))];

    /// <summary>The number of a step's sums before those of the units from this one on.</summary>
    private string Before(string unit) => Literal.Scaled(Layer.Gates, unit);

    /// <summary>The place of one of a tile's sums, relative to the tile's first: vector after vector.</summary>
    private static int Index(List<Sum> sums, Sum sum, Lanes sumLanes) =>
        sums.FindIndex(one => one.Name == sum.Name) * sumLanes.Width;
}
