using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Running;

/// <summary>The source that a diagnostic points at.</summary>
internal static class DiagnosticText
{
    /// <summary>Exactly what the squiggle covers; empty for a diagnostic without a place in the source.</summary>
    public static string Squiggle(this Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "";

    /// <summary>The line in which the squiggle begins, counted from 1; 0 for a diagnostic without a place in the source.</summary>
    public static int LineNumber(this Diagnostic diagnostic) =>
        diagnostic.Location.IsInSource ? diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1 : 0;

    /// <summary>The text of that line.</summary>
    public static string Line(this Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.LineNumber() - 1].ToString() ?? "";
}
