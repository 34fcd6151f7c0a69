using System.Collections.Generic;

namespace LstmGen.Generator.Model;

/// <summary>One of a layer's tensors, by Keras' name. A bias is one row.</summary>
/// <param name="Blocks">The letters of the gates whose columns are side by side; one empty name where there are no gates.</param>
/// <param name="BlockSize">Columns of each block.</param>
internal sealed record TensorShape(string Name, int Rows, IReadOnlyList<string> Blocks, int BlockSize)
{
    public const string Kernel = "kernel";
    public const string RecurrentKernel = "recurrent_kernel";
    public const string Bias = "bias";
    public const string Peephole = "peephole";
    public const string Projection = "projection";
    public const string Gamma = "gamma";
    public const string Beta = "beta";
    public const string Embeddings = "embeddings";

    public int Columns => Blocks.Count * BlockSize;

    public long Count => (long)Rows * Blocks.Count * BlockSize;

    /// <summary>The name in a sentence.</summary>
    public string Words => Name.Replace('_', ' ');

    public override string ToString() => Name is Bias or Peephole or Gamma or Beta ? $"[{Columns}]" : $"[{Rows}, {Columns}]";
}
