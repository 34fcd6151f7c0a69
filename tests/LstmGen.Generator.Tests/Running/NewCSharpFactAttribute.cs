using System;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Running;

/// <summary>A test in a language version that the oldest compiler doesn't know, and where it is skipped.</summary>
internal sealed class NewCSharpFactAttribute : FactAttribute
{
    /// <param name="version">As it is written in a project: <c>13</c>.</param>
    public NewCSharpFactAttribute(string version)
    {
        if (!LanguageVersionFacts.TryParse(version, out _))
        {
            Skip = $"This compiler doesn't know C# {version}.";
        }
    }

    /// <summary>The version as an option of the run. The enum of the oldest compiler has no name for it.</summary>
    public static LanguageVersion Parse(string version) =>
        LanguageVersionFacts.TryParse(version, out LanguageVersion result) ? result : throw new ArgumentException($"C# {version} is unknown.", nameof(version));
}
