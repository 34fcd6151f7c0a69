using System;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Where a row of values starts: the name of its memory, and an index in it, which may be an expression.</summary>
internal readonly record struct RowStart(string Memory, string At)
{
    /// <summary>The index of one of its values.</summary>
    public string Of(string k) => At == "0" ? k : At + " + " + k;
}

/// <summary>Writes code that computes a row of a layer without weighted sums, inline where the layers around it are called.</summary>
internal sealed class PositionwiseWriter(CodeWriter code, LaneSet lanes)
{
    private readonly Memory _memory = lanes.Memory;

    /// <param name="x">What the layer reads.</param>
    /// <param name="y">Where it writes its row.</param>
    /// <param name="added">Where the row that a residual sum adds is, by the number of its layer.</param>
    public void Write(LayerLayout layout, RowStart x, RowStart y, Func<int, RowStart> added)
    {
        switch (layout.Layer)
        {
            case AddLayer sum:
                Sum(sum, x, y, added(sum.Source));
                break;
            case EmbeddingLayer embedding:
                code.Line(EmbeddingHelpers.Call(lanes, embedding, layout.PackedStart, From(x), From(y)));
                break;
            case NormalizationLayer normalization:
                code.Line(NormalizationHelpers.Call(lanes, normalization, layout.PackedStart, From(x), From(y)));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(layout));
        }
    }

    private void Sum(AddLayer sum, RowStart x, RowStart y, RowStart added)
    {
        code.Comment($"Layer {sum.Name}: a residual sum");
        using (code.Block($"for (int k = 0; k < {sum.Units}; k++)"))
        {
            string value = lanes.Scalar.Spell(Value(x) + Value(added));
            code.Line($"{_memory.Element(y.Memory, y.Of("k"))} = {value};");
        }
    }

    private string From(RowStart row) => _memory.From(row.Memory, row.At);

    private Variable Value(RowStart row) => new(_memory.Element(row.Memory, row.Of("k")));
}
