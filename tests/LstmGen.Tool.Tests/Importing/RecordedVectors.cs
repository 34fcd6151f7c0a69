using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>Inputs and outputs that a framework computed, row by row.</summary>
internal sealed record RecordedVectors(float[] Input, float[] Output)
{
    /// <summary>Reads <c>{"input": […], "output": […]}</c>.</summary>
    public static RecordedVectors Read(string path)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(path))!;
        return new RecordedVectors(Floats(json["input"]!), Floats(json["output"]!));
    }

    /// <summary>Reads a number a line, as numpy's savetxt writes it.</summary>
    public static float[] Lines(string path) =>
        File.ReadAllLines(path).Select(line => float.Parse(line, NumberStyles.Float, CultureInfo.InvariantCulture)).ToArray();

    private static float[] Floats(JsonNode list) => list.AsArray().Select(value => (float)value!.GetValue<double>()).ToArray();
}
