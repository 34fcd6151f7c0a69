using System.CommandLine;
using LstmGen.Converter;
using LstmGen.Converter.Commands;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Tool.Numbers;
using LstmGen.Tool.Running;

namespace LstmGen.Tool.Commands;

/// <summary>A model, its input, and where the results go: all commands that show what a model computes take them.</summary>
/// <param name="output">Where the results go.</param>
internal sealed class RunArguments(ResultFile output)
{
    private readonly ModelArguments _model = new();
    private readonly InputArgument _input = new("1, 2, 3, … row by row if left out, as many steps as the model reads, or 4.");
    private readonly ResultArguments _results = new();

    public void AddTo(Command command)
    {
        command.Add(_input.Option);
        command.Add(output.Option);
        _results.AddTo(command);
        _model.AddTo(command);
    }

    /// <summary>The name of the model's file without its folder.</summary>
    public string Name(ParseResult parsed) => Shown.FileName(_model.File(parsed));

    /// <exception cref="ModelException">The model can't be run on the input, or the result can't be written.</exception>
    public ModelRun Open(ParseResult parsed)
    {
        // Checked before anything that takes time.
        output.RequireApart(parsed, [_model.File(parsed), _input.Path(parsed)]);
        ImportedModel imported = _model.Import(parsed, out var files);
        output.RequireApart(parsed, files);
        Network network = _results.Masked(imported.Network, parsed);
        (Sequences sequences, string readAs) = Read(network, parsed);
        Options options = _results.Options(parsed);
        return new ModelRun(Waiting.For("Compiling", () => CompiledModel.Compile(network, options, sequences.Rows)), sequences, readAs);
    }

    private (Sequences Sequences, string ReadAs) Read(Network network, ParseResult parsed)
    {
        if (_input.Path(parsed) is { } path)
        {
            InputFile file = InputFile.Open(network, path);
            return (file.Sequences, file.ReadAs);
        }

        Sequences counting = Sequences.Counting(network);
        return (counting, $"no --input: {counting.Described("step")}, which count 1, 2, 3, … row by row");
    }
}
