using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>The order in which a layer reads the steps of a sequence, and the order of its output rows.</summary>
internal enum Direction
{
    /// <summary>From the first step to the last.</summary>
    Forward,

    /// <summary>
    /// From the last step to the first, with the rows in the input's order: ONNX' reverse, PyTorch's and Keras' backward half of a
    /// bidirectional layer.
    /// </summary>
    Backward,

    /// <summary>From the last step to the first, with the rows in the order in which they are computed: Keras' go_backwards.</summary>
    GoBackwards,

    /// <summary>
    /// From the first step to the last, with the rows from the last to the first: Keras' second half of a bidirectional layer around one
    /// that goes backwards.
    /// </summary>
    Turned,
}

/// <summary>A part of what a layer passes from one step to the next.</summary>
/// <param name="Name">As in the equations.</param>
/// <param name="Word">Which state it is, in one word: "hidden" or "cell".</param>
internal sealed record StateSlot(string Name, string Word, int Count)
{
    public const string Hidden = "h";

    /// <summary>The name in a sentence.</summary>
    public string Words => Word + " state";

    /// <summary>The name as part of a member's name.</summary>
    public string PascalName => char.ToUpperInvariant(Word[0]) + Word.Substring(1);
}

/// <summary>
/// A layer in one direction whose units have a state, which passes from step to step, and a cell that computes the next one. This type has
/// the sizes; the generator's <c>Cells</c> say what the cell computes.
/// </summary>
internal abstract record RecurrentLayer(string Name, int Input, int Units, Activation Activation, bool UseBias, bool ReturnSequences)
    : WeightedLayer(Name, Input, Units, Activation, UseBias)
{
    /// <summary>What follows a layer's name in the name of its projection.</summary>
    public const string ProjectionSuffix = "_projection";

    public Direction Direction { get; init; }

    /// <summary>Whether the layer reads its input from the last step to the first.</summary>
    public bool ReadsBackwards => Direction is Direction.Backward or Direction.GoBackwards;

    /// <summary>What the layer computes, by its part of <see cref="ArchitectureText"/> but for the direction.</summary>
    public abstract string Architecture { get; }

    /// <summary>
    /// The gate whose bias is 1 in a new layer, so that it is open at first (Keras' <c>unit_forget_bias</c>); null where there is none.
    /// </summary>
    public virtual string? OpenGate => null;

    /// <summary>The projection, a layer that is computed after each step; null where the hidden state has a value for each unit.</summary>
    public virtual DenseLayer? Projector => null;

    /// <summary>What passes from step to step: the hidden state, which is the layer's output, and whatever else the cell has.</summary>
    public abstract IReadOnlyList<StateSlot> State { get; }

    public int StateCount => State.Sum(slot => slot.Count);

    public override int Output => Projector?.Output ?? Units;

    public override bool HandsOnEveryStep => ReturnSequences;

    public override IEnumerable<WeightedLayer> Parts => Projector is { } projector ? [this, projector] : [this];

    public override int Recurrent => Output;

    public override int Rows => FirstOwnRow + Own.Count;

    /// <summary>Tensors of one row that a cell has besides the kernels and the bias.</summary>
    protected virtual IReadOnlyList<TensorShape> Own => [];

    private int FirstOwnRow => 1 + Input + Recurrent;

    public override int RowOf(string tensor) => tensor switch
    {
        TensorShape.Bias => 0,
        TensorShape.Kernel => 1,
        TensorShape.RecurrentKernel => 1 + Input,
        _ => FirstOwnRow + Own.TakeWhile(own => own.Name != tensor).Count(),
    };

    public override IEnumerable<TensorShape> Tensors
    {
        get
        {
            yield return new TensorShape(TensorShape.Kernel, Input, Columns, Units);
            yield return new TensorShape(TensorShape.RecurrentKernel, Recurrent, Columns, Units);
            if (UseBias)
            {
                yield return new TensorShape(TensorShape.Bias, 1, Columns, Units);
            }

            foreach (TensorShape own in Own)
            {
                yield return own;
            }
        }
    }
}
