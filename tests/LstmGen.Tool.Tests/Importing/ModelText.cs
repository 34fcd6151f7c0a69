using System;
using System.IO;
using System.Text;
using System.Text.Json.Nodes;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>Changes a model's file that is JSON, to see what is said about it.</summary>
internal static class ModelText
{
    /// <summary>The file's bytes after a change.</summary>
    public static byte[] Edit(string path, Action<JsonNode> change)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(path))!;
        change(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    /// <summary>A tensor of zeros.</summary>
    public static JsonNode Zeros(int rows, int columns)
    {
        var list = new JsonArray();
        for (int row = 0; row < rows; row++)
        {
            list.Add(Zeros(columns));
        }

        return list;
    }

    public static JsonNode Zeros(int count)
    {
        var list = new JsonArray();
        for (int i = 0; i < count; i++)
        {
            list.Add(0.0);
        }

        return list;
    }
}
