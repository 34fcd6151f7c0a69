using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>Prints diagnostics in the layout of Verify.SourceGenerators: the lines around each place, its squiggle, and the descriptor.</summary>
internal static class DiagnosticPrinter
{
    private const int ContextLines = 1;

    /// <summary><c>{ Diagnostics: [ … ] }</c>.</summary>
    public static string Print(IEnumerable<Diagnostic> diagnostics)
    {
        string items = string.Join(",\n", diagnostics.Select(Print));
        return items.Length == 0 ? "{}" : $"{{\n  Diagnostics: [\n{items}\n  ]\n}}";
    }

    private static string Print(Diagnostic diagnostic)
    {
        List<string> members = [];
        if (diagnostic.Location != Location.None)
        {
            members.Add("Location: " + Print(diagnostic.Location));
        }

        members.Add("Message: " + Text(diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        members.Add($"Severity: {diagnostic.Severity}");
        if (diagnostic.WarningLevel != 0)
        {
            members.Add(FormattableString.Invariant($"WarningLevel: {diagnostic.WarningLevel}"));
        }

        members.Add("Descriptor: " + Print(diagnostic.Descriptor));
        return Object(members, 4);
    }

    private static string Print(DiagnosticDescriptor descriptor)
    {
        List<string> members = [];
        Add(members, "Id", descriptor.Id);
        Add(members, "Title", descriptor.Title.ToString(CultureInfo.InvariantCulture));
        Add(members, "Description", descriptor.Description.ToString(CultureInfo.InvariantCulture));
        Add(members, "HelpLink", descriptor.HelpLinkUri);
        Add(members, "MessageFormat", descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture));
        Add(members, "Category", descriptor.Category);
        members.Add($"DefaultSeverity: {descriptor.DefaultSeverity}");
        members.Add("IsEnabledByDefault: " + (descriptor.IsEnabledByDefault ? "true" : "false"));
        if (descriptor.CustomTags.Any())
        {
            members.Add("CustomTags: [\n" + string.Join(",\n", descriptor.CustomTags.Select(tag => new string(' ', 10) + tag)) + "\n        ]");
        }

        return Object(members, 6).TrimStart();
    }

    private static string Print(Location location)
    {
        FileLinePositionSpan span = location.GetMappedLineSpan();
        // Paths are printed the same on every system.
        string place = span.IsValid ? $"{span.Path.Replace('/', '\\')}: {span.Span}" : "";
        return location.SourceTree is { } tree ? $"/*\n{Excerpt(tree.GetText(), location.SourceSpan)}*/\n {place}" : place;
    }

    private static string Excerpt(SourceText text, TextSpan squiggle)
    {
        LinePositionSpan place = text.Lines.GetLinePositionSpan(squiggle);
        int first = Math.Max(place.Start.Line - ContextLines, 0);
        int last = Math.Min(place.End.Line + ContextLines, text.Lines.Count - 1);
        var excerpt = new StringBuilder();
        for (int index = first; index <= last; index++)
        {
            TextLine line = text.Lines[index];
            excerpt.Append(line.ToString()).Append('\n');
            if (line.Span.Intersection(squiggle) is { } part)
            {
                excerpt.Append(' ', part.Start - line.Start).Append('^', part.Length).Append('\n');
            }
        }

        return excerpt.ToString();
    }

    private static void Add(List<string> members, string name, string value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            members.Add(name + ": " + Text(value));
        }
    }

    /// <summary>A text of several lines starts on a line of its own.</summary>
    private static string Text(string value) => value.Contains('\n') ? "\n" + value : value;

    private static string Object(List<string> members, int indent)
    {
        var margin = new string(' ', indent);
        return $"{margin}{{\n{string.Join(",\n", members.Select(member => $"{margin}  {member}"))}\n{margin}}}";
    }
}
