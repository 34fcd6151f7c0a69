using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Inspecting;

/// <summary>The graphs within a node such as Loop, into which the importer never looks.</summary>
internal static class OnnxBodies
{
    private const int MostDepth = 4;
    private const int Most = 1_000;

    /// <summary>The nodes within a node, at any depth.</summary>
    public static IReadOnlyList<NodeProto> Of(NodeProto node) => Of(node, MostDepth).Take(Most).ToList();

    private static IEnumerable<NodeProto> Of(NodeProto node, int depth) => depth == 0 ? [] : node.Attribute
        .Where(attribute => attribute.G.Length > 0)
        .SelectMany(attribute => Nodes(attribute.G))
        .SelectMany(inner => Of(inner, depth - 1).Prepend(inner));

    private static IEnumerable<NodeProto> Nodes(ByteString graph)
    {
        try
        {
            return GraphProto.Parser.ParseFrom(graph).Node;
        }
        catch (InvalidProtocolBufferException)
        {
            return [];
        }
    }
}
