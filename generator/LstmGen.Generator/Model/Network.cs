using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>What is computed: layers that chain, at least one of them an LSTM, and the length of a sequence where it is fixed.</summary>
internal sealed record Network(EquatableArray<Layer> Layers, int? Steps)
{
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
}
