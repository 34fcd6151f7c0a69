using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Tool.Importing;

namespace LstmGen.Tool.Commands;

/// <summary>The model's file, and what a user states of it: every command takes them.</summary>
internal sealed class ModelArguments
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The trained model: " + string.Join(", ", ModelImporter.Formats.Select(format => format.Name)) + ".",
    };

    private readonly Option<int?> _steps = new("--steps") { Description = "The length of the sequence that Forward reads, where the file leaves it open.", HelpName = "N" };

    private readonly Option<bool?> _returnSequences = new("--return-sequences")
    {
        Description = "Whether Forward writes an output for every step (true) or for the last alone (false), where the file doesn't say.",
        HelpName = "true|false",
    };

    private readonly Option<string[]> _layers = new("--layers")
    {
        Description = "The layers' names in the file in the order in which they run, where the file doesn't say (a PyTorch state_dict): lstm,dense.",
        HelpName = "NAMES",
    };

    private readonly Option<string[]> _activations = new("--activation")
    {
        Description = $"The activation of a layer, by its name in the file, where the file doesn't say: dense=relu. There are {ActivationNames.List}.",
        HelpName = "LAYER=NAME",
    };

    private readonly Option<bool?> _skip = new("--skip") { Description = "Whether the input is added to the output, where the file doesn't say.", HelpName = "true|false" };

    private readonly Option<string?> _hardSigmoid = new("--hard-sigmoid")
    {
        Description = "Which definition the file's hard_sigmoid has, against what its version says: hard_sigmoid (Keras 3: x/6 + 1/2) or hard_sigmoid_02 (Keras 2, tfjs, ONNX: 0.2x + 1/2).",
        HelpName = "NAME",
    };

    private readonly Option<bool> _allowNonFinite = new("--allow-nonfinite") { Description = "Lets parameters be NaN or infinite." };

    public void AddTo(Command command)
    {
        command.Add(_file);
        foreach (Option option in new Option[] { _steps, _returnSequences, _layers, _activations, _skip, _hardSigmoid, _allowNonFinite })
        {
            command.Add(option);
        }
    }

    public string File(ParseResult parsed) => parsed.GetRequiredValue(_file);

    /// <exception cref="ModelException">The file can't be used.</exception>
    public ImportedModel Import(ParseResult parsed)
    {
        string path = File(parsed);
        ImportOptions options = Options(parsed);
        return Waiting.For("Reading " + Path.GetFileName(path), () => ModelImporter.Import(ModelInput.Open(path), options));
    }

    private ImportOptions Options(ParseResult parsed) => new()
    {
        Steps = parsed.GetValue(_steps) is not int steps ? null : steps >= 1 ? steps : throw new ModelException(FormattableString.Invariant($"--steps is {steps}; it must be at least 1")),
        ReturnSequences = parsed.GetValue(_returnSequences),
        Layers = [.. Split(parsed.GetValue(_layers))],
        Activations = Activations(parsed),
        Skip = parsed.GetValue(_skip),
        HardSigmoid = parsed.GetValue(_hardSigmoid) is { } name ? HardSigmoid(name) : null,
        AllowNonFinite = parsed.GetValue(_allowNonFinite),
    };

    private Dictionary<string, Activation> Activations(ParseResult parsed)
    {
        var activations = new Dictionary<string, Activation>(StringComparer.Ordinal);
        foreach (string pair in Split(parsed.GetValue(_activations)))
        {
            int equals = pair.LastIndexOf('=');
            if (equals < 1 || !activations.TryAdd(pair[..equals], Activation("--activation", pair[(equals + 1)..])))
            {
                throw new ModelException($"--activation has {Shown.Text(pair)}; it has a layer's name, = and an activation, once for each layer");
            }
        }

        return activations;
    }

    private static Activation HardSigmoid(string name)
    {
        Activation activation = Activation("--hard-sigmoid", name);
        return ActivationNames.Of(activation).StartsWith("hard_sigmoid", StringComparison.Ordinal)
            ? activation
            : throw new ModelException($"--hard-sigmoid is {Shown.Text(name)}; it is hard_sigmoid or hard_sigmoid_02");
    }

    private static Activation Activation(string option, string name) => ActivationNames.Find(name)
        ?? throw new ModelException($"{option} names {Shown.Text(name)}, which is no activation; there are {ActivationNames.List}");

    /// <summary>Lists may be written with commas or, as a project file does, with semicolons.</summary>
    private static IEnumerable<string> Split(IEnumerable<string>? values) =>
        (values ?? []).SelectMany(value => value.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
