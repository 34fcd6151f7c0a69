using System;
using System.Collections.Generic;
using System.IO;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.Keras;

namespace LstmGen.Models.Importing.Tfjs;

/// <summary>
/// The tensors of a <c>model.json</c>: groups, each of which lists its tensors and the files whose concatenated bytes are their values.
/// </summary>
internal sealed class TfjsWeights : IKerasWeights
{
    /// <summary>A file usually has at most 4 MB; the largest network has 256 MB.</summary>
    private const int MostFiles = 1000;

    private readonly Dictionary<(string Layer, KerasHalf Half, KerasTensor Tensor), string> _names = [];

    /// <exception cref="ModelException">A layer has a tensor twice.</exception>
    public TfjsWeights(TensorTable tensors)
    {
        foreach (string name in tensors.Names)
        {
            int at = name.IndexOf('/');
            if (at > 0 && KerasTensorNames.Find(name) is { } tensor && !_names.TryAdd((name[..at], HalfOf(name[at..]), tensor), name))
            {
                throw new ModelException($"layer {Shown.Text(name[..at])} has two tensors for its {KerasTensorNames.Of(tensor)}: {Shown.Text(_names[(name[..at], HalfOf(name[at..]), tensor)])} and {Shown.Text(name)}");
            }
        }
    }

    /// <exception cref="ModelException">A file is missing, or doesn't have the bytes that its tensors need.</exception>
    public static TensorTable ReadTensors(ModelInput input, JsonModel manifest)
    {
        var tensors = new TensorTable();
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonModel group in Few(manifest).Items)
        {
            new KerasMembers(group, Shown.Text(group.Path)).Known("paths", "weights").RequireAllKnown();
            byte[] bytes = ReadFiles(input, group["paths"], files);
            long at = 0;
            foreach (JsonModel weight in Few(group["weights"]).Items)
            {
                var spec = new TfjsTensor(weight);
                if (spec.Bytes > bytes.Length - at)
                {
                    throw new ModelException(FormattableString.Invariant(
                        $"tensor {Shown.Text(spec.Name)} {Shown.Shape(spec.Shape)} of {Shown.Text(spec.Type)} needs {spec.Bytes:0} bytes, and {bytes.Length - at} are left of its files"));
                }

                ReadOnlyMemory<byte> values = bytes.AsMemory((int)at, (int)spec.Bytes);
                at += (long)spec.Bytes;
                tensors.Add(new Tensor(spec.Name, spec.Shape, spec.Type, () => spec.Values(values.Span)));
            }

            if (at != bytes.Length)
            {
                throw new ModelException(FormattableString.Invariant($"the files of {Shown.Text(group.Path)} have {bytes.Length} bytes, and its tensors need {at}"));
            }
        }

        return tensors;
    }

    public void Enter(KerasLayer layer)
    {
    }

    public string Find(KerasLayer layer, KerasHalf half, KerasTensor tensor) => _names.GetValueOrDefault((layer.Name, half, tensor))
        ?? $"{layer.Name}/{(half == KerasHalf.Only ? "" : half == KerasHalf.Forward ? "forward_lstm/" : "backward_lstm/")}{KerasTensorNames.Of(tensor)}";

    /// <summary>
    /// The half of a Bidirectional layer to which a tensor belongs, by the name after the layer's own, such as <c>/forward_lstm/kernel</c>.
    /// </summary>
    private static KerasHalf HalfOf(string name) =>
        name.StartsWith("/forward_", StringComparison.Ordinal) ? KerasHalf.Forward
        : name.StartsWith("/backward_", StringComparison.Ordinal) ? KerasHalf.Backward
        : KerasHalf.Only;

    private static byte[] ReadFiles(ModelInput input, JsonModel paths, HashSet<string> files)
    {
        var bytes = new MemoryStream();
        foreach (JsonModel path in Few(paths).Items)
        {
            if (!files.Add(path.Text) || files.Count > MostFiles)
            {
                throw path.Error(files.Count > MostFiles ? $"is one of more than {MostFiles} files" : $"names the file {Shown.Text(path.Text)} once more");
            }

            byte[] file = input.OpenSibling(path.Text, Shown.Text(path.Path)).Bytes;
            if (bytes.Length + file.Length > 5L * Limits.TrainedParameters)
            {
                throw new ModelException(FormattableString.Invariant($"the files of tensors have more than the {4L * Limits.TrainedParameters:N0} bytes of the largest network that can be generated"));
            }

            bytes.Write(file);
        }

        return bytes.ToArray();
    }

    private static JsonModel Few(JsonModel list) => list.Count <= MostFiles ? list : throw list.Error(FormattableString.Invariant($"has {list.Count} items; at most {MostFiles} are read"));
}
