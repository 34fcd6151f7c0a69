using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Linq;
using LstmGen.Models.Importing.Hdf5;
using LstmGen.Models.Importing.Onnx;

namespace LstmGen.Models.Importing;

/// <summary>Files given in place of a model, or incomplete ones, recognised by their start and end.</summary>
internal static class OtherFiles
{
    private const string Whole = "save the whole model in one of the formats that are read";

    private static readonly (byte[] Start, string What)[] Starts =
    [
        ("version https://git-lfs.github.com/spec/"u8.ToArray(),
            "the file is a pointer of Git LFS and not the model itself; get that with: git lfs pull"),
        ("MATLAB 5.0 MAT-file"u8.ToArray(),
            "the file is MATLAB's (.mat), which isn't read; export the network from MATLAB with exportONNXNetwork"),
        ("MATLAB 7.3 MAT-file"u8.ToArray(),
            "the file is MATLAB's (.mat), which isn't read; export the network from MATLAB with exportONNXNetwork"),
        ([0x93, .. "NUMPY"u8], "the file is a NumPy array (.npy), which doesn't say what network it is of; " + Whole),
        ([0x1F, 0x8B], "the file is compressed with gzip; unpack it first"),
        ("<!DOCTYPE html"u8.ToArray(),
            "the file is a web page (HTML) and not a model; download the file itself, on GitHub its raw content"),
        ("<html"u8.ToArray(), "the file is a web page (HTML) and not a model; download the file itself, on GitHub its raw content"),
        ("GGUF"u8.ToArray(), "the file is a GGUF file, the format of llama.cpp, which isn't read"),
    ];

    /// <summary>What the file is, with a remedy, or null if it may be a model.</summary>
    public static string? Problem(ModelInput input)
    {
        byte[] bytes = input.Bytes;
        if (Array.Find(Starts, known => input.StartsWith(known.Start)).What is { } what)
        {
            return what;
        }

        // A producer of that name would be at the same place in an ONNX file.
        if (bytes.Length >= 8 && bytes.AsSpan(4, 4).SequenceEqual("TFL3"u8) && !OnnxFile.LooksLike(bytes))
        {
            return "the file is TensorFlow Lite (.tflite), whose LSTMs are cut into operators and often quantized; convert the Keras model that "
                + "it was made of (.keras or .h5)";
        }

        return ModelZip.LooksLike(input) ? ZipProblem(input)
            : Hdf5File.LooksLike(bytes) ? Hdf5Problem(bytes)
            : null;
    }

    private static string? ZipProblem(ModelInput input)
    {
        // The end of a zip is its list of entries, with at most 65,535 bytes of a comment after it.
        if (input.Bytes.AsSpan(Math.Max(0, input.Bytes.Length - 65_557)).LastIndexOf("PK\u0005\u0006"u8) < 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"the zip is damaged: it ends, after {input.Bytes.Length:N0} bytes, without the list of its entries, "
                + $"as a file does that is cut off; get it again");
        }

        try
        {
            string[] names = [.. ModelZip.Open(input.Bytes).Names];
            return names.Length > 0 && names.All(name => name.EndsWith(".npy", StringComparison.Ordinal))
                ? $"the file has arrays of NumPy (.npz: {Shown.List(names)}) and not what the network is; {Whole}"
                : null;
        }
        catch (ModelException)
        {
            // Its reader says what is wrong.
            return null;
        }
    }

    /// <summary>
    /// An HDF5 file states its end at the start; in versions 0 and 1 of its superblock at a different place than in later ones.
    /// </summary>
    private static string? Hdf5Problem(byte[] bytes)
    {
        if (bytes.Length < 48)
        {
            return $"the file is cut off: it starts as an HDF5 file and ends after {bytes.Length} bytes; get it again";
        }

        int at = bytes[8] switch { 0 => 40, 1 => 44, 2 or 3 => 28, _ => -1 };
        bool hasLongOffsets = bytes[bytes[8] is 2 or 3 ? 9 : 13] == 8;
        long end = at < 0 || !hasLongOffsets || bytes.Length < at + 8 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
        return end > bytes.Length
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"the file is cut off: as an HDF5 file it has {end:N0} bytes by its own statement, and {bytes.Length:N0} are there; "
                + $"get it again")
            : null;
    }
}
