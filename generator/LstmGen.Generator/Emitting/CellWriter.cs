using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>A vector in which one gate is summed up, or several gates side by side.</summary>
/// <param name="Name">The local variable.</param>
/// <param name="First">The first of them among the layer's gates.</param>
/// <param name="Gates">The gates by their letters, as they stand behind K, R and b in the equations.</param>
internal sealed record GateVector(string Name, int First, int Count, string Gates);

/// <summary>
/// Writes what one group of units computes from its weighted sums: the mathematics of an LSTM's cell, once for every schedule and vector
/// width. The gates are finished in their order; what they need of the cell state is written in between.
/// </summary>
/// <param name="lanes">A lane for each unit of the group.</param>
/// <param name="sumLanes">The vectors of the sums: as many lanes for each gate that they join.</param>
/// <param name="suffix">What is behind the names of the group's local variables.</param>
/// <param name="cell">The local variable of the cell state.</param>
/// <param name="loaded">What the cell state is read from when it is first needed, or null where its variable lives from step to step.</param>
internal sealed class CellWriter(CodeWriter code, Lanes lanes, Lanes sumLanes, LstmLayer layer, string suffix, string cell, string? loaded = null)
{
    private bool _isLoaded = loaded is null;
    private bool _isUpdated;

    /// <summary>The vectors in which a layer's sums stand.</summary>
    public static IReadOnlyList<GateVector> Vectors(WeightedLayer layer, Group group, string suffix)
    {
        if (layer is not LstmLayer lstm)
        {
            return [new GateVector("sum" + suffix, 0, 1, "")];
        }

        return Enumerable.Range(0, layer.Gates / group.Joined)
            .Select(vector =>
            {
                int first = vector * group.Joined;
                List<Gate> gates = lstm.Sums.Skip(first).Take(group.Joined).ToList();
                bool isAll = group.Joined == layer.Gates;
                string name = isAll ? "gates" : string.Join("And", gates.Select((gate, at) => at == 0 ? CellEquations.Local(gate) : CellEquations.Local(gate).ToUpperInvariant()));
                return new GateVector(name + suffix, first, group.Joined, isAll ? "" : "_" + string.Concat(gates.Select(LstmLayer.Letter)));
            })
            .ToList();
    }

    /// <summary>Makes a vector of sums to its gates, and gives each gate that it joins a local variable of its own.</summary>
    /// <param name="peephole">The peephole weights of the vector's gate, where the layer has some.</param>
    public void Finish(GateVector vector, string? peephole)
    {
        if (peephole is not null && LstmLayer.HasPeephole(GateOf(vector.First)))
        {
            if (GateOf(vector.First) == Gate.Output)
            {
                UpdateCell();
            }

            Load();
            Expression sum = LstmCell.WithPeephole(Value(vector.Name), Value(cell), Value(peephole));
            code.Line($"{vector.Name} = {sumLanes.Spell(sum)};", $"+ p{vector.Gates}∘c");
        }

        if (layer.Clip is float limit)
        {
            Clip(sumLanes, vector.Name, limit);
        }

        GateActivations activations = Of(layer, vector);
        if (activations.CanJoin(lanes.ElementType))
        {
            sumLanes.Apply(code, activations, vector.Name);
        }

        for (int at = 0; vector.Count > 1 && at < vector.Count; at++)
        {
            Gate gate = GateOf(vector.First + at);
            string name = CellEquations.Local(gate) + suffix;
            code.Line($"{lanes.Type} {name} = {sumLanes.Part(vector.Name, at, vector.Count)};");
            if (!activations.CanJoin(lanes.ElementType))
            {
                lanes.Apply(code, GateActivations.Of(layer.ActivationOf(gate)), name);
            }
        }
    }

    /// <summary>Writes the new cell state, if that is not done.</summary>
    public void UpdateCell()
    {
        if (_isUpdated)
        {
            return;
        }

        _isUpdated = true;
        Load();
        if (layer.IsCoupled)
        {
            code.Line($"{lanes.Type} f{suffix} = {lanes.Spell(LstmCell.CoupledForget(Value("i" + suffix)))};");
        }

        code.Line($"{cell} = {lanes.Spell(LstmCell.State(Value("f" + suffix), Value(cell), Value("i" + suffix), Value("g" + suffix)))};");
        if (layer.CellClip is float limit)
        {
            Clip(lanes, cell, limit);
        }
    }

    /// <summary>The expression of the new hidden state, or of what a projection makes it of.</summary>
    public string Hidden()
    {
        UpdateCell();
        return lanes.Spell(LstmCell.Hidden(Value("o" + suffix), Value(cell), layer.CellActivation));
    }

    private static Variable Value(string name) => new(name);

    private static GateActivations Of(LstmLayer layer, GateVector vector) =>
        GateActivations.Of(Enumerable.Range(vector.First, vector.Count).Select(gate => layer.ActivationOf(layer.Sums[gate])));

    private void Load()
    {
        if (!_isLoaded)
        {
            code.Line($"{lanes.Type} {cell} = {loaded};");
            _isLoaded = true;
        }
    }

    private Gate GateOf(int index) => layer.Sums[index];

    private void Clip(Lanes clipped, string name, float limit)
    {
        double meant = clipped.ElementType.Meant(limit);
        code.Line($"{name} = {clipped.Spell(Functions.AtLeast(Value(name), -meant))};");
        code.Line($"{name} = {clipped.Spell(Functions.AtMost(Value(name), meant))};");
    }
}
