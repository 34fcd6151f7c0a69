using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Google.Protobuf;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>Reads an ONNX file's outermost message, and what it says about the whole model.</summary>
internal static class OnnxFile
{
    /// <summary>
    /// The versions of ONNX' operators that are known; LSTM has had its present form since 7, and layout since 14. Its last change was in
    /// 22; 23 to 25 only give more element types to the operators that are read here, and to Cast an attribute for some of those.
    /// </summary>
    private const long OldestOpset = 7;
    private const long NewestOpset = 25;

    /// <summary>
    /// The known versions of the messages themselves. Up to 2 a file didn't say which version of the operators it uses; later versions
    /// added element types, functions, and more text for readers. 13 belongs to version 25 of the operators.
    /// </summary>
    private const long OldestMessages = 3;
    private const long NewestMessages = 13;

    /// <summary>
    /// Whether bytes are a message whose fields are those of a model, with a graph among them. An ONNX file has no magic number.
    /// </summary>
    public static bool LooksLike(ReadOnlySpan<byte> bytes)
    {
        bool hasGraph = false;
        while (bytes.Length > 0)
        {
            if (!TryReadNumber(ref bytes, out ulong tag) || tag >> 3 is 0 or > 30 || !TryReadNumber(ref bytes, out ulong value))
            {
                return false;
            }

            // A number, or a length and that many bytes: a model has no other fields.
            if ((tag & 7) == 2)
            {
                if (value > (ulong)bytes.Length)
                {
                    return false;
                }

                bytes = bytes[(int)value..];
                hasGraph |= tag >> 3 == ModelProto.GraphFieldNumber;
            }
            else if ((tag & 7) != 0)
            {
                return false;
            }
        }

        return hasGraph;
    }

    /// <exception cref="ModelException">It isn't an ONNX file, or it has unsupported parts.</exception>
    public static ModelProto Parse(byte[] bytes, PassedOver passedOver)
    {
        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new ModelException($"the file is truncated, damaged or no ONNX file: {exception.Message}", exception);
        }

        MessageFields.Check(model, passedOver);
        if (model.IrVersion is < OldestMessages or > NewestMessages)
        {
            throw new ModelException(string.Create(
                CultureInfo.InvariantCulture,
                $"the file {(model.HasIrVersion ? $"has version {model.IrVersion} of ONNX' messages" : "doesn't say which version of ONNX' messages it has")} (ir_version); versions {OldestMessages} to {NewestMessages} are supported"));
        }

        if (model.TrainingInfo.Count > 0)
        {
            throw new ModelException("the file has training_info, which isn't supported: export the model for inference");
        }

        if (model.Functions.Count > 0)
        {
            throw new ModelException("the file defines functions, which isn't supported: export the model with its functions inlined");
        }

        return model.Graph is null ? throw new ModelException("the file has no graph") : model;
    }

    /// <summary>The version of ONNX' own operators.</summary>
    /// <exception cref="ModelException">It is missing, stated twice, or unknown.</exception>
    public static long OpsetOf(ModelProto model, PassedOver passedOver)
    {
        List<OperatorSetIdProto> own = model.OpsetImport.Where(opset => IsOwnDomain(opset.Domain)).ToList();
        for (int i = 0; i < model.OpsetImport.Count; i++)
        {
            string place = PassedOver.Below("/opset_import", i);
            if (!IsOwnDomain(model.OpsetImport[i].Domain))
            {
                passedOver.Note(place, OnnxHarmless.OtherOperators);
                continue;
            }

            passedOver.Note(PassedOver.Below(place, "domain"), OnnxHarmless.OwnDomain, "ONNX");
            passedOver.Note(PassedOver.Below(place, "version"), OnnxHarmless.OpsetVersion);
        }

        if (own.Count != 1)
        {
            throw new ModelException(own.Count == 0
                ? "the file's opset_import doesn't name ONNX' own operators, so that their version isn't known"
                : $"the file's opset_import names ONNX' own operators {own.Count} times");
        }

        long version = own[0].Version;
        return version is >= OldestOpset and <= NewestOpset
            ? version
            : throw new ModelException(string.Create(
                CultureInfo.InvariantCulture, $"the file uses version {version} of ONNX' operators (opset_import); versions {OldestOpset} to {NewestOpset} are supported"));
    }

    /// <summary>Whether a domain is that of ONNX' own operators.</summary>
    public static bool IsOwnDomain(string domain) => domain is "" or "ai.onnx";

    /// <summary>What wrote the file, or null if it doesn't say.</summary>
    public static string? FrameworkOf(ModelProto model) =>
        model.ProducerName.Length == 0 ? null : $"{model.ProducerName} {model.ProducerVersion}".TrimEnd();

    private static bool TryReadNumber(ref ReadOnlySpan<byte> bytes, out ulong number)
    {
        number = 0;
        for (int i = 0; i < bytes.Length && i < 10; i++)
        {
            number |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
