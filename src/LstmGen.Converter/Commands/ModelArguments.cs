using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Converter.Hdf5;

namespace LstmGen.Converter.Commands;

/// <summary>The model's file, and what a user states about it: every command takes them.</summary>
internal sealed class ModelArguments
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The trained model: " + string.Join(", ", ModelImporter.Formats.Select(format => format.Name)) + ".",
    };

    private readonly Option<string>[] _options =
    [
        new("--steps") { Description = "The length of the sequence that Forward reads, where the file leaves it open.", HelpName = "N" },
        new("--return-sequences")
        {
            Description = "Whether Forward writes an output for every step (true) or for the last alone (false), where the file doesn't say.",
            HelpName = "true|false",
        },
        new("--layers")
        {
            Description = "The layers' names in the file in the order in which they run, where the file doesn't say (a PyTorch state_dict): lstm,dense.",
            HelpName = "NAMES",
        },
        new("--leave-out")
        {
            Description = "Modules of a PyTorch state_dict, or members of a checkpoint, that aren't for inference, by their names in the file: critic,value_net.",
            HelpName = "NAMES",
        },
        new("--activation")
        {
            Description = $"The activations of layers, by their names in the file, where the file doesn't say: dense=relu,dense2=tanh. There are {ActivationNames.List}.",
            HelpName = "LAYER=NAME",
        },
        new("--skip") { Description = "Whether the input is added to the output, where the file doesn't say.", HelpName = "true|false" },
        new("--hard-sigmoid")
        {
            Description = "Which definition the file's hard_sigmoid has, against what its version says: hard_sigmoid (Keras 3: x/6 + 1/2) or hard_sigmoid_02 (Keras 2, tfjs, ONNX: 0.2x + 1/2).",
            HelpName = "NAME",
        },
        new("--output-name") { Description = "Which of the graph's outputs is the network's, where an ONNX file has several that aren't states.", HelpName = "NAME" },
        new("--scaler")
        {
            Description = "A JSON file with what was done to the inputs and outputs in training, so that the class takes and gives the user's units: the numbers of a StandardScaler or MinMaxScaler.",
            HelpName = "FILE",
        },
        new("--allow-nonfinite") { Description = "Whether parameters may be NaN or infinite.", HelpName = "true|false" },
    ];

    public void AddTo(Command command)
    {
        command.Add(_file);
        foreach (Option<string> option in _options)
        {
            command.Add(option);
        }
    }

    public string File(ParseResult parsed) => parsed.GetRequiredValue(_file);

    /// <exception cref="ModelException">The file can't be used.</exception>
    public ImportedModel Import(ParseResult parsed) => Import(parsed, out _);

    /// <param name="beside">The files beside it that were read with it.</param>
    /// <exception cref="ModelException">The file can't be used.</exception>
    public ImportedModel Import(ParseResult parsed, out IReadOnlyList<string> beside)
    {
        string path = File(parsed);
        ImportOptions options = ModelOptions.Parse(name => parsed.GetValue(_options.Single(option => option.Name == "--" + name)) ?? "");
        // All other paths of a command line are relative to the current folder.
        options = options with { ScalerPath = options.ScalerPath is { } scaler ? Path.Combine(Environment.CurrentDirectory, scaler) : null };
        (ImportedModel model, beside) = Waiting.For("Reading " + Path.GetFileName(path), () =>
        {
            ModelInput input = ModelInput.Open(path, Hdf5Process.Read);
            return (ModelImporter.Import(input, options), input.Siblings);
        });
        return model;
    }
}
