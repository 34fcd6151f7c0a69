using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.Onnx.Proto;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>
/// Graphs that PyTorch's newer exporter could write that aren't a chain of layers, or whose sizes aren't known: they are refused, not
/// guessed.
/// </summary>
public class OnnxDynamoTests
{
    private static readonly Dictionary<string, (string Model, Action<ModelProto> Change, string Message)> Changes = new()
    {
        ["first layer's last step"] = ("hidden", m => Index(m, 0), "reads a value from before another layer: a graph that branches isn't supported"),
        ["place outside"] = ("hidden", m => Index(m, 2), "(Gather) takes place 2 of an axis of 2"),
        ["place far outside"] = ("hidden", m => Index(m, long.MinValue), "(Gather) takes place -9223372036854775808 of an axis of 2"),
        ["both layers' last steps"] = ("hidden-slice", m => Both(m), "the graph's output 'y' is several outputs of layers that a Concat joined, and one is needed"),
        ["two places"] = ("hidden-slice", m => { m.Add("two", -2L); Last(m, "Slice").Input[1] = "two"; }, "(Slice) takes 2 places of several outputs of layers that a Concat joined"),
        ["nothing"] = ("hidden-slice", m => { m.Add("far", 9L); Last(m, "Slice").Input[1] = "far"; }, "(Slice) takes nothing of an axis"),
        ["part of each"] = ("hidden", m => m.Node("Gather").Attribute[0].I = 1, "(Gather) takes a part of each of several outputs of layers that a Concat joined"),
        ["activation of both"] = ("hidden", m => m.Node("Gather").OpType = "Tanh", "(Tanh) reads several outputs of layers that a Concat joined"),
        ["place by a size"] = ("hidden", m => m.Node("Gather").Input[1] = m.Node("Shape").Output[0], "(Gather) has indices that depend on a size that isn't known"),
        ["weights by a size"] = ("last", m => m.Node("Slice").Input[2] = m.Node("Shape").Output[0], "(Slice) has ends that depend on a size that isn't known"),
        ["rows in two sizes that aren't known"] = ("rows", m => Last(m, "Concat").Input[1] = Last(m, "Concat").Input[0], "(Reshape) brings the axes [(? sequences x ? steps), 2 features] into the shape [1, 1, 2]"),
        ["division by 0"] = ("rows", m => { m.Add("none", 0L); m.Add("two", 2L); m.Node("Div").Input[0] = "two"; m.Node("Div").Input[1] = "none"; }, "(Div) divides by 0"),
        ["state of a computed size"] = ("last", m => Computed(m), "(Expand) makes a constant of a size that is computed of one that isn't known"),
    };

    public static TheoryData<string> Names => new(Changes.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void NamesWhatIsWrong(string name)
    {
        (string model, Action<ModelProto> change, string message) = Changes[name];
        Assert.Contains(message, OnnxModel.Error("onnx-dynamo", model, change), StringComparison.Ordinal);
    }

    private static NodeProto Last(ModelProto model, string type) => model.Graph.Node.Last(node => node.OpType == type);

    private static void Index(ModelProto model, long place)
    {
        model.Add("place", place);
        model.Tensor("place").Dims.Clear();
        model.Node("Gather").Input[1] = "place";
    }

    private static void Both(ModelProto model)
    {
        Last(model, "Gemm").Output[0] = "before";
        Last(model, "Concat").Output[0] = "y";
        while (model.Graph.Node[^1].Output[0] != "y")
        {
            model.Graph.Node.RemoveAt(model.Graph.Node.Count - 1);
        }
    }

    /// <summary>One sequence more than there are.</summary>
    private static void Computed(ModelProto model)
    {
        model.Add("more", 1L);
        NodeProto shape = model.Node("Shape");
        model.Graph.Node.Insert(model.Graph.Node.IndexOf(shape) + 1, new NodeProto { OpType = "Add", Input = { shape.Output[0], "more" }, Output = { "sum" } });
        model.Node("Concat").Input[1] = "sum";
    }
}
