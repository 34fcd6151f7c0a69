using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Tool.Commands;
using LstmGen.Tool.Tests.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Commands;

public sealed class BuildCommandTests : IDisposable
{
    private static readonly DateTime Past = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("größe ü 模型");
    private readonly string _folder;

    public BuildCommandTests() => _folder = _root.CreateSubdirectory("obj").FullName;

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Models_of_one_name_in_two_folders_are_two_outputs()
    {
        string first = Copy("a/amp.keras", KerasGolden.Path("lstm_dense.keras"));
        string second = Copy("b/amp.keras", KerasGolden.Path("stack.keras"));
        Build((first, "a/amp.keras", ""), (second, "b\\amp.keras", ""));

        string[] outputs = Lines("outputs.txt");
        Assert.Equal(2, outputs.Distinct().Count());
        Assert.All(outputs, output => Assert.Equal("amp.keras.lstm", Path.GetFileName(output)));
        Assert.All(outputs, output => Assert.Equal(_folder, Path.GetDirectoryName(Path.GetDirectoryName(output))));
        ModelFile[] models = [.. outputs.Select(Read)];
        Assert.Equal(["a/amp.keras", "b/amp.keras"], models.Select(model => model.Source));
        Assert.Equal(ModelCheck.Import(first).Network, models[0].Network);
        Assert.Equal(ModelCheck.Import(second).Network, models[1].Network);
        Assert.Empty(Lines("inputs.txt"));

        // Nothing half written is left behind, and the lists have the line ends that the build reads everywhere.
        Assert.Equal(2, Directory.GetFiles(_folder, "*.lstm", SearchOption.AllDirectories).Length);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp", SearchOption.AllDirectories));
        Assert.Equal(string.Concat(outputs.Select(output => output + "\n")), System.IO.File.ReadAllText(File("outputs.txt")));
    }

    [Fact]
    public void No_models_are_no_outputs()
    {
        Build();
        Assert.Empty(Lines("outputs.txt"));
        Assert.Empty(Lines("inputs.txt"));
    }

    [Fact]
    public void What_is_said_of_a_model_counts()
    {
        string path = Copy("one.json", Repository.Golden("state_dict", "one.json"));
        Build((path, "one.json", "steps= 17 \nreturn-sequences=TRUE\nlayers=\nactivation=head=relu\nskip=\nhard-sigmoid=\nallow-nonfinite=\n"));
        Network network = Read(Assert.Single(Lines("outputs.txt"))).Network;
        Assert.Equal(17, network.Steps);
        Assert.True(network.ReturnsSequences);
        Assert.Equal(Generator.Model.Activation.Relu, network.Parts.Last().Activation);

        Build((path, "one.json", "return-sequences=false\nactivation=head=tanh\n"));
        network = Read(Assert.Single(Lines("outputs.txt"))).Network;
        Assert.Null(network.Steps);
        Assert.False(network.ReturnsSequences);
        Assert.Equal(Generator.Model.Activation.Tanh, network.Parts.Last().Activation);
    }

    [Fact]
    public void A_file_of_the_same_text_stays()
    {
        string first = Copy("a.keras", KerasGolden.Path("lstm_dense.keras"));
        string second = Copy("b.keras", KerasGolden.Path("stack.keras"));
        Build((first, "a.keras", ""), (second, "b.keras", ""));
        string[] outputs = Lines("outputs.txt");
        foreach (string output in outputs)
        {
            System.IO.File.SetLastWriteTimeUtc(output, Past);
        }

        Copy("b.keras", KerasGolden.Path("no_bias.keras"));
        Build((first, "a.keras", ""), (second, "b.keras", ""));

        Assert.Equal(outputs, Lines("outputs.txt"));
        Assert.Equal(Past, System.IO.File.GetLastWriteTimeUtc(outputs[0]));
        Assert.True(System.IO.File.GetLastWriteTimeUtc(outputs[1]) > Past);
        Assert.Equal(ModelCheck.Import(second).Network, Read(outputs[1]).Network);
    }

