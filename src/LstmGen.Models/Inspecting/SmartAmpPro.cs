using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing;

namespace LstmGen.Models.Inspecting;

/// <summary>
/// Models of SmartAmpPro and of GuitarLSTM, which has the same network: two convolutions over a window of samples, an LSTM and a Dense
/// layer, each an object with Keras' tensors. It looks like a supported model but isn't one, so it is recognised by its members.
/// </summary>
internal static class SmartAmpPro
{
    private const string Name = "SmartAmpPro (JSON)";

    private const string Kernel = "kernel:0";

    private static readonly string[] Layers = ["conv1d", "conv1d_1", "lstm", "dense"];

    /// <summary>Why the file is refused, with its contents; null if it is another file.</summary>
    public static ModelException? Problem(ModelInput input) => input.Json is { IsObject: true } json && Is(json)
        ? new ModelException(
            "the file is SmartAmpPro's, and its network isn't supported: convolutions over a window of samples come before the LSTM, and each window starts again; "
            + "train the amp with a program that writes an LSTM alone: NAM (architecture LSTM), AIDA-X or GuitarML's Automated-GuitarAmpModelling (NeuralPi, Proteus)")
        {
            Contents = ContentsOf(json),
        }
        : null;

    private static bool Is(JsonModel json) =>
        new[] { Layers[0], Layers[2], Layers[3] }.All(name => json.Find(name) is { IsObject: true } layer && layer.Find(Kernel) is { IsArray: true });

    private static Contents ContentsOf(JsonModel json)
    {
        var layers = new List<ContentRow>();
        var tensors = new List<ContentRow>();
        foreach ((string name, JsonModel value) in json.Members.Take(FileContents.MostItems).Where(member => member.Value.IsObject))
        {
            string shown = TensorRows.Plain(name);
            string kind = Layers.Contains(name) && name.StartsWith("conv1d", StringComparison.Ordinal) ? "Conv1D" : name == "lstm" ? "LSTM" : name == "dense" ? "Dense" : "";
            Obstacle? obstacle = kind is "LSTM" or "Dense" ? null : KnownCauses.Of($"layer {Shown.Text(name)} ({kind})", kind);
            layers.Add(new ContentRow([shown, kind], obstacle));
            tensors.AddRange(value.Members.Take(FileContents.MostItems).Where(member => member.Value.IsArray)
                .Select(member => TensorRows.Row(name + "/" + member.Name, TensorRows.ShapeOf(member.Value), "number")));
        }

        IReadOnlyList<(string, string)> facts = [.. json.Members.Take(FileContents.MostItems).Where(member => member.Value.IsNumber)
            .Select(member => (TensorRows.Plain(member.Name), FormattableString.Invariant($"{member.Value.Double}")))];
        return new Contents(Name, "Keras (SmartAmpPro)", facts, [new ContentTable(["layer", "type"], layers), TensorRows.Table(tensors)]);
    }
}
