using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using LstmGen.Converter.Building;
using LstmGen.Converter.Commands;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Models.Importing;
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
        Assert.All(outputs, output => Assert.Equal(2, output.Split('/').Length));
        ModelFile[] models = [.. outputs.Select(Read)];
        Assert.Equal(["a/amp.keras", "b/amp.keras"], models.Select(model => model.Source));
        Assert.Equal(ModelCheck.Import(first).Network, models[0].Network);
        Assert.Equal(ModelCheck.Import(second).Network, models[1].Network);
        Assert.Empty(Lines("inputs.txt"));

        // No partially written file is left, and the lists have line ends that the build reads on every system.
        Assert.Equal(2, Directory.GetFiles(_folder, "*.lstm", SearchOption.AllDirectories).Length);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp", SearchOption.AllDirectories));
        Assert.Equal(string.Concat(outputs.Select(output => output + "\n")), System.IO.File.ReadAllText(File("outputs.txt")));
    }

    [Theory]
    [InlineData("amp.keras", "models/amp.keras", "models/amp.keras")]
    [InlineData("models/amp.keras", "amp.keras", "amp.keras")]
    [InlineData("models\\amp.keras", "deep/er/amp.keras", "deep/er/amp.keras")]
    [InlineData("./models/amp.keras", "models/Amp.KERAS", "models/Amp.KERAS")]
    [InlineData("amp.keras", "a/amp.keras b/amp.keras a/a/amp.keras", "a/amp.keras")]
    [InlineData("amp.keras", "bin/amp.keras obj/amp.keras .git/amp.keras node_modules/x/amp.keras tamp.keras", null)]
    [InlineData("../outside/amp.keras", "amp.keras", null)]
    public void A_file_that_does_not_exist_may_be_in_another_folder(string item, string files, string? meant)
    {
        foreach (string file in files.Split(' '))
        {
            Copy("project/" + file, KerasGolden.Path("no_bias.keras"));
        }

        string path = Path.GetFullPath(Path.Combine(_root.FullName, "project", item.Replace('\\', '/')));
        // A file system may treat names that differ only in case as the same.
        if (System.IO.File.Exists(path))
        {
            return;
        }

        Assert.Equal(
            $"{path} : error LSTM016: the file doesn't exist{(meant is null ? "" : $"; did you mean '{meant}'?")}",
            Assert.Single(Fail((path, item, ""))));
    }

    /// <summary>Another item's file is recognised wherever it is.</summary>
    [Fact]
    public void A_file_that_does_not_exist_may_be_another_items()
    {
        string other = Copy("elsewhere/amp.keras", KerasGolden.Path("no_bias.keras"));
        string missing = Path.Combine(_root.FullName, "project", "models", "amp.keras");
        string[] errors = Fail((other, "../elsewhere/amp.keras", ""), (missing, "models/amp.keras", ""));

        Assert.Equal($"{missing} : error LSTM016: the file doesn't exist; did you mean '../elsewhere/amp.keras'?", Assert.Single(errors));
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
            System.IO.File.SetLastWriteTimeUtc(File(output), Past);
        }

        Copy("b.keras", KerasGolden.Path("no_bias.keras"));
        Build((first, "a.keras", ""), (second, "b.keras", ""));

        Assert.Equal(outputs, Lines("outputs.txt"));
        Assert.Equal(Past, System.IO.File.GetLastWriteTimeUtc(File(outputs[0])));
        Assert.True(System.IO.File.GetLastWriteTimeUtc(File(outputs[1])) > Past);
        Assert.Equal(ModelCheck.Import(second).Network, Read(outputs[1]).Network);
    }

    /// <summary>A model that differs in only one weight: its text has the same length and the same words.</summary>
    [Fact]
    public void A_text_of_the_same_length_is_replaced()
    {
        string path = Copy("a.keras", KerasGolden.Path("lstm_dense.keras"));
        Build((path, "a.keras", ""));
        string output = File(Assert.Single(Lines("outputs.txt")));
        string text = System.IO.File.ReadAllText(output);
        int digit = text.IndexOfAny([.. "123456789"], text.IndexOf("    ", StringComparison.Ordinal));
        System.IO.File.WriteAllText(output, text[..digit] + (text[digit] == '9' ? '8' : '9') + text[(digit + 1)..]);
        Build((path, "a.keras", ""));
        Assert.Equal(text, System.IO.File.ReadAllText(output));
    }

    [Fact]
    public void A_bad_model_is_an_error_at_its_file_and_the_others_are_converted()
    {
        string good = Copy("good.keras", KerasGolden.Path("lstm_dense.keras"));
        string bad = Copy("bad.keras", KerasGolden.Path("stack.keras"));
        Build((good, "good.keras", ""), (bad, "bad.keras", ""));
        string before = System.IO.File.ReadAllText(File("outputs.txt"));
        string kept = System.IO.File.ReadAllText(File(Lines("outputs.txt")[1]));

        System.IO.File.WriteAllText(bad, "no\r\nmodel");
        string added = Copy("added.keras", KerasGolden.Path("no_bias.keras"));
        string missing = Path.Combine(_root.FullName, "missing.onnx");
        string[] errors = Fail((bad, "bad.keras", ""), (good, "good.keras", "steps=x\n"), (missing, "missing.onnx", ""), (added, "added.keras", ""));

        Assert.Equal(3, errors.Length);
        Assert.StartsWith($"{bad} : error LSTM016: the file is in no known format; there are ", errors[0], StringComparison.Ordinal);
        Assert.Equal($"{good} : error LSTM016: steps is 'x'; it is a whole number of at least 1", errors[1]);
        Assert.Equal($"{missing} : error LSTM016: the file doesn't exist", errors[2]);
        Assert.Equal(before, System.IO.File.ReadAllText(File("outputs.txt")));
        Assert.Equal(kept, System.IO.File.ReadAllText(File(Lines("outputs.txt")[1])));
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
    public void A_file_with_the_tensors_of_an_onnx_model_is_an_input()
    {
        string model = Copy("web/beside.onnx", Repository.Golden("onnx-states", "beside.onnx"));
        string data = Copy("web/beside.onnx.data", Repository.Golden("onnx-states", "beside.onnx.data"));
        Build((model, "web/beside.onnx", ""));
        Assert.Equal([data], Lines("inputs.txt"));
        string output = Assert.Single(Lines("outputs.txt"));
        Assert.Equal(ModelCheck.Import(model).Network, Read(output).Network);
        Assert.Contains($"read={data}\0hash={Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(data)))}\0", System.IO.File.ReadAllText(File("converted.txt")), StringComparison.Ordinal);

        // Another weight in it alone is another network.
        byte[] bytes = System.IO.File.ReadAllBytes(data);
        bytes[2] ^= 1;
        System.IO.File.WriteAllBytes(data, bytes);
        string before = System.IO.File.ReadAllText(File(output));
        Build((model, "web/beside.onnx", ""));
        Assert.NotEqual(before, System.IO.File.ReadAllText(File(output)));

        System.IO.File.Delete(data);
        Assert.Contains(" names the file 'beside.onnx.data', which isn't beside beside.onnx", Assert.Single(Fail((model, "web/beside.onnx", ""))), StringComparison.Ordinal);
        Assert.Equal([data], Lines("inputs.txt"));
    }

    [Fact]
    public void One_of_several_outputs_is_chosen_by_the_item()
    {
        string path = Copy("agent.onnx", Repository.Golden("onnx-states", "actor-critic.onnx"));
        Build((path, "agent.onnx", "output-name=v\n"));
        Assert.Equal(ModelCheck.Import(path, new ImportOptions { Output = "v" }).Network, Read(Assert.Single(Lines("outputs.txt"))).Network);
        Assert.Equal(
            $"{path} : error LSTM016: the graph has several outputs, 'pi' [1, 2], 'v' [1, 1]: say which is the network's, with OutputName=\"pi\" on the item or --output-name pi",
            Assert.Single(Fail((path, "agent.onnx", ""))));
        Assert.Equal(
            $"{path} : error LSTM016: two items name this file and state different things of it: <LstmModel Include=\"agent.onnx\" OutputName=\"pi\" /> and <LstmModel Include=\"agent.onnx\" OutputName=\"v\" />; keep one of them",
            Assert.Single(Fail((path, "agent.onnx", "output-name=pi\n"), (path, "agent.onnx", "output-name=v\n"))));
    }

    [Fact]
    public void A_scaler_is_an_input_of_the_build()
    {
        string path = Copy("sub/one.json", Repository.Golden("state_dict", "one.json"));
        string scaler = Copy("sub/units.json", Repository.Golden("scalers", "standard.json"));
        Build((path, "sub/one.json", "scaler=units.json\n"));
        Assert.Equal([scaler], Lines("inputs.txt"));
        Network network = Read(Assert.Single(Lines("outputs.txt"))).Network;
        Assert.Equal(ModelCheck.Import(path, new ImportOptions { ScalerPath = scaler }).Network, network);

        System.IO.File.Delete(scaler);
        Assert.Equal($"{path} : error LSTM016: the scaler 'units.json' doesn't exist; its path starts at the folder of one.json", Assert.Single(Fail((path, "sub/one.json", "scaler=units.json\n"))));
        Assert.Equal([scaler], Lines("inputs.txt"));
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        string path = Copy("a.keras", KerasGolden.Path("lstm_dense.keras"));
        Build((path, "a.keras", ""));
        string output = File(Assert.Single(Lines("outputs.txt")));
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

        Assert.Equal(output, File(Assert.Single(Lines("outputs.txt"))));
        Assert.Equal(expected, System.IO.File.ReadAllBytes(output));
        Assert.False(expected.AsSpan().StartsWith(Encoding.UTF8.Preamble));
    }

    [Fact]
    public void What_was_converted_is_the_list_that_a_build_writes_next()
    {
        string model = Copy("web/model.json", KerasGolden.Path("tfjs", "lstm_dense", "model.json"));
        string shard = Copy("web/weights.bin", KerasGolden.Path("tfjs", "lstm_dense", "weights.bin"));
        string head = $"tool=LstmGen.Converter.dll\0hash=AB\0\npath={model}\0name=web/model.json\0steps=\0\nfile={model}\0hash=CD\0\n";
        Assert.Equal(0, Run(head + $"read=gone.bin\0hash=\0\nwrote=gone/gone.lstm\0time=1\0\n").Code);

        string output = Assert.Single(Lines("outputs.txt"));
        string expected = head
            + $"read={shard}\0hash={Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(shard)))}\0{Environment.NewLine}"
            + FormattableString.Invariant($"wrote={output}\0time={System.IO.File.GetLastWriteTimeUtc(File(output)).Ticks}\0{Environment.NewLine}");
        Assert.Equal(expected, System.IO.File.ReadAllText(File("converted.txt")));

        Assert.Equal(0, Run(expected).Code);
        Assert.Equal(expected, System.IO.File.ReadAllText(File("converted.txt")));
    }

    [Fact]
    public void A_conversion_that_fails_is_no_conversion()
    {
        string path = Copy("a.keras", KerasGolden.Path("lstm_dense.keras"));
        Build((path, "a.keras", ""));
        string before = System.IO.File.ReadAllText(File("converted.txt"));
        System.IO.File.WriteAllText(path, "");
        Assert.Single(Fail((path, "a.keras", "")));
        Assert.Equal(before, System.IO.File.ReadAllText(File("converted.txt")));
    }

    [Fact]
    public void A_text_that_no_model_of_the_project_has_any_longer_is_removed()
    {
        string first = Copy("a.keras", KerasGolden.Path("lstm_dense.keras"));
        string second = Copy("b.keras", KerasGolden.Path("stack.keras"));
        Build((first, "a.keras", ""), (second, "b.keras", ""));
        string[] outputs = Lines("outputs.txt");
        Build((second, "b.keras", ""));

        Assert.Equal([outputs[1]], Lines("outputs.txt"));
        Assert.Equal([Path.GetFullPath(File(outputs[1]))], Directory.GetFiles(_folder, "*.lstm", SearchOption.AllDirectories));
        Assert.Single(Directory.GetDirectories(_folder));
        Build();
        Assert.Empty(Directory.GetDirectories(_folder));
    }

    [Fact]
    public void An_option_may_have_several_lines()
    {
        string path = Copy("weights.h5", KerasGolden.Path("every_step.weights.h5"));
        (int code, string[] errors) = Run($"path={path}\0name=weights.h5\0return-sequences=true\0layers=\n   lstm,\r\n   dense,\n   time_distributed\n\0activation=\n  dense=relu\n\0\n");
        Assert.Empty(errors);
        Assert.Equal(0, code);
        Assert.Equal(3, Read(Assert.Single(Lines("outputs.txt"))).Network.Layers.Count);
    }

    [Fact]
    public void Items_that_repeat_each_other_are_one_model()
    {
        string path = Copy("one.json", Repository.Golden("state_dict", "one.json"));
        Build((path, "one.json", "steps=17\nskip=\n"), (path, "./one.json", "steps= 17 \n"));
        Assert.Equal("one.json", Read(Assert.Single(Lines("outputs.txt"))).Source);
    }

    [Fact]
    public void Items_that_state_different_things_of_one_file_are_an_error_that_names_both()
    {
        string path = Copy("one.json", Repository.Golden("state_dict", "one.json"));
        Assert.Equal(
            [$"{path} : error LSTM016: two items name this file and state different things of it: <LstmModel Include=\"one.json\" Steps=\"17\" /> and <LstmModel Include=\"./one.json\" Steps=\"18\" Activations=\"head=relu\" />; keep one of them"],
            Fail((path, "one.json", "steps=17\n"), (path, "one.json", "steps=17\n"), (path, "./one.json", "steps=18\nactivation=head=relu\n")));
    }

    /// <summary>
    /// A project passes each, by a name that MSBuild doesn't reserve for its own elements: an item with a reserved name isn't loaded.
    /// </summary>
    [Fact]
    public void Every_option_of_an_item_is_metadata_that_a_project_can_have()
    {
        string targets = System.IO.File.ReadAllText(Repository.Source("LstmGen", "buildTransitive", "LstmGen.targets"));
        Assert.All(ModelItem.Metadata, pair => Assert.Contains($"%00{pair.Option}=%({pair.Metadata})%00", targets, StringComparison.Ordinal));
        string[] reserved =
        [
            "Output", "VisualStudioProject", "Target", "PropertyGroup", "ItemGroup", "UsingTask", "ProjectExtensions", "OnError", "Choose", "When", "Otherwise",
            "Include", "Exclude", "Remove", "Update", "Condition", "Label", "KeepMetadata", "RemoveMetadata", "KeepDuplicates", "MatchOnMetadata", "MatchOnMetadataOptions",
            "FullPath", "RootDir", "Filename", "Extension", "RelativeDir", "Directory", "RecursiveDir", "Identity", "ModifiedTime", "CreatedTime", "AccessedTime",
            "DefiningProjectFullPath", "DefiningProjectDirectory", "DefiningProjectName", "DefiningProjectExtension",
        ];
        Assert.Empty(ModelItem.Metadata.Select(pair => pair.Metadata).Intersect(reserved, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Whichever of the options it is.</summary>
    [Theory]
    [InlineData("steps=17", "Steps=\"17\"")]
    [InlineData("return-sequences=true", "ReturnSequences=\"true\"")]
    [InlineData("layers=rec, head", "Layers=\"rec, head\"")]
    [InlineData("leave-out=critic", "LeaveOut=\"critic\"")]
    [InlineData("activation=head=relu", "Activations=\"head=relu\"")]
    [InlineData("skip=false", "Skip=\"false\"")]
    [InlineData("hard-sigmoid=hard_sigmoid_02", "HardSigmoid=\"hard_sigmoid_02\"")]
    [InlineData("scaler=units.json", "Scaler=\"units.json\"")]
    [InlineData("allow-nonfinite=true", "AllowNonFinite=\"true\"")]
    public void Items_contradict_each_other_in_any_option(string option, string shown)
    {
        string path = Copy("one.json", Repository.Golden("state_dict", "one.json"));
        Assert.Equal(
            [$"{path} : error LSTM016: two items name this file and state different things of it: <LstmModel Include=\"one.json\" /> and <LstmModel Include=\"one.json\" {shown} />; keep one of them"],
            Fail((path, "one.json", ""), (path, "one.json", option + "\n")));
    }

    [Theory]
    [InlineData(null, "the list of the project's models can't be read: ")]
    [InlineData("path=a.keras\n", "the list of the project's models is damaged (a value in it has no name, no end, or is there twice); build the project again")]
    [InlineData("path=a.keras\0\n", "the list of the project's models is damaged (the item of a.keras has no name); build the project again")]
    [InlineData("path=a.keras\0name=\0\n", "the list of the project's models is damaged (the item of a.keras has no name); build the project again")]
    [InlineData("path=\0name=a.keras\0\n", "the list of the project's models is damaged (an item has no path); build the project again")]
    [InlineData("path=a\0path=b\0\n", "the list of the project's models is damaged (a value in it has no name, no end, or is there twice); build the project again")]
    [InlineData("\0\0\0", "the list of the project's models is damaged (a value in it has no name, no end, or is there twice); build the project again")]
    public void A_list_that_is_none_is_an_error_at_the_list(string? list, string message)
    {
        (int code, string[] errors) = Run(list);
        Assert.Equal(1, code);
        Assert.StartsWith($"{File("models.txt")} : error LSTM016: {message}", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void An_earlier_text_that_can_not_be_read_is_replaced()
    {
        string path = Copy("a.keras", KerasGolden.Path("lstm_dense.keras"));
        Build((path, "a.keras", ""));
        string output = File(Assert.Single(Lines("outputs.txt")));
        string text = System.IO.File.ReadAllText(output);
        using (new FileStream(output, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            // Windows doesn't replace a file that is open: then that is the error.
            (int code, string[] errors) = Run([(path, "a.keras", "")]);
            Assert.Equal(OperatingSystem.IsWindows() ? 1 : 0, code);
            Assert.All(errors, error => Assert.StartsWith($"{path} : error LSTM016: {output} can't be written: ", error, StringComparison.Ordinal));
        }

        Assert.Equal(text, System.IO.File.ReadAllText(output));
    }

    [Fact]
    public void What_can_not_be_written_is_an_error()
    {
        string path = Copy("a.keras", KerasGolden.Path("lstm_dense.keras"));
        Build((path, "a.keras", ""));
        string output = File(Assert.Single(Lines("outputs.txt")));
        System.IO.File.Delete(output);
        Directory.CreateDirectory(output);
        Assert.StartsWith($"{path} : error LSTM016: {Path.GetFullPath(output)} can't be written: ", Path.GetFullPath(Assert.Single(Fail((path, "a.keras", "")))), StringComparison.Ordinal);

        // Nor can the folder of a model's text.
        Directory.Delete(output);
        Directory.Delete(Path.GetDirectoryName(output)!);
        System.IO.File.WriteAllText(Path.GetDirectoryName(output)!, "");
        Assert.Contains(" : error LSTM016: ", Assert.Single(Fail((path, "a.keras", ""))), StringComparison.Ordinal);

        // Nor can the list of what was written.
        System.IO.File.Delete(Path.GetDirectoryName(output)!);
        System.IO.File.Delete(File("outputs.txt"));
        Directory.CreateDirectory(File("outputs.txt"));
        Assert.StartsWith($"{File("models.txt")} : error LSTM016: {File("outputs.txt")} can't be written: ", Assert.Single(Fail((path, "a.keras", ""))), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_name_with_a_line_break_is_refused_and_shown_on_one_line()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such names.");
        string path = Copy("a\nread=x.keras", KerasGolden.Path("lstm_dense.keras"));
        Assert.Equal(
            $"{_root.FullName}/a\\u000aread=x.keras : error LSTM016: the file's path has a control character, such as a line break, which the lists of a build can't hold; rename it",
            Assert.Single(Fail((path, "a\nread=x.keras", ""))));
        Assert.Empty(Lines("inputs.txt"));
    }

    [Fact]
    public void A_name_that_looks_like_another_is_shown_as_it_is()
    {
        string path = Copy("a\u202esarek.json", KerasGolden.Path("lstm_dense.keras"));
        Build((path, "a\u202esarek.json", ""));
        Assert.Equal("a\u202esarek.json", Read(Assert.Single(Lines("outputs.txt"))).Source);

        System.IO.File.WriteAllText(path, "");
        Assert.Equal(Path.Combine(_root.FullName, "a\\u202esarek.json") + " : error LSTM016: the file is empty", Assert.Single(Fail((path, "a\u202esarek.json", ""))));
    }

    [SkippableFact]
    public void A_text_has_no_quotation_mark_in_its_name()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such names.");
        string path = Copy("the \"best\".keras", KerasGolden.Path("lstm_dense.keras"));
        Build((path, "the \"best\".keras", ""));
        string output = Assert.Single(Lines("outputs.txt"));
        Assert.EndsWith("/the _best_.keras.lstm", output, StringComparison.Ordinal);
        Assert.Equal("the \"best\".keras", Read(output).Source);
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
    private (int Code, string[] Errors) Run((string Path, string Name, string Options)[] models) =>
        Run(string.Concat(models.Select(model => $"path={model.Path}\0name={model.Name}\0{model.Options.Replace('\n', '\0')}\r\n")));

    private (int Code, string[] Errors) Run(string? list)
    {
        if (list is not null)
        {
            System.IO.File.WriteAllText(File("models.txt"), list);
        }

        ToolResult result = ToolProcess.Run(() => BuildCommand.Run(_folder));
        return (result.ExitCode, [.. result.Errors]);
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

    private ModelFile Read(string output) => LstmReader.Read(System.IO.File.ReadAllText(File(output)));
}
