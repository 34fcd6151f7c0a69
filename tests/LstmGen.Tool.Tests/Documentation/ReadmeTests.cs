using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace LstmGen.Tool.Tests.Documentation;

/// <summary>The first page that a new user sees does what it says.</summary>
public class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Repository.Source("..", "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Ten_lines_print_what_is_beside_them()
    {
        string program = Block("Ten lines");
        string expected = Regex.Match(program, @"Console\.WriteLine\(.*// (.*)").Groups[1].Value;
        Assert.Equal(expected, Assert.Single(PageProject.Run(program)));
    }

    [Fact]
    public void What_is_generated_is_generated()
    {
        string[] lines = [.. Block("What is generated").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        string snapshot = Repository.Source("..", "tests", "LstmGen.Generator.Tests", "SnapshotTests.Gesture#Gesture.g.verified.cs");
        string[] generated = [.. File.ReadLines(snapshot).Select(line => line.Trim())];
        Assert.True(lines.Length > 5, string.Join('\n', lines));
        Assert.Contains(Enumerable.Range(0, generated.Length), start => generated.Skip(start).Take(lines.Length).SequenceEqual(lines));
    }

    /// <summary>It is the page of the package, too, where nothing is beside it.</summary>
    [Theory]
    [InlineData("README.md")]
    [InlineData("src", "LstmGen.Models", "README.md")]
    [InlineData("src", "LstmGen.Pictures", "README.md")]
    [InlineData("src", "LstmGen.Tool", "README.md")]
    public void Pages_of_packages_have_whole_links(params string[] path)
    {
        string page = Regex.Replace(File.ReadAllText(Repository.Source(["..", .. path])), "```.*?```", "", RegexOptions.Singleline);
        Assert.DoesNotContain(
            Regex.Matches(page, @"\]\(([^)\s]+)\)").Select(match => match.Groups[1].Value),
            link => !link.StartsWith("https://", StringComparison.Ordinal) && !link.StartsWith('#'));
    }

    private static string Block(string section) => Readme.Split($"\n## {section}\n")[1].Split("```csharp\n")[1].Split("```")[0];
}
