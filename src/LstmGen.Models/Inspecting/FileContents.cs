using System;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.GuitarMl;
using LstmGen.Models.Importing.Keras;
using LstmGen.Models.Importing.Nam;
using LstmGen.Models.Importing.Onnx;
using LstmGen.Models.Importing.PyTorch;
using LstmGen.Models.Importing.PyTorch.TorchSave;
using LstmGen.Models.Importing.RtNeural;
using LstmGen.Models.Importing.Safetensors;
using LstmGen.Models.Importing.Tfjs;

namespace LstmGen.Models.Inspecting;

/// <summary>Finds what is in a file that the importer refused.</summary>
internal static class FileContents
{
    /// <summary>How many layers, operators or tensors are examined; a network that can be generated has far fewer.</summary>
    public const int Most = 10_000;

    /// <summary>How many items of a JSON list are examined: the time to find one grows with its place.</summary>
    public const int MostItems = 1_000;

    /// <summary>The contents, or null if the file can't be parsed at all.</summary>
    public static Contents? Read(ModelInput input, ImportOptions options)
    {
        try
        {
            return ModelImporter.FormatOf(input) is { } format ? Read(format, input, options) : null;
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            // The importer has reported what is wrong with the file; another exception from a library adds nothing.
            return null;
        }
    }

    private static Contents? Read(IModelFormat format, ModelInput input, ImportOptions options) => format switch
    {
        OnnxFormat => OnnxContents.Read(format.Name, input, options),
        KerasFormat => KerasContents.OfZip(format.Name, input),
        KerasHdf5Format => KerasContents.OfHdf5(format.Name, input),
        TfjsFormat => KerasContents.OfTfjs(format.Name, input.Json!),
        AidaXFormat or RtNeuralFormat => JsonContents.RtNeural(format.Name, input.Json!),
        NamFormat => JsonContents.Nam(format.Name, input.Json!),
        GuitarMlFormat => StateDictContents.GuitarMl(format.Name, input.Json!),
        StateDictJsonFormat => StateDictContents.Json(format.Name, input.Json!, options),
        SafetensorsFormat => StateDictContents.Safetensors(format.Name, input, options),
        TorchSaveFormat => StateDictContents.TorchSave(format.Name, input, options),
        _ => null,
    };
}
