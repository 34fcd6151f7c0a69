using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>One layer of a network, as a user or a framework counts them: what is computed, not how.</summary>
/// <param name="Name">Keras' name, such as <c>lstm_1</c>.</param>
/// <param name="Input">Features that the layer reads at a step.</param>
internal abstract record Layer(string Name, int Input)
{
    /// <summary>Keras' name of the layer's class.</summary>
    public abstract string TypeName { get; }

    /// <summary>Features in each row that the layer outputs.</summary>
    public abstract int Output { get; }

    /// <summary>Whether the layer outputs a row for every step that it reads, or only for the last.</summary>
    public abstract bool HandsOnEveryStep { get; }

    /// <summary>What the layer is made of, in the order of its parameters: a bidirectional layer has an LSTM for each direction.</summary>
    public abstract IEnumerable<WeightedLayer> Parts { get; }

    /// <summary>Whether a state passes from step to step in it.</summary>
    public bool IsRecurrent => Parts.Any(part => part is RecurrentLayer);

    /// <summary>
    /// Whether an output row depends on more than one input row; otherwise each output row depends only on the input row in its place.
    /// </summary>
    public virtual bool IsOverTime => IsRecurrent;

    /// <summary>Whether it reads a row for each step of a sequence, rather than a single row.</summary>
    public virtual bool ReadsSequence => IsRecurrent;

    /// <summary>Whether a step can be computed when it arrives, without the steps after it.</summary>
    public bool IsStreaming => this is not RowsLayer && Parts.OfType<RecurrentLayer>().All(layer => layer.Direction == Direction.Forward);

    /// <summary>Why a step can't be computed when it arrives, where that is so.</summary>
    public virtual string Obstacle => "reads a sequence from the end";

    /// <summary>Whether the output rows are ordered from the last step to the first.</summary>
    public bool RowsAreBackwards => Parts.FirstOrDefault() is RecurrentLayer { Direction: Direction.GoBackwards or Direction.Turned };

    /// <summary>How many rows the layer outputs; null where that is any number.</summary>
    /// <param name="read">How many it reads; null for any number.</param>
    public virtual int? RowsOf(int? read) => HandsOnEveryStep ? read : 1;

    public long ParameterCount => Parts.Sum(part => part.Tensors.Sum(tensor => tensor.Count));

    /// <summary>The name as a C# identifier: <c>lstm_1</c> is <c>Lstm1</c>.</summary>
    public string PascalName => string.Concat(Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    /// <summary>The name as it starts local variables' names: <c>lstm_1</c> is <c>lstm1</c>.</summary>
    public string CamelName => char.ToLowerInvariant(PascalName[0]) + PascalName.Substring(1);
}

/// <summary>A layer whose units compute weighted sums: what is packed, laid out in memory and scheduled as a whole.</summary>
internal abstract record WeightedLayer(string Name, int Input, int Units, Activation Activation, bool UseBias) : Layer(Name, Input)
{
    /// <summary>The gates by their letters: each has a column for each unit in the layer's matrices.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>How many columns each unit has.</summary>
    public int Gates => Columns.Count;

    /// <summary>How many values of the layer's own hidden state each sum includes.</summary>
    public abstract int Recurrent { get; }

    /// <summary>How many gates may share a vector while they are summed.</summary>
    public abstract int MostJoined { get; }

    /// <summary>Whether the parameters are packed for vectors of units, or stored as given.</summary>
    public virtual bool IsPacked => true;

    /// <summary>Rows of the packed parameters: the bias, the kernel's, the recurrent kernel's, and those that a cell has besides.</summary>
    public abstract int Rows { get; }

    /// <summary>The first of the packed rows that belong to a tensor of some name.</summary>
    public abstract int RowOf(string tensor);

    /// <summary>The layer's parameters, tensor by tensor, in the order of the flat parameters.</summary>
    public abstract IEnumerable<TensorShape> Tensors { get; }
}

/// <summary>A fully connected layer, at every step or after the last one.</summary>
internal sealed record DenseLayer(string Name, int Input, int Units, Activation Activation, bool UseBias)
    : WeightedLayer(Name, Input, Units, Activation, UseBias)
{
    private static readonly string[] OneColumn = [""];

    /// <summary>Whether this is the projection of an LSTM layer, which has no activation and no bias.</summary>
    public bool IsProjection { get; init; }

    /// <summary>
    /// Whether this isn't a layer of a trained file but factors and offsets stored beside its layers: each unit reads one feature. It is
    /// computed like any other layer; its name says what it is.
    /// </summary>
    public bool IsScaling { get; init; }

    public override string TypeName => IsScaling ? "Scaling" : "Dense";

    public override int Output => Units;

    public override bool HandsOnEveryStep => true;

    public override IEnumerable<WeightedLayer> Parts => [this];

    public override IReadOnlyList<string> Columns => OneColumn;

    public override int Recurrent => 0;

    public override int MostJoined => 1;

    public override int Rows => 1 + Input;

    public override int RowOf(string tensor) => tensor == TensorShape.Bias ? 0 : 1;

    public override IEnumerable<TensorShape> Tensors
    {
        get
        {
            yield return new TensorShape(IsProjection ? TensorShape.Projection : TensorShape.Kernel, Input, Columns, Units);
            if (UseBias)
            {
                yield return new TensorShape(TensorShape.Bias, 1, Columns, Units);
            }
        }
    }
}
