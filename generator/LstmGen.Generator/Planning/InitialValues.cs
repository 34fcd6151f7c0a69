using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>What some parameters are before the first step of training.</summary>
internal enum InitialKind
{
    /// <summary>0.</summary>
    Zeros,

    /// <summary>1.</summary>
    Ones,

    /// <summary>Random numbers with a mean of 0 and a standard deviation of 1.</summary>
    Normal,

    /// <summary>Random numbers from minus a limit to it, each as likely as another.</summary>
    Uniform,

    /// <summary>Each the sum of two such numbers.</summary>
    SumOfUniforms,

    /// <summary>The same as <see cref="Uniform"/> with the limit √(6/(inputs + outputs)) (Glorot, Bengio 2010).</summary>
    GlorotUniform,

    /// <summary>Random rows that are orthogonal to each other and have the length 1, or columns where there are fewer.</summary>
    Orthogonal,
}

/// <summary>
/// Some columns of a tensor, all its rows, that one initialiser fills. Where columns belong to two, the later one holds.
/// </summary>
/// <param name="Layer">Whose tensor it is.</param>
/// <param name="Column">The first of the columns.</param>
internal sealed record InitialValues(WeightedLayer Layer, TensorShape Tensor, int Column, int Columns, InitialKind Kind)
{
    /// <summary>The limit of <see cref="InitialKind.Uniform"/> and of what is a sum of these.</summary>
    public double Limit { get; init; }

    public int Rows => Tensor.Rows;

    /// <summary>How many inputs <see cref="InitialKind.GlorotUniform"/> counts: those of the whole tensor.</summary>
    public int FanIn => Tensor.Rows;

    /// <summary>The same of outputs: Keras takes all gates together.</summary>
    public int FanOut => Tensor.Columns;

    /// <summary>
    /// Those of a new network, in the order of its parameters, in which the random numbers are drawn. None for a scaling: its factors and
    /// offsets are measured, not learned.
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

    /// <summary>Keras' defaults. Peepholes are not Keras': they start at 0, so that a new cell is one without.</summary>
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
    /// PyTorch's defaults: of an LSTM, its projection among it, 1/√units is the limit of everything, and each bias is the sum of two; of a
    /// fully connected layer it is 1/√inputs, and the inputs of a projection are the units.
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