    [Fact]
    public void A_bad_model_is_an_error_at_its_file_and_the_others_are_converted()
    {
        string good = Copy("good.keras", KerasGolden.Path("lstm_dense.keras"));
        string bad = Copy("bad.keras", KerasGolden.Path("stack.keras"));
        Build((good, "good.keras", ""), (bad, "bad.keras", ""));
        string before = System.IO.File.ReadAllText(File("outputs.txt"));
        string kept = System.IO.File.ReadAllText(Lines("outputs.txt")[1]);

        System.IO.File.WriteAllText(bad, "no\r\nmodel");
        string added = Copy("added.keras", KerasGolden.Path("no_bias.keras"));
        string missing = Path.Combine(_root.FullName, "missing.onnx");
        string[] errors = Fail((bad, "bad.keras", ""), (good, "good.keras", "steps=x\n"), (missing, "missing.onnx", ""), (added, "added.keras", ""));

        Assert.Equal(3, errors.Length);
        Assert.StartsWith($"{bad} : error LSTM016: the file is in no known format; there are ", errors[0], StringComparison.Ordinal);
        Assert.Equal($"{good} : error LSTM016: steps is 'x'; it is a whole number of at least 1", errors[1]);
        Assert.Equal($"{missing} : error LSTM016: the file doesn't exist", errors[2]);
        Assert.Equal(before, System.IO.File.ReadAllText(File("outputs.txt")));
        Assert.Equal(kept, System.IO.File.ReadAllText(Lines("outputs.txt")[1]));
        Assert.Equal(3, Directory.GetFiles(_folder, "*.lstm", SearchOption.AllDirectories).Length);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_first_build_that_fails_has_no_outputs()
    {
        Assert.Single(Fail((Copy("bad.keras", Repository.Golden("keras", "make.py")), "bad.keras", "")));
        Assert.False(System.IO.File.Exists(File("outputs.txt")));
        Assert.Empty(Lines("inputs.txt"));
    }

    [Fact]
    public void A_file_beside_the_model_is_an_input()
    {
        string model = Copy("web/model.json", KerasGolden.Path("tfjs", "lstm_dense", "model.json"));
        string shard = Copy("web/weights.bin", KerasGolden.Path("tfjs", "lstm_dense", "weights.bin"));
        Build((model, "web/model.json", ""));
        Assert.Equal([shard], Lines("inputs.txt"));
        Assert.Equal(ModelCheck.Import(model).Network, Read(Assert.Single(Lines("outputs.txt"))).Network);

        // Where it is missing too: the build that has it again isn't the same.
        System.IO.File.Delete(shard);
        Assert.StartsWith($"{model} : error LSTM016: ", Assert.Single(Fail((model, "web/model.json", ""))), StringComparison.Ordinal);
        Assert.Equal([shard], Lines("inputs.txt"));
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        string path = Copy("a.keras", KerasGolden.Path("lstm_dense.keras"));
        Build((path, "a.keras", ""));
        string output = Assert.Single(Lines("outputs.txt"));
        byte[] expected = System.IO.File.ReadAllBytes(output);
        System.IO.File.Delete(output);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Build((path, "a.keras", ""));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(output, Assert.Single(Lines("outputs.txt")));
        Assert.Equal(expected, System.IO.File.ReadAllBytes(output));
        Assert.False(expected.AsSpan().StartsWith(Encoding.UTF8.Preamble));
    }

    private void Build(params (string Path, string Name, string Options)[] models)
    {
        (int code, string[] errors) = Run(models);
        Assert.Empty(errors);
        Assert.Equal(0, code);
    }

    private string[] Fail(params (string Path, string Name, string Options)[] models)
    {
        (int code, string[] errors) = Run(models);
        Assert.Equal(1, code);
        return errors;
    }

    /// <summary>Builds what a project's build lists, which has CRLF on Windows.</summary>
    private (int Code, string[] Errors) Run((string Path, string Name, string Options)[] models)
    {
        System.IO.File.WriteAllText(File("models.txt"), string.Concat(models.Select(model => $"path={model.Path}\r\nname={model.Name}\n{model.Options}")));
        TextWriter before = Console.Error;
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            Console.SetError(errors);
            int code = BuildCommand.Run(_folder);
            return (code, errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            Console.SetError(before);
        }
    }

    private string Copy(string name, string from)
    {
        string path = Path.GetFullPath(Path.Combine(_root.FullName, name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.Copy(from, path, overwrite: true);
        return path;
    }

    private string File(string name) => Path.Combine(_folder, name);

    private string[] Lines(string name) => System.IO.File.ReadAllLines(File(name));

    private static ModelFile Read(string path) => LstmReader.Read(System.IO.File.ReadAllText(path));
}
