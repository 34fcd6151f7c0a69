using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>
/// A layer that computes a row from each row that it reads, without weighted sums. Its parameters are stored as given, row by row, not
/// packed for vectors.
/// </summary>
internal abstract record PositionwiseLayer(string Name, int Input, int Units)
    : WeightedLayer(Name, Input, Units, Activation.Linear, UseBias: false)
{
    private static readonly string[] OneColumn = [""];

    public override int Output => Units;

    public override bool HandsOnEveryStep => true;

    public override IEnumerable<WeightedLayer> Parts => [this];

    public override IReadOnlyList<string> Columns => OneColumn;

    public override int Recurrent => 0;

    public override int MostJoined => 1;

    public override bool IsPacked => false;

    public override int Rows => Tensors.Sum(tensor => tensor.Rows);

    public override int RowOf(string tensor) => Tensors.TakeWhile(other => other.Name != tensor).Sum(other => other.Rows);

    public override IEnumerable<TensorShape> Tensors => [];

    /// <summary>What the layer computes, by its part of <see cref="ArchitectureText"/>.</summary>
    public abstract string Architecture { get; }

    /// <summary>A tensor with a number of rows, each with a value for each unit.</summary>
    protected TensorShape Tensor(string name, int rows) => new(name, rows, Columns, Units);
}

/// <summary>
/// Layer normalization of each row: y = (x − mean)/√(variance + ε), times gamma plus beta for each value, where the layer has them.
/// </summary>
internal sealed record NormalizationLayer(string Name, int Input, float Epsilon, bool HasScale, bool HasOffset)
    : PositionwiseLayer(Name, Input, Input)
{
    public override string TypeName => "LayerNormalization";

    public override string Architecture => ArchitectureText.OfNormalization(this);

    public override IEnumerable<TensorShape> Tensors
    {
        get
        {
            if (HasScale)
            {
                yield return Tensor(TensorShape.Gamma, 1);
            }

            if (HasOffset)
            {
                yield return Tensor(TensorShape.Beta, 1);
            }
        }
    }
}

/// <summary>
/// A table with a row for each id: a step has one id, a whole number from 0, and the layer outputs that row. For anything that isn't an id
/// of the table every value is NaN.
/// </summary>
/// <param name="Count">How many rows the table has.</param>
internal sealed record EmbeddingLayer(string Name, int Count, int Units) : PositionwiseLayer(Name, Input: 1, Units)
{
    public override string TypeName => "Embedding";

    public override string Architecture => ArchitectureText.OfEmbedding(this);

    public override IEnumerable<TensorShape> Tensors => [Tensor(TensorShape.Embeddings, Count)];
}

/// <summary>
/// A residual sum: the row that the layer reads, plus the same step's row of the network's input or of another layer's output.
/// </summary>
/// <param name="Source">
/// The number of the layer whose output is added, or <see cref="OfInput"/>. It can't be the layer before this one.
/// </param>
internal sealed record AddLayer(string Name, int Input, int Source) : PositionwiseLayer(Name, Input, Input)
{
    /// <summary>The source that is the network's input.</summary>
    public const int OfInput = -1;

    public override string TypeName => "Add";

    public override string Architecture => ArchitectureText.OfSum(this);
}
