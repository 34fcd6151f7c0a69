using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>A vector with the sums of one gate, or of several gates side by side.</summary>
/// <param name="Name">The local variable.</param>
/// <param name="First">The index of the first gate among the sums that are computed together.</param>
/// <param name="Gates">The gates by their letters, as suffixed to K, R and b in the equations.</param>
/// <param name="Sum">The first sum; the others have the same terms.</param>
internal sealed record GateVector(string Name, int First, int Count, string Gates, CellSum Sum);

/// <summary>The local variable of a value that a unit already has: of its state, or of what an earlier phase kept.</summary>
/// <param name="Name">The value, as in the equations.</param>
/// <param name="Loaded">The expression that it is read from when first needed, or null if its variable already has it.</param>
internal sealed record OwnValue(string Name, string Variable, string? Loaded);

/// <summary>
/// Writes what one group of units computes from its weighted sums in a phase of a cell: the mathematics of the cell, once for every
/// schedule and vector width. The gates are finished in order; the parts of the state that they need are written in between.
/// </summary>
/// <param name="lanes">A lane for each unit of the group.</param>
/// <param name="sumLanes">The vectors of the sums: they have that many lanes for each gate that they join.</param>
/// <param name="suffix">The suffix of the names of the group's local variables.</param>
/// <param name="own">The values that the units already have.</param>
internal sealed class CellWriter(CodeWriter code, Lanes lanes, Lanes sumLanes, Phase phase, string suffix, params OwnValue[] own)
{
    private readonly HashSet<string> _declared = [.. own.Where(value => value.Loaded is null).Select(value => value.Variable)];
    private bool _isUpdated;

    /// <summary>Names that methods of a layer use for memory and loop variables.</summary>
    private static readonly HashSet<string> Taken = ["p", "s", "x", "y", "h", "w", "z", "u", "k"];

    /// <summary>The vectors with the sums of a group.</summary>
    public static IReadOnlyList<GateVector> Vectors(IReadOnlyList<CellSum> sums, Group group, string suffix) =>
        [.. Enumerable.Range(0, sums.Count / group.Joined).Select(vector => Vector(sums, vector * group.Joined, group.Joined, suffix))];

    private static GateVector Vector(IReadOnlyList<CellSum> sums, int first, int count, string suffix)
    {
        List<CellSum> joined = [.. sums.Skip(first).Take(count)];
        if (count > 1 && count == sums.Count)
        {
            return new GateVector("gates" + suffix, first, count, "", joined[0]);
        }

        string name = string.Join("And", joined.Select((sum, at) => at == 0 ? Free(sum.Name) : sum.Name.ToUpperInvariant()));
        string letters = string.Concat(joined.Select(sum => sum.Letter));
        return new GateVector(name + suffix, first, count, letters.Length == 0 ? "" : "_" + letters, joined[0]);
    }

    /// <summary>Turns a vector of sums into its gates, and gives each gate that it joins a local variable of its own.</summary>
    /// <param name="weight">The sum's own weights, if it has any.</param>
    public void Finish(GateVector vector, string? weight)
    {
        // Gates whose sums are prepared in different ways part before that.
        bool isPrepared = ArePreparedAlike(vector);
        if (isPrepared)
        {
            Prepare(vector, sumLanes, weight);
        }

        GateActivations activations = Of(phase.Sums, vector);
        bool isJoined = isPrepared && activations.CanJoin(lanes.ElementType);
        if (isJoined)
        {
            sumLanes.Apply(code, activations, vector.Name);
        }

        for (int at = 0; vector.Count > 1 && at < vector.Count; at++)
        {
            CellSum gate = phase.Sums[vector.First + at];
            string name = Free(gate.Name) + suffix;
            code.Line($"{lanes.Type} {name} = {sumLanes.Part(vector.Name, at, vector.Count)};");
            if (!isPrepared)
            {
                Prepare(new GateVector(name, vector.First + at, 1, "", gate), lanes, weight);
            }

            if (!isJoined)
            {
                lanes.Apply(code, GateActivations.Of(gate.Activation), name);
            }
        }
    }

    /// <summary>Writes the new state, unless it is already written.</summary>
    public void Update()
    {
        if (_isUpdated)
        {
            return;
        }

        _isUpdated = true;
        Load(phase.Update.Statements.Select(statement => statement.Value));
        foreach (Statement statement in phase.Update.Statements)
        {
            string name = Local(statement.Variable.Name);
            bool isKnown = !_declared.Add(name);
            code.Line($"{(isKnown ? "" : lanes.Type + " ")}{name} = {lanes.Spell(Local(statement.Value))};");
        }
    }

    /// <summary>The expressions of what the phase keeps: for the last one the new hidden state, or the input of a projection.</summary>
    public IReadOnlyList<string> Results()
    {
        Update();
        Load(phase.Update.Results);
        return [.. phase.Update.Results.Select(result => lanes.Spell(Local(result)))];
    }

    private static GateActivations Of(IReadOnlyList<CellSum> sums, GateVector vector) =>
        GateActivations.Of(sums.Skip(vector.First).Take(vector.Count).Select(sum => sum.Activation));

    private bool ArePreparedAlike(GateVector vector) =>
        phase.Sums.Skip(vector.First).Take(vector.Count).All(sum => sum.Before == vector.Sum.Before);

    /// <summary>Writes what happens to a sum before its activation, if anything does.</summary>
    /// <param name="of">The lanes of the vector.</param>
    private void Prepare(GateVector vector, Lanes of, string? weight)
    {
        if (vector.Sum.Before is not { } before)
        {
            return;
        }

        if (vector.Sum.ReadsNewState)
        {
            Update();
        }

        Load(before.Expressions);
        foreach (Statement statement in before.Statements)
        {
            string line = $"{vector.Name} = {of.Spell(Named(statement.Value, Name))};";
            if (statement.Comment is null)
            {
                code.Line(line);
            }
            else
            {
                code.Line(line, statement.Comment);
            }
        }

        string Name(string name) => name == CellSum.Sum ? vector.Name : name == CellSum.Weight ? weight! : Local(name);
    }

    /// <summary>Reads the existing values that expressions need into local variables.</summary>
    private void Load(IEnumerable<Expression> expressions)
    {
        IEnumerable<Variable> variables = expressions.SelectMany(expression => expression.Parts).OfType<Variable>();
        HashSet<string> read = [.. variables.Select(variable => variable.Name)];
        foreach (OwnValue value in own.Where(value => read.Contains(value.Name) && _declared.Add(value.Variable)))
        {
            code.Line($"{lanes.Type} {value.Variable} = {value.Loaded};");
        }
    }

    /// <summary>The local variable of a value.</summary>
    public string Variable(string name) => Local(name);

    private string Local(string name) => own.FirstOrDefault(value => value.Name == name)?.Variable ?? Free(name) + suffix;

    /// <summary>A name that isn't taken.</summary>
    private static string Free(string name) => Taken.Contains(name) ? name + "Gate" : name;

    private Expression Local(Expression expression) => Named(expression, Local);

    private static Expression Named(Expression expression, System.Func<string, string> name) =>
        expression.Rewritten(part => part is Variable variable ? new Variable(name(variable.Name)) : part);
}
