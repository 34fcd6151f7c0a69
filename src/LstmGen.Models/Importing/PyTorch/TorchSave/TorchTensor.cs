using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.PyTorch.Pickles;

namespace LstmGen.Models.Importing.PyTorch.TorchSave;

/// <summary>A tensor as a pickle states it: numbers of a storage, from an offset on, a stride apart in each dimension.</summary>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, IReadOnlyList<long> Shape, IReadOnlyList<long> Strides)
{
    private const int MostDimensions = 64;

    /// <param name="arguments">Storage, offset, sizes and strides, with which PyTorch rebuilds a tensor.</param>
    /// <exception cref="PickleException">They aren't a tensor's, or the tensor reaches beyond its storage.</exception>
    public static TorchTensor Of(IReadOnlyList<object> arguments)
    {
        if (arguments is not [TorchStorage storage, long offset, PickleTuple sizes, PickleTuple strides, ..])
        {
            throw new PickleException("a tensor has a storage, an offset, sizes and strides");
        }

        var tensor = new TorchTensor(storage, offset, Numbers(sizes, "sizes"), Numbers(strides, "strides"));
        if (tensor.Shape.Count != tensor.Strides.Count || tensor.Shape.Count > MostDimensions)
        {
            throw new PickleException($"a tensor of storage {Shown.Text(storage.Key)} has {tensor.Shape.Count} sizes and {tensor.Strides.Count} strides; it needs as many of both, and at most {MostDimensions}");
        }

        if (offset < 0 || tensor.End() > storage.Count)
        {
            throw new PickleException(FormattableString.Invariant(
                $"a tensor of the sizes {Shown.Shape(tensor.Shape)} and the strides {Shown.Shape(tensor.Strides)} from {offset} on reaches beyond its storage {Shown.Text(storage.Key)}, which has {storage.Count:N0} numbers"));
        }

        return tensor;
    }

    /// <summary>
    /// The positions of its numbers in the storage, row by row. Their number is the product of the sizes, which the caller must have
    /// limited.
    /// </summary>
    public IEnumerable<int> Places()
    {
        var index = new long[Shape.Count];
        long place = Offset;
        if (Shape.Contains(0))
        {
            yield break;
        }

        while (true)
        {
            yield return (int)place;
            int dimension = Shape.Count - 1;
            for (; dimension >= 0; dimension--)
            {
                place += Strides[dimension];
                if (++index[dimension] < Shape[dimension])
                {
                    break;
                }

                place -= Shape[dimension] * Strides[dimension];
                index[dimension] = 0;
            }

            if (dimension < 0)
            {
                yield break;
            }
        }
    }

    private static List<long> Numbers(PickleTuple tuple, string what) => tuple.Items.All(item => item is long and >= 0)
        ? tuple.Items.Cast<long>().ToList()
        : throw new PickleException($"the {what} of a tensor are whole numbers that aren't negative");

    /// <summary>The position after its last number.</summary>
    private Int128 End() => Shape.Contains(0)
        ? Offset
        : Offset + 1 + Shape.Zip(Strides, (size, stride) => (Int128)(size - 1) * stride).Aggregate(Int128.Zero, SaturatingAdd);

    /// <summary>A few products of two numbers of 63 bits can exceed 127 bits together.</summary>
    private static Int128 SaturatingAdd(Int128 sum, Int128 next) => sum > Int128.MaxValue / 2 ? sum : sum + next;
}
