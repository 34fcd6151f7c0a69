using System;
using System.Linq;
using System.Text;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Models.Importing.LstmText;

/// <summary>Reads LstmGen's own text form, so that every command takes it too.</summary>
internal sealed class LstmTextFormat : IModelFormat
{
    public const string FormatName = "LstmGen (.lstm)";

    public string Name => FormatName;

    public bool Matches(ModelInput input) => input.StartsWith(Encoding.UTF8.GetBytes(LstmWords.Header)) || input.HasExtension(".lstm");

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        if (options.ReturnSequences is not null || options.Skip is not null || options.HardSigmoid is not null || options.Layers.Count > 0 || options.Activations.Count > 0 || options.Scaler is not null)
        {
            throw new ModelException("a .lstm file says all of the network itself; only the number of steps can be given beside it");
        }

        ModelFile file;
        try
        {
            file = LstmReader.Read(Encoding.UTF8.GetString(input.Bytes));
        }
        catch (LstmSyntaxException problem)
        {
            throw new ModelException(FormattableString.Invariant($"line {problem.Line + 1}, column {problem.Column + 1}: {problem.Message}"), problem);
        }

        input.PassedOver.Note("/" + LstmWords.Source, LstmTextHarmless.Source);
        input.PassedOver.Note("/" + LstmWords.Framework, LstmTextHarmless.Framework);
        foreach (FactKind kind in FactKind.OfMetadata)
        {
            input.PassedOver.Note("/" + kind.Word, LstmTextHarmless.Metadata);
        }

        Network network = file.Network;
        if (options.Steps is int steps && network.Steps is int stated && steps != stated)
        {
            throw new ModelException(FormattableString.Invariant($"the file's sequences have {stated} steps, and {steps} are asked for"));
        }

        network = network with { Steps = options.Steps ?? network.Steps };
        return new ImportedModel(
            network,
            Name,
            file.Framework,
            GateOrder.Keras.Text,
            [.. network.Parts.SelectMany(layer => layer.Tensors.Select(tensor => new TensorUse(
                $"{layer.Name}/{tensor.Name}", tensor.Name is TensorShape.Bias or TensorShape.Peephole ? [tensor.Columns] : [tensor.Rows, tensor.Columns], "float32", $"{tensor.Words} of {layer.Name}")))],
            [])
        {
            Metadata = file.Metadata,
        };
    }
}
