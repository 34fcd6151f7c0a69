using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using LstmGen.Converter;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Pictures;
using LstmGen.Tool.Numbers;
using LstmGen.Tool.Running;
using static System.FormattableString;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen draw</c>: pictures of what a model computes.</summary>
internal static class DrawCommand
{
    private const string Html = ".html";
    private const string Svg = ".svg";

    private const string OverTime = "over-time";
    private const string Unit = "unit";
    private const string Strips = "strips";
    private const string Parameters = "parameters";
    private const string Cell = "cell";

    /// <summary>The minimum width of the drawing in characters, and its width if no terminal states one.</summary>
    private const int NarrowestText = 60, UsualText = 100;

    private static readonly string[] Kinds = [OverTime, Unit, Strips, Parameters, Cell];

    public static Command Create()
    {
        var output = new ResultFile("the drawing", Svg, Html);
        var arguments = new RunArguments(output);
        Option<string> picture = CheckedOption.Of(
            "--picture",
            $"What an .svg shows: {OverTime}, a layer's units at each step; {Unit}, one unit opened at one step; {Strips}, the gates and states of all units over the sequence; {Parameters}, all parameters as blocks; {Cell}, the layer as the textbooks' cell and as units.",
            Kinds,
            OverTime);
        Option<string?> layer = Text("--layer", "The layer, by its name or by its number from 0. The first LSTM if left out.", "NAME|N");
        Option<string?> direction = Text("--direction", "The direction of a bidirectional layer whose unit is opened: forward or backward. Forward if left out.", "forward|backward");
        Option<string?> unit = Text("--unit", "The unit that is opened, from 0. The first if left out.", "N");
        Option<string?> step = Text("--step", "The step at which it is opened, from 0. The last if left out.", "N");
        Option<string?> sequence = Text("--sequence", "The sequence of the input, from 0, where it has several. The first if left out.", "N");
        var command = new Command("draw", "Draws what a model computes: as a page (.html) or a picture (.svg), or in characters in the terminal.") { picture, layer, direction, unit, step, sequence };
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            (string Path, string Extension)? file = output.Path(parsed);
            string? chosen = parsed.GetResult(picture) is { Implicit: false } ? parsed.GetRequiredValue(picture) : null;
            if (chosen is not null && file?.Extension != Svg)
            {
                throw new ModelException($"--picture chooses what an .svg file shows; {(file is null ? "give --output x.svg" : "a page has all pictures")}");
            }

            // Checked before a picture other than the intended one is drawn.
            if (new[] { direction, unit, step }.FirstOrDefault(option => parsed.GetValue(option) is not null) is { } surplus && chosen != Unit)
            {
                throw new ModelException($"{surplus.Name} is for --picture {Unit}, which opens one unit");
            }

            ModelRun run = arguments.Open(parsed);
            Network network = run.Model.Network;
            int index = LayerOf(network, parsed.GetValue(layer), chosen, isText: file is null);
            int shown = Index(sequence, parsed.GetValue(sequence), run.Input.Count, 0, "the input", "sequence");
            NetworkRun drawn = Waiting.For("Running", () => Drawn(run, shown, arguments.Name(parsed)));
            string text = file switch
            {
                null => Picture.Text(drawn, index, Console.IsOutputRedirected ? UsualText : Math.Max(NarrowestText, Console.WindowWidth - 1)),
                (_, Html) => Picture.Page(drawn, arguments.Name(parsed)),
                _ => chosen switch
                {
                    Unit => OpenedUnit(drawn, index),
                    Strips => Picture.Strips(drawn, index),
                    Parameters => Picture.Parameters(drawn),
                    Cell => Picture.CellAndUnits(drawn.Architecture, index),
                    _ => Picture.LayerOverTime(drawn, index),
                },
            };
            Console.Out.WriteLine(run.ReadAs + (run.Input.Count > 1 ? Invariant($"; sequence {shown} is drawn") : ""));
            if (file is var (path, _))
            {
                OutputFile.Write(path, writer => writer.Write(text));
            }
            else
            {
                Console.Out.Write(text);
            }

            return 0;

            string OpenedUnit(NetworkRun drawn, int index)
            {
                Layer opened = network.Layers[index];
                string name = "layer " + opened.Name;
                int half = parsed.GetValue(direction) switch
                {
                    null or "forward" => 0,
                    "backward" when opened is BidirectionalLayer => 1,
                    "backward" => throw new ModelException($"--direction is 'backward', and {name} has one direction"),
                    var other => throw new ModelException($"--direction is {Shown.Text(other)}; it is forward or backward"),
                };
                int units = opened is BidirectionalLayer both ? (half == 0 ? both.Forward : both.Backward).Units : ((RecurrentLayer)opened).Units;
                return Picture.UnitAtStep(
                    drawn,
                    index,
                    Index(unit, parsed.GetValue(unit), units, 0, name, "unit"),
                    Index(step, parsed.GetValue(step), drawn.Steps, drawn.Steps - 1, "the sequence", "step"),
                    half);
            }
        });
        return command;
    }

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };

    /// <summary>The run from which the pictures are drawn.</summary>
    private static NetworkRun Drawn(ModelRun run, int sequence, string title)
    {
        CompiledModel model = run.Model;
        Sequences one = run.Input with { Count = 1, Values = run.Input[sequence] };
        double[] trace = (run with { Input = one }).Trace().Values;
        NetworkArchitecture architecture = NetworkArchitecture.Parse(ArchitectureText.Of(model.Network));
        float[] parameters = [.. model.Network.Parameters!];
        float[]? initialState = model.Network.InitialState?.ToArray();
        return model.IsDouble
            ? new NetworkRun(architecture, Doubles(parameters), Doubles(one.Values), trace, initialState is null ? null : Doubles(initialState)) { Title = title }
            : new NetworkRun(architecture, parameters, one.Values, Array.ConvertAll(trace, value => (float)value), initialState) { Title = title };
    }

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);

    private static int LayerOf(Network network, string? text, string? picture, bool isText)
    {
        bool needsLstm = picture is Unit or Cell;
        string[] names = [.. network.Layers.Select(layer => layer.Name)];
        int index = text is null ? Enumerable.Range(0, names.Length).First(i => network.Layers[i].IsRecurrent)
            : Array.IndexOf(names, text) is >= 0 and var named ? named
            : Number(text) is int number && number < names.Length ? number
            : throw new ModelException($"--layer is {Shown.Text(text)}; the model has {(names.Length == 1 ? "the layer" : "the layers")} {string.Join(", ", names.Select((name, i) => Invariant($"{i} {name}")))}");
        Layer layer = network.Layers[index];
        bool showsUnits = isText || picture is null or OverTime;
        return needsLstm && !layer.IsRecurrent
                ? throw new ModelException($"--layer is {Shown.Text(text!)}, {Article(layer)} layer, and this picture shows an LSTM layer")
            : showsUnits && layer is PositionwiseLayer
                ? throw new ModelException($"--layer is {Shown.Text(text!)}, {Article(layer)} layer, which has no weighted sums; --picture {Strips} shows its outputs")
            : layer is RowsLayer
                ? throw new ModelException($"--layer is {Shown.Text(text!)}, {Article(layer)} layer, which has no units to draw")
            : index;
    }

    private static string Article(Layer layer) => ("AEIO".Contains(layer.TypeName[0], StringComparison.Ordinal) ? "an " : "a ") + layer.TypeName;

    private static int Index(Option option, string? text, int count, int otherwise, string whole, string part) =>
        text is null ? otherwise
        : Number(text) is int number && number < count ? number
        : throw new ModelException(Invariant($"{option.Name} is {Shown.Text(text)}; {whole} has {Counted.Of(count, part)}: it is a number from 0 to {count - 1}"));

    /// <summary>A whole number of at least 0, or null.</summary>
    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
