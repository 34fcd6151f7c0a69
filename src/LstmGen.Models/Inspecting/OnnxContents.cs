using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Inspecting;

/// <summary>An ONNX graph: its inputs and outputs, its operators by type, and its tensors.</summary>
internal static class OnnxContents
{
    public static Contents Read(string format, ModelInput input, ImportOptions options)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(input.Bytes);
        GraphProto graph = model.Graph ?? new GraphProto();
        HashSet<string> tensors = graph.Initializer.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        return new Contents(
            format,
            OnnxFile.FrameworkOf(model),
            [.. model.OpsetImport.Take(10)
                .Select(opset => ("operators of", (OnnxFile.IsOwnDomain(opset.Domain) ? "ONNX" : TensorRows.Plain(opset.Domain))
                    + FormattableString.Invariant($", version {opset.Version}")))],
            [
                Values("input", graph.Input.Where(value => !tensors.Contains(value.Name))),
                Values("output", graph.Output),
                new OnnxOperators(graph, tensors, options.Output).Table(),
                TensorRows.Table(graph.Initializer.Take(FileContents.Most)
                    .Select(tensor => TensorRows.Row(tensor.Name, tensor.Dims, TensorData.TypeName(tensor.DataType)))),
            ]);
    }

    private static ContentTable Values(string what, IEnumerable<ValueInfoProto> values) => new(
        [what, "shape", "type"],
        values.Take(FileContents.Most).Select(value => new ContentRow(
        [
            TensorRows.Plain(value.Name),
            value.Type?.TensorType?.Shape is { } shape ? "[" + string.Join(", ", shape.Dim.Take(8).Select(Size))
                + (shape.Dim.Count > 8 ? ", …]" : "]") : "not stated",
            value.Type?.TensorType is { } tensor ? TensorData.TypeName(tensor.ElemType) : "no tensor",
        ])).ToList());

    private static string Size(TensorShapeProto.Types.Dimension size) =>
        size.HasDimValue ? size.DimValue.ToString(CultureInfo.InvariantCulture)
        : size.DimParam.Length > 0 ? TensorRows.Plain(size.DimParam)
        : "?";
}
