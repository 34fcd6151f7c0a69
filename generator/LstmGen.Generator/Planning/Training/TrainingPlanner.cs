using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Training;

/// <summary>Decides how a network is trained.</summary>
internal sealed class TrainingPlanner
{
    /// <summary>The most values of the tape that fit into a core's cache beside the parameters.</summary>
    private const long MostTapeForBatch = 256 * 1024;

    /// <summary>This many sequences keep the multiply-add units busy.</summary>
    private const int MostSequences = 16;

    /// <summary>This many amortise the calls for a step where a network has few units.</summary>
    private const int MostSequencesAsLanes = 64;

    /// <summary>Bits of a vector that units have to fill; below, lanes are sequences (measured: 1.3 to 4 times as fast, but half as fast above).</summary>
    private const int VectorOfUnits = 256;

    private readonly Network _network;
    private readonly Model.Training _training;
    private readonly Element _element;
    private readonly int _sequences;
    private readonly List<TapeRegion> _regions = [];

    /// <summary>
    /// The input, then the rows that each layer outputs, with the derivatives by them where the backward pass continues from there.
    /// </summary>
    private readonly List<(TapePlace Rows, TapeRegion? Slope)> _handedOn = [];
    private TapeRegion? _lastInput;

    /// <summary>How many rows there are, where an earlier layer made a number other than that of the steps; otherwise null.</summary>
    private int? _rows;

    private int _next;

    private TrainingPlanner(Network network, Model.Training training, Element element, int sequences)
    {
        (_network, _training, _element, _sequences) = (network, training, element, sequences);
    }

    public static TrainingPlan Plan(Network network, Model.Training training, Element element)
    {
        TrainingPlan one = new TrainingPlanner(network, training, element, 1).Plan();
        // Without their masked steps sequences differ in length.
        int sequences = network.Masking is not null ? 1 : BySequence(network, training, element) ? MostSequencesAsLanes : MostSequences;
        while (sequences > 1 && one.TapeCount * (long)sequences > MostTapeForBatch)
        {
            sequences /= 2;
        }

        return sequences == 1 ? one : new TrainingPlanner(network, training, element, sequences).Plan();
    }

    /// <summary>Whether every step has an output: in a stream, each has one.</summary>
    private bool HasEveryOutput => TrainingRules.HasOutputOfEachStep(_network);

    private bool HandsOnEveryStep(Layer layer) => _network.Steps is null || layer.HandsOnEveryStep;

    private TrainingPlan Plan()
    {
        TapeRegion input = Region("Input", "The inputs", TapeRows.Steps, _network.InputSize);
        _rows = HasEveryOutput ? null : _network.OutputRows;
        TapeRows outputRows = HasEveryOutput || _rows > 1 ? TapeRows.Steps : TapeRows.One;
        TapeRegion targets = OfLoss("Targets", "What the outputs should be", outputRows, _network.OutputSize);
        TapeRegion weights = OfLoss("Weights", "How much each output row counts", outputRows, 1);
        _rows = null;
        TapeRegion one = Region("One", "The number 1, by which rows are added up", TapeRows.One, 1);
        _lastInput = _network.Masking is not null && !HasEveryOutput && _network.HeadReadsInput
            ? Region("LastInput", "The input of the last step, be it masked or not", TapeRows.One, _network.InputSize)
            : null;
        var layers = new List<TrainedLayer>();
        _handedOn.Add((new TapePlace(input, 0, IsLast: false), null));
        bool isTrained = false;
        for (int i = 0; i < _network.Layers.Count; i++)
        {
            TrainedLayer layer = Layer(_network.Layers[i], _handedOn[i].Rows, _handedOn[i].Slope, isLast: i == _network.Layers.Count - 1);
            layers.Add(layer);
            isTrained |= layer.IsTrained;
            _handedOn.Add((layer.Output, isTrained ? layer.OutputSlope : null));
        }

        TapeRegion? outputs = _network.Skip ? Region("Outputs", "The outputs: those of the last layer plus the input", outputRows, _network.OutputSize) : null;
        bool isBySequence = BySequence(_network, _training, _element);
        TapeRegion? turned = isBySequence ? OfLoss("Turned", "Derivatives, transposed: columns are contiguous", TapeRows.Steps, MostColumns) : null;
        bool copies = isBySequence && _network.OutputSize > 1;
        return new TrainingPlan(_training, _sequences, layers, _regions, input, targets, weights, outputs, _lastInput, one, 0)
        {
            Turned = turned,
            LossOutputs = copies ? OfLoss("LossOutputs", "The outputs", outputRows, _network.OutputSize) : null,
            LossSlopes = copies ? OfLoss("LossSlopes", "The derivatives by them", outputRows, _network.OutputSize) : null,
            TapeCount = _next,
        };
    }

