using System;
using System.Diagnostics;

namespace LstmGen;

/// <summary>
/// Adds training to the network that is generated into the annotated partial class or struct: a nested class <c>Trainer</c>, which has
/// parameters of its own and learns them from sequences of inputs and targets.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
[Conditional("LSTMGEN_KEEP_ATTRIBUTES")]
public sealed class TrainingAttribute : Attribute
{
    /// <summary>The loss that training minimises. The default is <see cref="TrainingLoss.MeanSquared"/>.</summary>
    public TrainingLoss Loss { get; set; }

    /// <summary>How an update changes the parameters. The default is <see cref="TrainingOptimizer.Adam"/>.</summary>
    public TrainingOptimizer Optimizer { get; set; }

    /// <summary>How a seed initialises the parameters. The default is <see cref="TrainingInitializer.Keras"/>.</summary>
    public TrainingInitializer Initializer { get; set; }

    /// <summary>
    /// The number of steps in each sequence that is trained on. Needed where the network has none of its own: it is then the window of a
    /// stream, with an output for each step. Elsewhere it may be left out, and must equal the network's where it is given.
    /// </summary>
    public int Steps { get; set; }

    /// <summary>
    /// The names of the layers that are trained, as <c>Summary</c> lists them, with commas between them: <c>"dense"</c>, or
    /// <c>"lstm_1, dense"</c>. The others keep their parameters. By default, all are trained except scalings, which hold the factors
    /// and offsets of a model's file.
    /// </summary>
    public string? Train { get; set; }
}
