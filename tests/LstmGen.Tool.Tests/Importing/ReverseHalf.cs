using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>Finds the parameters of the halves of bidirectional layers.</summary>
internal static class ReverseHalf
{
    /// <summary>The bias of one half of the first layer.</summary>
    public static float[] Biases(Network network, bool reverse)
    {
        var both = Assert.IsType<BidirectionalLayer>(network.Layers[0]);
        RecurrentLayer wanted = reverse ? both.Backward : both.Forward;
        int at = 0;
        foreach (WeightedLayer part in network.Parts)
        {
            foreach (TensorShape tensor in part.Tensors)
            {
                if (part == wanted && tensor.Name == TensorShape.Bias)
                {
                    return network.Parameters!.Skip(at).Take((int)tensor.Count).ToArray();
                }

                at += (int)tensor.Count;
            }
        }

        throw new KeyNotFoundException();
    }
}
