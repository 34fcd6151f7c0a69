using System;
using System.IO;
using Xunit;

namespace LstmGen.Tool.Tests.Documentation;

/// <summary>The programs with which a reader starts print what their pages say. Those of a server and of a device are compiled by PageTests alone.</summary>
public sealed class StartPageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen start ü");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("start-games")]
    [InlineData("start-learner")]
    public void A_program_prints_what_its_page_shows(string name)
    {
        var page = new FrameworkPage(name);
        Assert.Equal(Assert.Single(page.Of("text")), string.Join('\n', PageProject.Run(page.Program)) + "\n");
    }

    [Fact]
    public void Sound_has_the_peak_that_the_page_states()
    {
        File.Copy(Repository.Source("..", "samples", "GuitarAmp", "amp.json"), Path.Combine(_folder.FullName, "amp.json"));
        Assert.Equal("a second of sound, peak 0.614", new PageProject(_folder.FullName).Lines("amp.json", new FrameworkPage("start-audio").Program)[0]);
        Assert.Contains("a peak of 0.614", File.ReadAllText(Repository.Source("..", "generator", "docs", "start-audio.md")), StringComparison.Ordinal);
    }
}
