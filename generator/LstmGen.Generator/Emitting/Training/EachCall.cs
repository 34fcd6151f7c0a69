using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>A call of an elementwise method: what it reads and writes, and where in this call.</summary>
internal sealed class EachCall(string name, string meaning)
{
    private readonly List<(Rows Rows, string At)> _rows = [];
    private readonly List<(string, IReadOnlyList<Place>)> _reads = [];
    private readonly List<(Place, Expression)> _writes = [];

    /// <summary>Names rows and their start.</summary>
    public Rows At(string name, string at, int slots = 1, string array = "tape")
    {
        var rows = new Rows(name, array, slots);
        _rows.Add((rows, at));
        return rows;
    }

    /// <summary>Reads a variable: the sum of the values in some places.</summary>
    public void Read(string variable, params Place[] places) => _reads.Add((variable, places));

    public void Write(Place place, Expression value) => _writes.Add((place, value));

    /// <summary>The call; its method is written if it doesn't exist yet.</summary>
    public string Text(TapeText tape, IReadOnlyList<Statement> statements, string steps, int units)
    {
        string[] arrays = [.. _rows.Select(one => one.Rows.Array).Distinct()];
        var each = new Each(name, meaning, arrays, [.. _rows.Select(one => one.Rows)], _reads, statements, _writes);
        string method = tape.EachWriter.Ask(each);
        (string rows, string width) = tape.Each(steps, units);
        string arguments = CodeWriter.List([.. arrays.Select(array => "_" + array), rows, width, .. _rows.Select(one => one.At)]);
        return $"{method}({arguments});";
    }
}
