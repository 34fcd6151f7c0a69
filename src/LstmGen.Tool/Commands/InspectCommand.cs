using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using LstmGen.Converter.Commands;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using Spectre.Console;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen inspect</c>: what is in a file, and how it is used.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var model = new ModelArguments();
        var command = new Command("inspect", "Shows what is in a trained model: its format and framework, the gates' order, every tensor and what it is used for. Of a file that is refused it shows all that isn't supported.");
        model.AddTo(command);
        command.SetAction(parsed =>
        {
            try
            {
                Print(model.Import(parsed));
                return 0;
            }
            catch (ModelException exception) when (exception.Contents is { } contents)
            {
                // The contents of the file come first, then the error, as after every command.
                ContentsReport.Write(contents);
                throw;
            }
        });
        return command;
    }

    private static void Print(ImportedModel model)
    {
        Network network = model.Network;
        var facts = new Grid().AddColumn().AddColumn();
        void Fact(string name, string value) => facts.AddRow(new Text(name), new Text(value));
        Fact("format", model.Format);
        Fact("framework", model.Framework is { } framework ? Shown.Text(framework).Trim('\'') : "not stated");
        Fact("gate order", model.GateOrder);
        Fact("input", Number(network.InputSize, "feature") + " a step");
        if (network.Inputs.Count > 0)
        {
            Fact("input row", string.Join(", ", network.Inputs.Select(input => $"{Shown.Text(input.Name)} {Number(input.Size)}")));
        }

        Fact("steps", network.Steps is int steps ? Number(steps) : "any");
        Fact("output", Number(network.OutputSize, "value") + Rows(network));
        Fact("parameters", Number(network.ParameterCount));
        Fact("initial state", network.InitialState is null ? "zero" : "trained");
        Fact("skip connection", network.Skip ? "the input is added to the output" : "none");
        if (model.Scaler is { } scaler)
        {
            Fact("scaler", $"{scaler.Parts}, from {Shown.Text(scaler.FileName)}");
        }

        Fact("recorded tests", Number(model.Tests.Count));
        foreach (ModelFact fact in model.Metadata.Where(fact => fact.Kind != FactKind.Scaler))
        {
            Fact(fact.Kind.Word.Replace('_', ' '), fact.Kind.IsText ? Shown.Text(fact.Text).Trim('\'') : fact.Number.ToString(CultureInfo.InvariantCulture));
        }

        Report.Write(facts);

        var layers = new Table().AddColumns("layer", "type", "input", "units", "activation", "recurrent activation", "bias", "every step", "options").Border(TableBorder.Rounded);
        foreach (Layer layer in network.Layers)
        {
            layers.AddRow(
                [.. new[]
                {
                    layer.Name,
                    layer.TypeName,
                    Number(layer.Input),
                    string.Join(" + ", layer.Parts.Where(part => part is not DenseLayer { IsProjection: true }).Select(part => Number(part.Units))),
                    layer.Parts.FirstOrDefault()?.Activation.ToString() ?? "",
                    layer.Parts.FirstOrDefault() is LstmLayer lstm ? lstm.RecurrentActivation.ToString() : "",
                    layer.Parts.FirstOrDefault() is { } part ? part.UseBias ? "yes" : "no" : "",
                    layer.IsRecurrent ? layer.HandsOnEveryStep ? "yes" : "no" : "",
                    LayerText.Options(layer),
                }.Select(text => new Text(text))]);
        }

        Report.Write(layers);
        var tensors = new Table().AddColumns("tensor", "shape", "type", "use").Border(TableBorder.Rounded);
        foreach (TensorUse tensor in model.Tensors)
        {
            tensors.AddRow(new Text(Shown.Text(tensor.Name).Trim('\'')), new Text(Shown.Shape(tensor.Shape)), new Text(Shown.Text(tensor.Type).Trim('\'')), new Text(tensor.Use));
        }

        Report.Write(tensors);
    }

    /// <summary>What each output belongs to.</summary>
    private static string Rows(Network network) => network.OutputFollowsSteps ? " for every step"
        : network.ReturnsSequences ? $" in each of {Number(network.OutputRows ?? 1, "row")}"
        : network.Layers[network.LastOverTime] is RowsLayer ? " for the sequence" : " for the last step";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(long value, string what) => $"{Number(value)} {what}{(value == 1 ? "" : "s")}";
}
