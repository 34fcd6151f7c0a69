using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>What is computed: layers that chain, at least one of them an LSTM, and the length of a sequence where it is fixed.</summary>
internal sealed record Network(EquatableArray<Layer> Layers, int? Steps)
{
    /// <summary>Whether the first features of a step's input are added to the outputs, one to each.</summary>
    public bool Skip { get; init; }

    /// <summary>The parameters of a trained model in the order of Keras' <c>get_weights()</c>, or null where they are given at run time.</summary>
    public Floats? Parameters { get; init; }

    /// <summary>Where a sequence starts: h, then c of each LSTM layer, a value for each unit; null where all are zero.</summary>
    public Floats? InitialState { get; init; }

    public int InputSize => Layers[0].Input;

    public int OutputSize => Layers[Layers.Count - 1].Units;

    /// <summary>The index of the last recurrent layer: what stands behind it is the head.</summary>
    public int LastRecurrent
    {
        get
        {
            int last = Layers.Count - 1;
            while (Layers[last] is not LstmLayer)
            {
                last--;
            }

            return last;
        }
    }

    /// <summary>Whether a whole-sequence call writes an output row for every step, or for the last alone.</summary>
    public bool ReturnsSequences => ((LstmLayer)Layers[LastRecurrent]).ReturnSequences;

    public long ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>How many values the hidden states and the cell states of all layers are.</summary>
    public int StateCount => 2 * Layers.OfType<LstmLayer>().Sum(layer => layer.Units);

    /// <summary>The parameters of a layer, tensor by tensor, in the order in which they stand in the flat parameters.</summary>
    public static IEnumerable<TensorShape> Tensors(Layer layer)
    {
        int columns = layer.Gates * layer.Units;
        yield return new TensorShape("kernel", layer.Input, columns);
        if (layer.Recurrent > 0)
        {
            yield return new TensorShape("recurrent_kernel", layer.Recurrent, columns);
        }

        if (layer.UseBias)
        {
            yield return new TensorShape("bias", 1, columns);
        }
    }
}

/// <summary>One of a layer's tensors, by Keras' name. A bias is one row.</summary>
internal sealed record TensorShape(string Name, int Rows, int Columns)
{
    public long Count => (long)Rows * Columns;

    public override string ToString() => Name == "bias" ? $"[{Columns}]" : $"[{Rows}, {Columns}]";
}
