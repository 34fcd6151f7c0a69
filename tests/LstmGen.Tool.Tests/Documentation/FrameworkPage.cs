using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LstmGen.Converter.Building;

namespace LstmGen.Tool.Tests.Documentation;

/// <summary>A page that says how a framework's model is saved and run: blocks of code that save it, each with the item of a project that names the file.</summary>
internal sealed class FrameworkPage
{
    private readonly List<(string Language, string Text)> _blocks;

    public FrameworkPage(string name)
    {
        string text = File.ReadAllText(Repository.Source("..", "generator", "docs", name + ".md")).ReplaceLineEndings("\n");
        _blocks = [.. Regex.Matches(text, "^```([a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];
    }

    /// <summary>The one program in C#.</summary>
    public string Program => _blocks.Single(block => block.Language == "csharp").Text;

    /// <summary>The blocks of a language, in the order of the page.</summary>
    public IReadOnlyList<string> Of(string language) => [.. _blocks.Where(block => block.Language == language).Select(block => block.Text)];

    /// <summary>The item that follows a block: its file, and what it says of it by the options' names.</summary>
    public (string File, IReadOnlyDictionary<string, string> Options) ItemAfter(string block)
    {
        int at = _blocks.FindIndex(candidate => candidate.Text == block);
        string xml = _blocks.Skip(at).First(candidate => candidate.Language == "xml").Text;
        XElement item = XElement.Parse($"<Project>{xml}</Project>").Descendants("LstmModel").Single();
        return (
            item.Attribute("Include")!.Value,
            item.Attributes().Where(attribute => attribute.Name != "Include").ToDictionary(
                attribute => ModelItem.Metadata.Single(pair => pair.Metadata == attribute.Name.LocalName).Option,
                attribute => attribute.Value,
                StringComparer.Ordinal));
    }
}