    private int MostColumns => _network.Parts.Max(part => part.Tensors.Max(tensor => tensor.Columns == 1 ? tensor.Rows : tensor.Columns));

    /// <summary>
    /// Whether lanes are sequences: where a network's few units don't fill a vector. Peepholes and an activation of a whole layer are
    /// computed unit by unit.
    /// </summary>
    private static bool BySequence(Network network, Model.Training training, Element element) =>
        network.Masking is null
        && network.Layers.All(layer => layer is DenseLayer or RecurrentLayer or BidirectionalLayer)
        && network.Parts.All(part => part.Units < element.Lanes(VectorOfUnits) && part.Tensors.All(tensor => tensor.Name != TensorShape.Peephole))
        && network.Layers.OfType<DenseLayer>().All(layer =>
            !layer.Activation.IsOfLayer || (layer == network.Layers[network.Layers.Count - 1] && TrainingLosses.TakesSums(training.Loss)));

    private TrainedLayer Layer(Layer layer, TapePlace input, TapeRegion? inputSlope, bool isLast) => layer switch
    {
        DenseLayer dense => Dense(dense, input, inputSlope, isLast),
        RecurrentLayer recurrent => Recurrent(recurrent, input, inputSlope, null),
        BidirectionalLayer both => Bidirectional(both, input, inputSlope),
        AddLayer sum => Sum(sum, input, inputSlope),
        NormalizationLayer normalization => Normalization(normalization, input, inputSlope),
        RowsLayer rows => Rows(rows, input, inputSlope),
        EmbeddingLayer table => Embedding(table, input),
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    private TrainedDense Dense(DenseLayer layer, TapePlace input, TapeRegion? inputSlope, bool isLast)
    {
        TapeRows rows = input.IsEveryStep ? TapeRows.Steps : TapeRows.One;
        bool applies = !(isLast && TrainingLosses.TakesSums(_training.Loss));
        GateActivations activation = GateActivations.Of(layer.Activation);
        bool keepsSums = applies && !activation.IsNothing && !ActivationTape.ReadsValueAlone(ActivationTape.Of(activation, _element));
        string name = layer.PascalName;
        TapeRegion output = Region(name, $"The outputs of layer {layer.Name}", rows, layer.Units);
        TapeRegion? sums = keepsSums ? Region(name + "Sums", "Its weighted sums", rows, layer.Units) : null;
        TapeRegion slope = Region(name + "Slope", "The derivatives by its outputs, then by its sums", rows, layer.Units);
        return new TrainedDense(
            layer, input, inputSlope, new TapePlace(output, 0, IsLast: false), slope, _training.Trains(layer), sums, applies);
    }

    private TrainedSum Sum(AddLayer layer, TapePlace input, TapeRegion? inputSlope)
    {
        (TapePlace added, TapeRegion? addedSlope) = _handedOn[layer.Source + 1];
        if (!input.IsEveryStep)
        {
            added = layer.Source == AddLayer.OfInput && _lastInput is { } last ? new TapePlace(last, 0, IsLast: false) : added.Last;
        }

        TapeRows rows = input.IsEveryStep ? TapeRows.Steps : TapeRows.One;
        TapeRegion output = Region(layer.PascalName, $"The sums of layer {layer.Name}", rows, layer.Units);
        TapeRegion slope = Region(layer.PascalName + "Slope", "The derivatives by them", rows, layer.Units);
        return new TrainedSum(layer, input, inputSlope, new TapePlace(output, 0, IsLast: false), slope, added, addedSlope);
    }

    private TrainedNormalization Normalization(NormalizationLayer layer, TapePlace input, TapeRegion? inputSlope)
    {
        TapeRows rows = input.IsEveryStep ? TapeRows.Steps : TapeRows.One;
        string name = layer.PascalName;
        TapeRegion output = Region(name, $"The rows that layer {layer.Name} normalized", rows, layer.Units);
        TapeRegion moments = Region(name + "Moments", "Of each row that it read the mean, and the factor for differences from it", rows, 2);
        TapeRegion slope = Region(name + "Slope", "The derivatives by its outputs", rows, layer.Units);
        return new TrainedNormalization(
            layer, input, inputSlope, new TapePlace(output, 0, IsLast: false), slope, _training.Trains(layer), moments);
    }

    private TrainedEmbedding Embedding(EmbeddingLayer layer, TapePlace input)
    {
        TapeRegion output = Region(layer.PascalName, $"The rows that layer {layer.Name} looked up", TapeRows.Steps, layer.Units);
        TapeRegion slope = Region(layer.PascalName + "Slope", "The derivatives by them", TapeRows.Steps, layer.Units);
        return new TrainedEmbedding(layer, input, new TapePlace(output, 0, IsLast: false), slope, _training.Trains(layer));
    }

    private TrainedRows Rows(RowsLayer layer, TapePlace input, TapeRegion? inputSlope)
    {
        _rows = layer.HandsOnEveryStep ? layer.Count : null;
        TapeRows rows = layer.HandsOnEveryStep ? TapeRows.Steps : TapeRows.One;
        TapeRegion output = Region(layer.PascalName, $"The rows of layer {layer.Name}", rows, layer.Output);
        TapeRegion slope = Region(layer.PascalName + "Slope", "The derivatives by them", rows, layer.Output);
        return new TrainedRows(layer, input, inputSlope, new TapePlace(output, 0, IsLast: false), slope);
    }

    /// <param name="owner">The bidirectional layer of which it is a half, or null.</param>
    private TrainedRecurrent Recurrent(RecurrentLayer layer, TapePlace input, TapeRegion? inputSlope, Layer? owner)
    {
        var tape = CellTape.Of(Cell.Of(layer, _element), layer, _element);
        string name = layer.PascalName;
        TapeRegion gates = Region(
            name + "Gates", $"The sums of layer {layer.Name}, then its gates, then the derivatives by its sums", TapeRows.Steps, (tape.Slots.Count + tape.Weighted.Count()) * layer.Units);
        TapeRegion hidden = Region(name + "Hidden", "Its hidden states, from that before the first step on", TapeRows.StepsAndStart, layer.Output);
        StateSlot[] rest = [.. layer.State.Skip(1)];
        TapeRegion[] cells = [.. rest.Select(slot =>
            Region(name + slot.PascalName, $"Its {slot.Words}s, likewise", TapeRows.StepsAndStart, slot.Count))];
        TapeRegion slope = Region(name + "Slope", "The derivatives by its outputs", TapeRows.Steps, layer.Output);
        TapeRegion before = Region(name + "Before", "The derivatives by the hidden state of the step before", TapeRows.One, layer.Output);
        TapeRegion[] cellSlopes = [.. rest.Select(slot =>
            Region(name + slot.PascalName + "Slope", $"The derivatives by its {slot.Words}", TapeRows.One, slot.Count))];
        bool isProjected = layer.Projector is not null;
        TapeRegion? shown = isProjected ? Region(name + "Shown", "What is projected to its hidden states", TapeRows.Steps, layer.Units) : null;
        TapeRegion? shownSlope = isProjected ? Region(name + "ShownSlope", "The derivatives by that", TapeRows.One, layer.Units) : null;
        var output = new TapePlace(hidden, layer.ReadsBackwards ? 0 : 1, IsLast: !HandsOnEveryStep(layer));
        bool isTurned = layer.RowsAreBackwards && output.IsEveryStep;
        TapeRegion outputSlope = slope;
        if (isTurned)
        {
            output = new TapePlace(Region(name + "Turned", "Its outputs, from the last step to the first", TapeRows.Steps, layer.Output), 0, IsLast: false);
            outputSlope = Region(name + "TurnedSlope", "The derivatives by those", TapeRows.Steps, layer.Output);
        }

        return new TrainedRecurrent(
            layer, input, inputSlope, output, outputSlope, _training.Trains(owner ?? layer), tape, gates, hidden,
            new EquatableArray<TapeRegion>(cells), before, new EquatableArray<TapeRegion>(cellSlopes), shown, shownSlope, slope, isTurned);
    }

    private TrainedBidirectional Bidirectional(BidirectionalLayer layer, TapePlace input, TapeRegion? inputSlope)
    {
        TrainedRecurrent forward = Recurrent(layer.Forward, input, inputSlope, layer);
        TrainedRecurrent backward = Recurrent(layer.Backward, input, inputSlope, layer);
        TapeRows rows = HandsOnEveryStep(layer) ? TapeRows.Steps : TapeRows.One;
        string name = layer.PascalName;
        TapeRegion output = Region(name, $"What layer {layer.Name} makes of both directions", rows, layer.Output);
        TapeRegion slope = Region(name + "Slope", "The derivatives by that", rows, layer.Output);
        return new TrainedBidirectional(
            layer, input, inputSlope, new TapePlace(output, 0, IsLast: false), slope, _training.Trains(layer), forward, backward);
    }

    private TapeRegion OfLoss(string name, string meaning, TapeRows rows, int width)
    {
        TapeRegion region = Region(name, meaning, rows, width) with { IsOfLoss = true };
        _regions[_regions.Count - 1] = region;
        return region;
    }

    private TapeRegion Region(string name, string meaning, TapeRows rows, int width)
    {
        int steps = _rows ?? _training.Steps;
        int count = rows switch
        {
            TapeRows.One => 1,
            TapeRows.Steps => steps,
            _ => steps + 1,
        };
        var region = new TapeRegion(name, meaning, rows, width, _next, _rows);
        _next = checked(_next + (count * _sequences * width));
        _regions.Add(region);
        return region;
    }
}
