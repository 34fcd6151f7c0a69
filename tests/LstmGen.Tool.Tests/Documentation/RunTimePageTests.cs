using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using LstmGen.Models;
using LstmGen.Tool.Tests.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Documentation;

/// <summary>The program of run-time.md, executed from its own text, and that of the package's README.</summary>
public sealed class RunTimePageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen run time ü");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_that_is_given_is_played()
    {
        RecordedVectors numbers = RecordedVectors.Read(Repository.Golden("nam", "two_layers.io.json"));
        float[] played = Play(Repository.Golden("nam", "two_layers.nam"), numbers.Input);
        Assert.Equal(numbers.Output.Length, played.Length);
        Assert.All(played.Zip(numbers.Output), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Fact]
    public void A_file_of_another_size_is_too()
    {
        string[] lines = [.. File.ReadLines(Repository.Source("..", "samples", "GuitarAmp", "amp.expected.csv")).Where(line => !line.StartsWith('#')).Skip(1)];
        float[] Column(int column) => [.. lines.Select(line => float.Parse(line.Split(',')[column], System.Globalization.CultureInfo.InvariantCulture))];
        float[] played = Play(Repository.Source("..", "samples", "GuitarAmp", "amp.json"), Column(0));
        Assert.All(played.Zip(Column(1)), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Fact]
    public void A_size_without_a_class_is_refused() => Assert.Contains(
        "there is no class for this size",
        Assert.Throws<NotSupportedException>(() => Play(Repository.Golden("aidax", "two_layers.json"), [0])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_program_of_the_readme_runs()
    {
        string readme = File.ReadAllText(Repository.Source("LstmGen.Models", "README.md")).ReplaceLineEndings("\n");
        string program = readme.Split("```csharp\n")[1].Split("```")[0];
        string path = Repository.Source("..", "samples", "GuitarAmp", "amp.json");
        Assert.Equal(TrainedModel.Load(path).Summary, Assert.Single(PageProject.Run(program, path)));
    }

    [Fact]
    public void A_second_run_goes_on_bit_for_bit()
    {
        string model = Repository.Golden("nam", "two_layers.nam");
        float[] samples = RecordedVectors.Read(Repository.Golden("nam", "two_layers.io.json")).Input;
        int half = (samples.Length / 2) + 1;
        float[] whole = Play(model, samples, "whole.state");
        float[] parts = [.. Play(model, samples[..half], "parts.state"), .. Play(model, samples[half..], "parts.state")];
        Assert.Equal(whole.Select(BitConverter.SingleToInt32Bits), parts.Select(BitConverter.SingleToInt32Bits));
        Assert.NotEqual(whole[half..], Play(model, samples[half..], "other.state"));

        // The state of another size is refused by name.
        string other = Repository.Source("..", "samples", "GuitarAmp", "amp.json");
        Assert.Contains("another network", Assert.Throws<ArgumentException>(() => Play(other, samples, "parts.state")).Message, StringComparison.Ordinal);
    }

    private float[] Play(string model, float[] samples, string? state = null)
    {
        string input = Path.Combine(_folder.FullName, "guitar.raw"), output = Path.Combine(_folder.FullName, "played.raw");
        File.WriteAllBytes(input, MemoryMarshal.AsBytes<float>(samples).ToArray());
        string saved = Path.Combine(_folder.FullName, state ?? Path.GetRandomFileName());
        PageProject.Run(new FrameworkPage("run-time").Of("csharp")[0], model, input, output, saved);
        return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(output)).ToArray();
    }
}
