using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.GuitarMl;
using LstmGen.Models.Importing.Keras;
using LstmGen.Models.Importing.LstmText;
using LstmGen.Models.Importing.Nam;
using LstmGen.Models.Importing.Onnx;
using LstmGen.Models.Importing.PyTorch;
using LstmGen.Models.Importing.PyTorch.TorchSave;
using LstmGen.Models.Importing.RtNeural;
using LstmGen.Models.Importing.Safetensors;
using LstmGen.Models.Importing.Scalers;
using LstmGen.Models.Importing.Tfjs;
using LstmGen.Models.Inspecting;

namespace LstmGen.Models.Importing;

/// <summary>Finds the format of a file, and reads it.</summary>
internal static class ModelImporter
{
    /// <summary>Every format, in the order in which a file is offered to them.</summary>
    public static IReadOnlyList<IModelFormat> Formats { get; } =
    [
        new LstmTextFormat(),
        new SafetensorsFormat(),
        new TorchSaveFormat(),
        new NamFormat(),

        // A state_dict in a checkpoint looks like GuitarML's, which has nothing else beside it.
        new StateDictJsonFormat(),
        new GuitarMlFormat(),

        // AIDA-X is RTNeural with more members.
        new AidaXFormat(),
        new RtNeuralFormat(),
        new OnnxFormat(),
        new KerasFormat(),
        new KerasHdf5Format(),
        new TfjsFormat(),
    ];

    /// <summary>The format of a file, or null if it is unknown.</summary>
    public static IModelFormat? FormatOf(ModelInput input) => Formats.FirstOrDefault(format => format.Matches(input));

    /// <exception cref="ModelException">The file isn't a model that can be used.</exception>
    public static ImportedModel Import(ModelInput input, ImportOptions options)
    {
        if (input.Bytes.Length == 0)
        {
            throw new ModelException("the file is empty");
        }

        if (OtherFiles.Problem(input) is { } problem)
        {
            throw new ModelException(problem);
        }

        if (SmartAmpPro.Problem(input) is { } other)
        {
            throw other;
        }

        IModelFormat format = FormatOf(input)
            ?? throw new ModelException(JsonModel.LooksLike(input.Bytes) && input.Json is null
                ? JsonProblem(input)
                : $"the file is in no known format; there are {string.Join(", ", Formats.Select(known => known.Name))}");
        if (options.LeaveOut.Count > 0 && !format.TakesLeaveOut)
        {
            throw new ModelException($"modules are to be left out ({Shown.List(options.LeaveOut)}), and every layer of a file of the format {format.Name} is one of the network");
        }

        if (options.ScalerPath is { } path)
        {
            options = options with { Scaler = ScalerFile.Read(System.IO.Path.GetFileName(path), input.ReadNamed(path, "the scaler", ScalerFile.MostBytes)) };
        }

        try
        {
            input.Cancellation.ThrowIfCancellationRequested();
            StatedOptions.RefuseOutput(options, format);
            ImportedModel model = format.Read(input, options);
            StatedOptions.RequireHonoured(options, model.Network);
            return model with { Scaler = options.Scaler, Metadata = Metadata(input, model, options.Scaler) };
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            // What a library throws for a damaged file isn't a crash of ours, but an answer.
            throw Refusal.Explain(input, options, exception as ModelException
                ?? new ModelException($"the file is damaged, or no {format.Name} after all: {exception.Message}", exception));
        }
    }

    /// <summary>
    /// The facts read by the format, and those of the file itself; a .lstm text has the hash of the file from which it was converted.
    /// </summary>
    private static EquatableArray<ModelFact> Metadata(ModelInput input, ImportedModel model, Scaler? scaler)
    {
        FactList facts = new FactList().Add(model.Metadata).Add(FactKind.Scaler, scaler?.FileName);
        return (model.Format == LstmTextFormat.FormatName ? facts : facts.Add(FactKind.ModelHash, Convert.ToHexString(SHA256.HashData(input.Bytes)).ToLowerInvariant())).Facts;
    }

    private static string JsonProblem(ModelInput input)
    {
        try
        {
            JsonModel.Parse(input.Bytes, "the file", input.PassedOver);
            return "the file is not a model";
        }
        catch (ModelException exception)
        {
            return exception.Message;
        }
    }
}
