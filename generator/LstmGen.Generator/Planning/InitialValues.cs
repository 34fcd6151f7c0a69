using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>How some parameters are initialised before the first step of training.</summary>
internal enum InitialKind
{
    /// <summary>0.</summary>
    Zeros,

    /// <summary>1.</summary>
    Ones,

    /// <summary>Random numbers with a mean of 0 and a standard deviation of 1.</summary>
    Normal,

    /// <summary>Random numbers, uniform from minus a limit to the limit.</summary>
    Uniform,

    /// <summary>Sums of two such numbers.</summary>
    SumOfUniforms,

    /// <summary>The same as <see cref="Uniform"/> with the limit √(6/(inputs + outputs)) (Glorot, Bengio 2010).</summary>
    GlorotUniform,

    /// <summary>Random rows that are orthogonal to each other and of length 1, or columns if those are fewer.</summary>
    Orthogonal,
}

/// <summary>
/// Some columns of a tensor, all its rows, that one initialiser fills. Where columns belong to two initialisers, the later one applies.
/// </summary>
/// <param name="Layer">The layer with the tensor.</param>
/// <param name="Column">The first of the columns.</param>
internal sealed record InitialValues(WeightedLayer Layer, TensorShape Tensor, int Column, int Columns, InitialKind Kind)
{
    /// <summary>The limit of <see cref="InitialKind.Uniform"/> and of <see cref="InitialKind.SumOfUniforms"/>.</summary>
    public double Limit { get; init; }

    public int Rows => Tensor.Rows;

    /// <summary>The number of inputs for <see cref="InitialKind.GlorotUniform"/>: those of the whole tensor.</summary>
    public int FanIn => Tensor.Rows;

    /// <summary>The number of outputs for it: Keras counts all gates together.</summary>
    public int FanOut => Tensor.Columns;

    /// <summary>
    /// Those of a new network, in the order of its parameters, which is the order of the random numbers. None for a scaling: its factors
    /// and offsets are measured, not learned.
    /// </summary>
    public static IEnumerable<InitialValues> Of(Network network, TrainingInitializer initializer) =>
        network.Parts.SelectMany(layer => Of(layer, initializer));

    /// <summary>Those of one layer.</summary>
    public static IEnumerable<InitialValues> Of(WeightedLayer layer, TrainingInitializer initializer)
    {
        IEnumerable<TensorShape> tensors = layer is DenseLayer { IsScaling: true } ? [] : layer.Tensors;
        return initializer == TrainingInitializer.PyTorch
            ? tensors.Select(tensor => OfPyTorch(layer, tensor))
            : tensors.SelectMany(tensor => OfKeras(layer, tensor));
    }

    /// <summary>Keras' defaults. Peepholes are not Keras': they start at 0, so that a new cell computes as one without.</summary>
    private static IEnumerable<InitialValues> OfKeras(WeightedLayer layer, TensorShape tensor)
    {
        yield return tensor.Name switch
        {
            TensorShape.Kernel or TensorShape.Projection => Whole(layer, tensor, InitialKind.GlorotUniform),
            TensorShape.RecurrentKernel => Whole(layer, tensor, InitialKind.Orthogonal),
            TensorShape.Embeddings => Whole(layer, tensor, InitialKind.Uniform) with { Limit = 0.05 },
            TensorShape.Gamma => Whole(layer, tensor, InitialKind.Ones),
            _ => Whole(layer, tensor, InitialKind.Zeros),
        };
        if (tensor.Name == TensorShape.Bias && layer is RecurrentLayer { OpenGate: { } open })
        {
            int gate = tensor.Blocks.TakeWhile(block => block != open).Count();
            yield return new InitialValues(layer, tensor, gate * tensor.BlockSize, tensor.BlockSize, InitialKind.Ones);
        }
    }

    /// <summary>
    /// PyTorch's defaults: for an LSTM, including its projection, 1/√units is the limit of everything, and each bias is the sum of two; for
    /// a fully connected layer the limit is 1/√inputs, and the inputs of a projection are the units.
    /// </summary>
    private static InitialValues OfPyTorch(WeightedLayer layer, TensorShape tensor)
    {
        double limit = 1 / Math.Sqrt(layer is RecurrentLayer ? layer.Units : layer.Input);
        return tensor.Name switch
        {
            TensorShape.Gamma => Whole(layer, tensor, InitialKind.Ones),
            TensorShape.Beta => Whole(layer, tensor, InitialKind.Zeros),
            TensorShape.Embeddings => Whole(layer, tensor, InitialKind.Normal),
            TensorShape.Bias when layer is RecurrentLayer => Whole(layer, tensor, InitialKind.SumOfUniforms) with { Limit = limit },
            _ => Whole(layer, tensor, InitialKind.Uniform) with { Limit = limit },
        };
    }

    private static InitialValues Whole(WeightedLayer layer, TensorShape tensor, InitialKind kind) =>
        new(layer, tensor, 0, tensor.Columns, kind);
}
