using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Models.Importing;
using LstmGen.Tool.Generating;
using LstmGen.Tool.Tests.Generating;
using LstmGen.Tool.Tests.Importing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace LstmGen.Tool.Tests.Commands;

public sealed class CommandTests : IDisposable
{
    private const string OnlyName = "größe ü 模型";

    private static readonly string Model = KerasGolden.Path("lstm_dense.keras");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen tests " + OnlyName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("keras/lstm_dense.keras")]
    [InlineData("keras/lstm_dense.h5")]
    [InlineData("keras/tfjs/lstm_dense/model.json")]
    [InlineData("onnx-pytorch/stack.onnx")]
    [InlineData("nam/two_layers.nam")]
    [InlineData("guitarml/two_layers.json")]
    [InlineData("aidax/two_layers.json")]
    [InlineData("rtneural/layers.json")]
    [InlineData("state_dict/one.safetensors", "--return-sequences", "false", "--activation", "head=linear")]
    public void Convert_writes_the_file_and_nothing_else(string model, params string[] options)
    {
        string path = Repository.Golden(model.Split('/'));
        string output = In("new folder", "out.lstm");
        ToolResult result = ToolProcess.Run(["convert", path, "-o", output, .. options]);

        Assert.Empty(result.Errors);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Equal([output], Files());
        string text = File.ReadAllText(output);
        Assert.False(File.ReadAllBytes(output).AsSpan().StartsWith(Encoding.UTF8.Preamble));
        Assert.DoesNotContain('\r', text);
        ModelFile file = LstmReader.Read(text);
        Assert.Equal(Path.GetFileName(path), file.Source);
        ImportedModel imported = ModelCheck.Import(path, options.Length == 0 ? null : new ImportOptions
        {
            ReturnSequences = false,
            Activations = new Dictionary<string, Generator.Model.Activation> { ["head"] = Generator.Model.Activation.Linear },
        });
        Assert.Equal(imported.Network, file.Network);
        Assert.Equal(imported.Framework, file.Framework);
    }

    [Fact]
    public void Convert_takes_the_place_of_an_older_file()
    {
        string output = In("out.lstm");
        File.WriteAllText(output, "older");
        Succeeds("convert", Model, "--output", output, "--name", "models\\amp.keras");
        Assert.Equal([output], Files());
        Assert.Equal("models/amp.keras", LstmReader.Read(File.ReadAllText(output)).Source);

        // It reads its own output, and writes the same text again.
        string again = In("again.LSTM");
        Succeeds("convert", output, "--output", again, "--name", "models/amp.keras");
        Assert.Equal(File.ReadAllText(output), File.ReadAllText(again));
    }

    [Theory]
    [InlineData("keras/lstm_dense.keras")]
    [InlineData("keras/lstm_dense.h5")]
    [InlineData("onnx-pytorch/stack.onnx")]
    [InlineData("nam/two_layers.nam")]
    [InlineData("state_dict/one.safetensors")]
    [InlineData("keras/make.py")]
    public void A_bad_model_is_one_line_and_no_file(string model)
    {
        byte[] bytes = File.ReadAllBytes(Repository.Golden(model.Split('/')));
        string path = In("bad " + Path.GetFileName(model));
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        string output = In("out.lstm");
        Fails($"{path}: ", "convert", path, "-o", output);
        Assert.Equal([path], Files());

        File.WriteAllText(output, "older");
        Fails($"{path}: ", "convert", path, "-o", output);
        Assert.Equal("older", File.ReadAllText(output));
        Assert.Equal(2, Files().Length);
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("inspect")]
    [InlineData("verify")]
    [InlineData("run", "-o", "never.csv")]
    [InlineData("trace", "-o", "never.csv")]
    [InlineData("draw", "-o", "never.svg")]
    [InlineData("generate", "-c", "A", "-o", "never.cs")]
    public void A_bad_model_is_one_line_of_every_command(string command, params string[] options)
    {
        string path = In("cut.lstm");
        File.WriteAllText(path, "lstm-model 1\ninput x\n");
        Assert.Equal(
            $"lstmgen: {path}: line 2, column 7: 'x' is not a valid value for input: it must be a whole number from 1 to 2147483647",
            Fails($"{path}: ", [command, path, .. options]));
        Assert.Equal([path], Files());
    }

