using System;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace LstmGen.Pictures.Tests.Pages;

/// <summary>A page as text, in its parts.</summary>
internal sealed class PageText
{
    private const string ScriptStart = "<script>";

    public PageText(string page)
    {
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">\n", page, StringComparison.Ordinal);
        int start = page.IndexOf(ScriptStart, StringComparison.Ordinal) + ScriptStart.Length;
        int end = page.LastIndexOf("</script>", StringComparison.Ordinal);
        Script = page[start..end];

        // All but the script is XML, too.
        Root = XDocument.Parse(page[..start] + page[end..]).Root!;
        Style = Root.Descendants("style").Single().Value;
        Run = JsonDocument.Parse(Root.Descendants("script").First().Value).RootElement;
    }

    public XElement Root { get; }

    public string Style { get; }

    public string Script { get; }

    /// <summary>What the script knows of the run.</summary>
    public JsonElement Run { get; }

    public static float[] Floats(JsonElement text)
    {
        byte[] bytes = Convert.FromBase64String(text.GetString()!);
        return [.. Enumerable.Range(0, bytes.Length / 4).Select(index => BitConverter.ToSingle(bytes, 4 * index))];
    }
}
