using System.Collections.Generic;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Models.Importing.Scalers;

namespace LstmGen.Models.Importing;

/// <summary>A model as it was read from a file.</summary>
/// <param name="Network">The network with its parameters.</param>
/// <param name="Format">The file's format, such as <c>Keras 3 (.keras)</c>.</param>
/// <param name="Framework">What wrote the file, with its version where that is known.</param>
/// <param name="GateOrder">The order of the gates in the file's tensors.</param>
/// <param name="Tensors">Every tensor of the file, and what became of it.</param>
/// <param name="Tests">Inputs and outputs that were recorded in the file.</param>
internal sealed record ImportedModel(
    Network Network,
    string Format,
    string? Framework,
    string GateOrder,
    IReadOnlyList<TensorUse> Tensors,
    IReadOnlyList<RecordedTest> Tests)
{
    /// <summary>What the file says besides the network, and what is known about the file itself.</summary>
    public EquatableArray<ModelFact> Metadata { get; init; }

    /// <summary>The scaler beside the file that is folded into the network's weights, or null.</summary>
    public Scaler? Scaler { get; init; }

    /// <summary>The model as the content of a <c>.lstm</c> file.</summary>
    /// <param name="source">The file's name in its project.</param>
    public ModelFile AsFile(string? source) => new(source, Framework, Network) { Metadata = Metadata };
}

/// <summary>A tensor of a file, and what became of it, such as <c>recurrent kernel of lstm</c>.</summary>
internal sealed record TensorUse(string Name, IReadOnlyList<long> Shape, string Type, string Use);

/// <summary>
/// A sequence that starts at the initial state: rows of <c>InputSize</c> values, and the framework's output rows of <c>OutputSize</c>
/// values, one for each step.
/// </summary>
internal sealed record RecordedTest(float[] Input, float[] Output);
