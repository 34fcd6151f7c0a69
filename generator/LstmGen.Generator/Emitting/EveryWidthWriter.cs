using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the code of blocks once for vectors of every width: generic methods, from which the JIT compiles one for each width that is
/// called.
/// </summary>
internal sealed class EveryWidthWriter(CodeWriter code, Names names, Plan plan)
{
    private readonly BatchForm _form = BatchForm.OfEveryWidth(names, plan);

    public void Write()
    {
        IReadOnlyList<BatchBackEnd> backEnds = [.. plan.Batch.BackEnds];
        new BatchBlockWriter(code, names, plan, _form, backEnds[0]).Write();
        List<BatchLayer[]> ofEachWidth = [.. backEnds.Select(backEnd => backEnd.All.ToArray())];
        for (int i = 0; i < ofEachWidth[0].Length; i++)
        {
            // A layer without weighted sums is computed inline among the calls of the others.
            if (ofEachWidth[0][i].Layer is PositionwiseLayer)
            {
                continue;
            }

            Layer([.. backEnds.Select((backEnd, at) => (backEnd.Width, ofEachWidth[at][i]))]);
        }
    }

    /// <summary>Writes the methods of a layer.</summary>
    /// <param name="layers">The layer for each width.</param>
    private void Layer(IReadOnlyList<(int Width, BatchLayer Layer)> layers)
    {
        BatchLayer layer = layers[0].Layer;
        IReadOnlyList<BatchUnits> units = BatchUnits.OfEveryWidth(layers);
        foreach (Phase? phase in layer.Phases)
        {
            if (units[0].IsGiven)
            {
                Choice(layers, phase);
            }

            foreach (BatchUnits some in units)
            {
                new BatchUnitsWriter(code, names, plan, _form, layer, phase, some).Write();
            }
        }
    }

    /// <summary>
    /// Writes the method that chooses by the width in what groups the units' parameters are packed. The JIT knows the width, so the machine
    /// code has only one of the branches.
    /// </summary>
    private void Choice(IReadOnlyList<(int Width, BatchLayer Layer)> layers, Phase? phase)
    {
        BatchLayer layer = layers[0].Layer;
        code.Comment(
            $"One step of layer {layer.Layer.Name}, a vector of sequences side by side: "
            + "units whose parameters are packed in groups of one size follow each other.");
        code.Attribute(names.Inlined);
        string name = BatchUnitsWriter.Name(layer, phase);
        string parameters = BatchUnitsWriter.Parameters(layer, plan);
        using (code.Block($"private static void {name}{_form.Lanes.TypeParameters}({parameters}){_form.Lanes.Constraint}"))
        {
            for (int at = 0; at < layers.Count; at++)
            {
                bool isLast = at == layers.Count - 1;
                string condition = isLast ? "" : $"if ({LaneHelpers.Count} == {layers[at].Width})";
                using (code.Block((at == 0 ? "" : isLast ? "else" : "else ") + condition))
                {
                    Calls(layers[at].Layer, phase);
                }
            }
        }
    }

    private void Calls(BatchLayer layer, Phase? phase)
    {
        string arguments = string.Join(", ", BatchUnitsWriter.ParameterNames(layer).Select(name => "ref " + name));
        foreach (BatchRun run in layer.Runs)
        {
            string group = LaneHelpers.Of(names, plan.Arithmetic, plan.Element.VectorBits(run.GroupLanes));
            string method = BatchUnitsWriter.NameOfGiven(layer, phase, run) + BatchUnitsWriter.Arguments(group);
            code.Line($"{method}({arguments}, {run.First}, {run.First + run.Count});");
        }
    }
}