    [Fact]
    public void A_model_that_isn_t_there_is_an_error()
    {
        string path = In("missing.keras");
        Assert.Equal($"lstmgen: {path}: the file doesn't exist", Fails("", "summary", path));
        Assert.Equal($"lstmgen: {_folder.FullName}: the file is a folder", Fails("", "summary", _folder.FullName));
        Assert.EndsWith("the file has no name", Fails("", "summary", ""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("out.txt")]
    [InlineData("out")]
    [InlineData("out.lstm.bak")]
    public void Convert_writes_only_what_the_generator_finds(string name)
    {
        string output = In(name);
        Assert.Equal($"lstmgen: {Model}: the output {output} must end in .lstm, or for Unity in .LstmGen.Generator.additionalfile, by which the generator knows it", Fails("", "convert", Model, "-o", output));
        Assert.Empty(Files());
    }

    [Fact]
    public void An_output_that_can_t_be_written_is_an_error()
    {
        string file = In("file");
        File.WriteAllText(file, "older");
        string below = Path.Combine(file, "out.lstm");
        NamesOnce(below, Fails($"{Model}: {below} can't be written: ", "convert", Model, "-o", below));
        NamesOnce(below, Fails($"{Model}: {below}.cs can't be written: ", "generate", Model, "-c", "A", "-o", below + ".cs"));

        string folder = In("folder.lstm");
        Directory.CreateDirectory(folder);
        NamesOnce(folder, Fails($"{Model}: {folder} can't be written: ", "convert", Model, "-o", folder));
        Assert.Equal([file], Files());
        Assert.Equal("older", File.ReadAllText(file));
    }

    [Fact]
    public void What_is_stated_and_wrong_is_an_error()
    {
        Assert.Equal($"lstmgen: {Model}: steps is '0'; it is a whole number of at least 1", Fails("", "summary", Model, "--steps", "0"));
        Assert.Equal($"lstmgen: {Model}: skip is 'maybe'; it is true or false", Fails("", "summary", Model, "--skip", "maybe"));
        Fails($"{Model}: activation names 'mish', which is not an activation; there are tanh, ", "summary", Model, "--activation", "dense=mish");
    }

    [Fact]
    public void Summary_prints_the_table_of_keras() => Assert.Equal(
        """
        Model: "lstm_dense"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
        │ lstm (LSTM)                     │ (None, 5)              │           180 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ dense (Dense)                   │ (None, 2)              │            12 │
        └─────────────────────────────────┴────────────────────────┴───────────────┘
         Total params: 192 (768.00 B)
         Trainable params: 192 (768.00 B)
         Non-trainable params: 0 (0.00 B)

        """.ReplaceLineEndings("\n"),
        Succeeds("summary", Model));

    [Fact]
    public void Inspect_prints_what_is_in_the_file()
    {
        string keras = Squeezed(Succeeds("inspect", Model));
        foreach (string fact in new[]
                 {
                     "format Keras 3 (.keras)", "framework Keras 3.5.0", "gate order i, f, c, o", "input 3 features a step", "steps 6", "output 2 values for the last step",
                     "parameters 192", "initial state zero", "skip connection none", "recorded tests 0", "│ lstm │ LSTM │ 3 │ 5 │ tanh │", "│ dense │ Dense │ 5 │ 2 │ linear │",
                     "│ layers/lstm/cell/vars/1 │ [5, 20] │ F32 │ recurrent kernel of lstm │", "│ layers/dense/vars/1 │ [2] │ F32 │ bias of dense │",
                 })
        {
            Assert.Contains(fact, keras, StringComparison.Ordinal);
        }

        Assert.Contains("gate order i, o, f, c", Squeezed(Succeeds("inspect", Repository.Golden("onnx-pytorch", "stack.onnx"))), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', keras);
    }

    [Fact]
    public void What_is_printed_for_another_program_is_whole()
    {
        // With names too long for any terminal, in files of any width.
        string lstm = In("wide.lstm");
        Succeeds("convert", KerasGolden.Path("bidirectional.keras"), "-o", lstm);
        foreach (string model in new[] { Model, lstm, KerasGolden.Path("merge_modes.keras"), Repository.Golden("onnx-pytorch", "stack.onnx") })
        {
            ToolResult result = ToolProcess.Start([("COLUMNS", "40")], "inspect", model);
            Assert.Empty(result.Errors);
            Assert.DoesNotContain('…', result.Output);
            string[] tables = [.. result.Output.Split('\n').Where(line => line.StartsWith('│'))];
            Assert.Contains(tables, line => line.Contains("│ recurrent activation │", StringComparison.Ordinal));
            Assert.Equal(["layer", "type", "input", "units", "activation", "recurrent activation", "bias", "every step", "options"], tables[0].Split('│')[1..^1].Select(cell => cell.Trim()));
            Assert.All(tables, line => Assert.NotEqual("", line.Split('│')[1].Trim()));
        }
    }

    [Theory]
    [InlineData("net10.0", LanguageVersion.CSharp14)]
    [InlineData("net8.0", LanguageVersion.CSharp12)]
    [InlineData("netstandard2.1", LanguageVersion.CSharp8)]
    [InlineData("netstandard2.0", LanguageVersion.CSharp7_3)]
    [InlineData("netstandard2.0+memory", LanguageVersion.CSharp7_3)]
    [InlineData("net48", LanguageVersion.CSharp7_3)]
    [InlineData("net48+memory", LanguageVersion.CSharp7_3)]
    [InlineData("nanoframework", LanguageVersion.CSharp7_3)]
    public void Generate_writes_a_class_that_compiles(string target, LanguageVersion version)
    {
        string output = In("Brain.cs");
        Assert.Equal("", Succeeds("generate", Model, "-o", output, "-c", "Game.Brain", "--target", target));
        Assert.Equal([output], Files());
        string text = File.ReadAllText(output);
        Assert.DoesNotContain('\r', text);
        Assert.Equal(Accessibility.Public, Compiled(text, version, FrameworkReferences.Of(target), "Game.Brain").DeclaredAccessibility);
        if (!target.EndsWith("+memory", StringComparison.Ordinal))
        {
            // A method that takes an argument by ref in System.Memory takes it by in here.
            Compiled(text, version, FrameworkReferences.Running, "Game.Brain");
        }
    }

    [Fact]
    public void Generate_adds_the_static_form_and_the_interfaces()
    {
        string output = In("Brain.cs");
        Succeeds("generate", Model, "-o", output, "-c", "Game.Brain", "-t", "net8.0", "--interface");
        Assert.Contains(": global::LstmGen.Models.ILstm", File.ReadAllText(output), StringComparison.Ordinal);
        Succeeds("generate", Model, "-o", output, "-c", "Game.Brain", "-t", "netstandard2.1", "--static-form");
        Assert.NotEmpty(Compiled(File.ReadAllText(output), LanguageVersion.CSharp8, FrameworkReferences.Of("netstandard2.1"), "Game.Brain").GetTypeMembers("Static").Single().GetMembers("Step"));

        File.Delete(output);
        Assert.Equal(
            $"lstmgen: {Model}: --static-form needs System.Span<T>, which nanoframework doesn't have",
            Fails("", "generate", Model, "-o", output, "-c", "A", "-t", "nanoframework", "--static-form"));
        Assert.Equal(
            $"lstmgen: {Model}: --interface needs static abstract members of interfaces (.NET 8 and C# 11), which netstandard2.1 doesn't have",
            Fails("", "generate", Model, "-o", output, "-c", "A", "-t", "netstandard2.1", "--interface"));
        Assert.Empty(Files());
    }

    [Fact]
    public void Generate_does_what_its_options_say()
    {
        string output = In("new", "Brain.cs");
        Succeeds("generate", Model, "-o", output, "-c", "event.class", "--access", "internal", "--unroll", "Full", "--arithmetic", "Separate", "--vector-width", "Scalar");
        string scalar = File.ReadAllText(output);
        Assert.Equal(Accessibility.Internal, Compiled(scalar, LanguageVersion.CSharp12, FrameworkReferences.Of("net8.0"), "event.class").DeclaredAccessibility);
        Assert.DoesNotContain("Vector128", scalar, StringComparison.Ordinal);
        Assert.DoesNotContain("FusedMultiplyAdd", scalar, StringComparison.Ordinal);

        Succeeds("generate", Model, "-o", output, "-c", "Brain");
        string one = File.ReadAllText(output);
        Assert.NotEqual(scalar, one);
        Compiled(one, LanguageVersion.CSharp12, FrameworkReferences.Of("net8.0"), "Brain");
        Succeeds("generate", Model, "-o", output, "-c", "Brain");
        Assert.Equal(one, File.ReadAllText(output));
    }

    [Theory]
    [InlineData("net10.0", LanguageVersion.CSharp14)]
    [InlineData("net8.0", LanguageVersion.CSharp12)]
    [InlineData("netstandard2.1", LanguageVersion.CSharp8)]
    [InlineData("netstandard2.0", LanguageVersion.CSharp7_3)]
    [InlineData("netstandard2.0+memory", LanguageVersion.CSharp7_3)]
    [InlineData("net48", LanguageVersion.CSharp7_3)]
    [InlineData("net48+memory", LanguageVersion.CSharp7_3)]
    [InlineData("nanoframework", LanguageVersion.CSharp7_3)]
    public void Every_option_of_the_attribute_goes_with_every_target(string target, LanguageVersion version)
    {
        string output = In("Brain.cs");
        bool hasSpans = KnownTargets.All[target].Spans;
        Succeeds(
            ["generate", Model, "-o", output, "-c", "Brain", "-t", target, "--unroll", "tiled", "--arithmetic", "SEPARATE", "--vector-width", "vector256", "--precision", "double", "--masking", "-1.5",
             .. hasSpans ? ["--static-form"] : Array.Empty<string>()]);
        INamedTypeSymbol brain = Compiled(File.ReadAllText(output), version, FrameworkReferences.Of(target), "Brain");
        Assert.Equal(hasSpans, brain.GetTypeMembers("Static").Any());
        IMethodSymbol[] forms = [.. brain.GetMembers("Forward").OfType<IMethodSymbol>()];
        Assert.NotEmpty(forms);
        Assert.All(forms, form => Assert.Contains("double", form.Parameters[0].Type.ToDisplayString(), StringComparison.Ordinal));
        Assert.Contains(forms, form => form.Parameters.Any(parameter => parameter.Type.ToDisplayString().Contains("bool", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_property_of_the_attribute_is_an_option()
    {
        string help = SucceedsApart("generate", "--help");
        PropertyInfo[] properties = typeof(Options).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);
        Assert.NotEmpty(properties);
        Assert.All(properties, property => Assert.Contains(
            "  --" + string.Concat(property.Name.Select((c, i) => i > 0 && char.IsUpper(c) ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString())) + (property.PropertyType.IsEnum ? $" <{string.Join('|', Enum.GetNames(property.PropertyType))}>" : ""),
            help, StringComparison.Ordinal));
    }

    [Fact]
    public void Generate_refuses_what_the_generator_refuses()
    {
        string output = In("Brain.cs");
        string both = Repository.Golden("state_dict", "bidirectional.safetensors");
        Assert.Equal(
            $"lstmgen: {both}: layer bidirectional reads the sequence from its end, so the sequence has to have a known length; give Steps",
            Fails("", "generate", both, "-o", output, "-c", "A", "--activation", "head=linear"));
        Assert.Equal($"lstmgen: {Model}: a class can't be called 'State', because one of its members is", Fails("", "generate", Model, "-o", output, "-c", "Game.State"));
        Assert.Equal($"lstmgen: {Model}: --masking is '1e99'; it is 'mask', or the number that a masked step has in every feature", Fails("", "generate", Model, "-o", output, "-c", "A", "--masking", "1e99"));
        string masked = KerasGolden.Path("masking.keras");
        Assert.StartsWith($"lstmgen: {masked}: --masking is 17, and the model masks by ", Fails("", "generate", masked, "-o", output, "-c", "A", "--masking", "17"), StringComparison.Ordinal);

        // More steps than a bidirectional layer may keep between two layers.
        string[] steps = ["generate", both, "-o", output, "-c", "A", "--activation", "head=linear", "--steps"];
        Assert.Contains("values of room for a sequence between two layers", Fails($"{both}: the network has ", [.. steps, "20000000"]), StringComparison.Ordinal);
        Assert.Empty(Files());
        Succeeds([.. steps, "2000"]);
    }

    [Fact]
    public void Generate_says_what_it_does_otherwise()
    {
        string output = In("Brain.cs");
        string open = Repository.Golden("nam", "two_layers.nam");
        ToolResult result = ToolProcess.Run("generate", open, "-o", output, "-c", "A", "--unroll", "Full");
        Assert.Equal(["lstmgen: warning: the code can't be unrolled as requested: Unroll = Full writes out every step of a sequence, and Steps is not given; one step is written out instead"], result.Errors);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal([output], Files());
    }

    [Theory]
    [InlineData("1Brain", "'1Brain' is not a class name: '1Brain' is not an identifier")]
    [InlineData("Game.", "'Game.' is not a class name: '' is not an identifier")]
    [InlineData("Game Brain", "'Game Brain' is not a class name: 'Game Brain' is not an identifier")]
    [InlineData("A;class B{}", "'A;class B{}' is not a class name: 'A;class B{}' is not an identifier")]
    [InlineData("A<T>", "'A<T>' is not a class name: 'A<T>' is not an identifier")]
    public void Generate_needs_the_name_of_a_class(string name, string message)
    {
        Assert.Equal($"lstmgen: {Model}: {message}", Fails("", "generate", Model, "-o", In("Brain.cs"), "-c", name));
        Assert.Empty(Files());
    }

    [Fact]
    public void Generate_needs_a_framework_that_has_what_is_asked_for()
    {
        Assert.Equal(
            $"lstmgen: {Model}: --arithmetic Fused needs System.MathF.FusedMultiplyAdd, which netstandard2.1 doesn't have",
            Fails("", "generate", Model, "-o", In("Brain.cs"), "-c", "A", "-t", "netstandard2.1", "--arithmetic", "Fused"));
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("there is no command 'frobnicate'; there are convert, summary, inspect, generate, verify, run, trace, draw; lstmgen --help says more", "frobnicate")]
    [InlineData("a command is missing; there are convert, summary, inspect, generate, verify, run, trace, draw; lstmgen --help says more")]
    [InlineData("lstmgen has no option '--frobnicate'; lstmgen --help says more", "--frobnicate")]
    [InlineData("summary needs a FILE; lstmgen summary --help says more", "summary")]
    [InlineData("summary has no option '--frobnicate'; lstmgen summary --help says more", "summary", "a.keras", "--frobnicate")]
    [InlineData("'b.keras' is one argument too many; summary takes one FILE; put a path with spaces in quotes; lstmgen summary --help says more", "summary", "a.keras", "b.keras")]
    [InlineData("convert needs the option --output; lstmgen convert --help says more", "convert", "a.keras")]
    [InlineData("generate needs the option --class; lstmgen generate --help says more", "generate", "a.keras", "-o", "a.cs")]
    [InlineData("--target is 'other'; it is nanoframework, net10.0, net48, net48+memory, net8.0, netstandard2.0, netstandard2.0+memory or netstandard2.1; lstmgen generate --help says more", "generate", "a.keras", "-o", "a.cs", "-c", "A", "--target", "other")]
    [InlineData("--access is 'private'; it is public or internal; lstmgen generate --help says more", "generate", "a.keras", "-o", "a.cs", "-c", "A", "--access", "private")]
    [InlineData("--unroll is 'Much'; it is Auto, Full, Step or Tiled; lstmgen generate --help says more", "generate", "a.keras", "-o", "a.cs", "-c", "A", "--unroll", "Much")]
    [InlineData("--unroll is '1'; it is Auto, Full, Step or Tiled; lstmgen generate --help says more", "generate", "a.keras", "-o", "a.cs", "-c", "A", "--unroll", "1")]
    [InlineData("--unroll is 'Full,Step'; it is Auto, Full, Step or Tiled; lstmgen generate --help says more", "generate", "a.keras", "-o", "a.cs", "-c", "A", "--unroll", "Full,Step")]
    [InlineData("--unroll has no value; lstmgen generate --help says more", "generate", "a.keras", "-o", "a.cs", "-c", "A", "--unroll")]
    [InlineData("--precision is 'half'; it is Single or Double; lstmgen generate --help says more", "generate", "a.keras", "-o", "a.cs", "-c", "A", "--precision", "half")]
    [InlineData("--tolerance is 'x'; it is a number of at least 0; lstmgen verify --help says more", "verify", "a.keras", "--tolerance", "x")]
    [InlineData("--tolerance is 'nan'; it is a number of at least 0; lstmgen verify --help says more", "verify", "a.keras", "--tolerance", "nan")]
    [InlineData("--tolerance is '0,1'; it is a number of at least 0; lstmgen verify --help says more", "verify", "a.keras", "--tolerance", "0,1")]
    [InlineData("--seed is '1.5'; it is a whole number; lstmgen verify --help says more", "verify", "a.keras", "--seed", "1.5")]
    public void A_command_line_that_is_none_is_one_line(string message, params string[] arguments) =>
        Assert.Equal("lstmgen: " + message, Fails("", arguments));

    [Theory]
    [InlineData("convert", "--output", "--name")]
    [InlineData("summary")]
    [InlineData("inspect")]
    [InlineData("generate", "--output", "--class", "--target", "--access", "--unroll", "--arithmetic", "--vector-width", "--precision", "--static-form", "--interface", "--masking", "nanoframework|net10.0|net48|net48+memory|net8.0|netstandard2.0|netstandard2.0+memory|netstandard2.1")]
    [InlineData("verify", "--input", "--output", "--seed", "--tolerance")]
    [InlineData("run", "--input", "--output", "OUT.csv|OUT.json|OUT.npy", "--every-step", "--precision", "--arithmetic", "--masking")]
    [InlineData("trace", "--input", "--output", "OUT.csv|OUT.json", "--precision", "--arithmetic", "--masking")]
    [InlineData("draw", "--input", "--output", "OUT.svg|OUT.html", "over-time|unit|strips|parameters|cell", "--layer", "--direction", "--unit", "--step", "--sequence", "--precision", "--arithmetic", "--masking")]
    public void Help_lists_what_a_command_takes(string command, params string[] options)
    {
        string help = SucceedsApart(command, "--help");
        foreach (string option in (string[])[.. options, "<FILE>", "--steps", "--return-sequences", "--layers", "--leave-out", "--activation", "--skip", "--hard-sigmoid", "--output-name", "--scaler", "--allow-nonfinite"])
        {
            Assert.Contains(option, help, StringComparison.Ordinal);
        }

        foreach (IModelFormat format in ModelImporter.Formats)
        {
            Assert.Contains(format.Name, help, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Help_lists_the_commands()
    {
        string help = SucceedsApart("--help");
        Assert.All(["convert", "summary", "inspect", "generate", "verify", "run", "trace", "draw"], command => Assert.Contains($"  {command} <FILE>", help, StringComparison.Ordinal));
        Assert.DoesNotContain("build", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_is_the_version() => Assert.Matches(@"^\d+\.\d+\.\d+[^\n]*\n$", SucceedsApart("--version"));

    [Theory]
    [InlineData("tr_TR.UTF-8")]
    [InlineData("de_DE.UTF-8")]
    [InlineData("C")]
    public void The_language_of_the_machine_changes_nothing(string language)
    {
        IReadOnlyList<(string, string)> environment = [("LANG", language), ("LC_ALL", language)];
        string model = In($"{OnlyName}.keras");
        File.Copy(Model, model);
        (string here, string there) = (In("here.lstm"), In("ICH İ.lstm"));
        Succeeds("convert", model, "-o", here);
        Assert.Equal(0, ToolProcess.Start(environment, "convert", model, "-o", there).ExitCode);
        Assert.Equal(File.ReadAllBytes(here), File.ReadAllBytes(there));
        Assert.Equal(OnlyName + ".keras", LstmReader.Read(File.ReadAllText(there)).Source);

        Succeeds("generate", model, "-o", here + ".cs", "-c", "Größe.I");
        Assert.Equal(0, ToolProcess.Start(environment, "generate", model, "-o", there + ".cs", "-c", "Größe.I").ExitCode);
        Assert.Equal(File.ReadAllBytes(here + ".cs"), File.ReadAllBytes(there + ".cs"));
        ToolResult inspected = ToolProcess.Start(environment, "inspect", model);
        Assert.Equal(0, inspected.ExitCode);
        Assert.Contains("Keras 3.5.0", inspected.Output, StringComparison.Ordinal);
    }

    /// <summary>The output of a successful run.</summary>
    private static string Succeeds(params string[] arguments)
    {
        ToolResult result = ToolProcess.Run(arguments);
        Assert.Empty(result.Errors);
        Assert.Equal(0, result.ExitCode);
        return result.Output;
    }

    /// <summary>The same in a separate process, whose name and version are the tool's.</summary>
    private static string SucceedsApart(params string[] arguments)
    {
        ToolResult result = ToolProcess.Start([], arguments);
        Assert.Empty(result.Errors);
        Assert.Equal(0, result.ExitCode);
        return result.Output;
    }

    /// <summary>The single error line of a failing run.</summary>
    private static string Fails(string start, params string[] arguments)
    {
        ToolResult result = ToolProcess.Run(arguments);
        string line = Assert.Single(result.Errors);
        Assert.StartsWith("lstmgen: " + start, line, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        return line;
    }

    private static void NamesOnce(string path, string message) => Assert.Equal(2, message.Split(path).Length);

    private static INamedTypeSymbol Compiled(string text, LanguageVersion version, IEnumerable<MetadataReference> references, string name)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "A",
            [CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(version))],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        EmitResult result = compilation.Emit(Stream.Null);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return compilation.GetTypeByMetadataName(name)!;
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private string In(params string[] path) => Path.Combine([_folder.FullName, .. path]);

    private string[] Files() => Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories);
}
