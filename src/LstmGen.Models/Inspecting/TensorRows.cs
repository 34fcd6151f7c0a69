using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing;

namespace LstmGen.Models.Inspecting;

/// <summary>The table of a file's tensors.</summary>
internal static class TensorRows
{
    public static ContentTable Table(IEnumerable<ContentRow> rows) => new(["tensor", "shape", "type"], rows.ToList());

    public static ContentRow Row(string name, IEnumerable<long> shape, string type, Obstacle? obstacle = null) =>
        new([Plain(name), Shown.Shape(shape), Plain(type)], obstacle);

    /// <summary>A text of the file, safe to show, without quotation marks around it.</summary>
    public static string Plain(string text) => Shown.Text(text)[1..^1];

    /// <summary>The lengths of nested lists, taken from the first of each.</summary>
    public static IReadOnlyList<long> ShapeOf(JsonModel value)
    {
        var shape = new List<long>();
        while (value.IsArray)
        {
            shape.Add(value.Count);
            if (value.Count == 0)
            {
                break;
            }

            value = value[0];
        }

        return shape;
    }
}
