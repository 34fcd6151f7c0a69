using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Running;

/// <summary>A theory in a language version that the oldest compiler doesn't know, and where it is skipped.</summary>
internal sealed class NewCSharpTheoryAttribute : TheoryAttribute
{
    /// <param name="version">As it is written in a project: <c>13</c>.</param>
    public NewCSharpTheoryAttribute(string version)
    {
        if (!LanguageVersionFacts.TryParse(version, out _))
        {
            Skip = $"This compiler doesn't know C# {version}.";
        }
    }
}
