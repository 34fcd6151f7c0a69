using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Training;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>
/// The text from which a trainer's code is written: where a layer's rows and parameters are, and the sums that all layers share. Methods
/// shared by all networks compute sums and derivatives; the calls written here say which values of the tape these read and write.
/// </summary>
internal sealed class TapeText
{
    private readonly string _product;
    private readonly string _gradient;
    private readonly string _productBySequence;
    private readonly Dictionary<WeightedLayer, int> _starts = [];

    public TapeText(CodeWriter code, Names names, Plan plan, TrainingPlan training)
    {
        (Code, Names, Plan, Training) = (code, names, plan, training);
        Helpers = new TrainingHelpers(names, plan.Arithmetic);
        EachWriter = new EachWriter(names, plan.Arithmetic);
        var products = new ProductHelpers(names, plan.Arithmetic);
        _product = products.Ask();
        _gradient = products.AskGradient();
        _productBySequence = training.IsBySequence ? products.AskBySequence() : "";
        int next = 0;
        foreach (WeightedLayer part in plan.Network.Parts)
        {
            _starts[part] = next;
            next += (int)part.Tensors.Sum(tensor => tensor.Count);
        }
    }

    public CodeWriter Code { get; }

    public Names Names { get; }

    public Plan Plan { get; }

    public TrainingPlan Training { get; }

    public TrainingHelpers Helpers { get; }

    public EachWriter EachWriter { get; }

    /// <summary>How many rows a sequence has where it is read step by step.</summary>
    public const string Steps = "_steps";

    /// <summary>The same where it has only one.</summary>
    public const string One = "1";

    /// <summary>The constant with the start of a part of the tape.</summary>
    public static string At(TapeRegion region) => region.Name + "At";

    /// <summary>Values of a part of the tape.</summary>
    public static string Count(TapeRegion region) => region.Rows switch
    {
        TapeRows.One => $"sequences * {region.Width}",
        TapeRows.Steps => $"{region.Steps} * sequences * {region.Width}",
        _ => $"({region.Steps} + 1) * sequences * {region.Width}",
    };

    /// <summary>Where a layer's output rows start.</summary>
    public static string RowAt(TapePlace place) =>
        Sum(At(place.Region), place switch
        {
            { IsLast: true, Region.Rows: TapeRows.Steps } => $"{place.Region.LastStep} * sequences * {place.Region.Width}",
            { First: 0 } => "",
            { IsLast: true } => $"{place.Region.Steps} * sequences * {place.Region.Width}",
            _ => $"sequences * {place.Region.Width}",
        });

    /// <summary>Where the derivatives by them start.</summary>
    public static string SlopeAt(TapePlace place, TapeRegion slope) =>
        Sum(At(slope), place.IsLast && (place.First == 1 || place.Region.Rows == TapeRows.Steps)
            ? $"{slope.LastStep} * sequences * {slope.Width}"
            : "");

    public static string StepsOf(TapePlace place) => place.IsEveryStep ? place.Region.Steps : One;

    /// <summary>Where a row of a step starts.</summary>
    public static string Row(TapeRegion region, string step) => region.Rows == TapeRows.One ? At(region) : $"{At(region)} + {step} * sequences * {region.Width}";

    public static string Sum(string left, string right) => right.Length == 0 ? left : $"{left} + {right}";

    /// <summary>The order of the backward pass's sums, for the given number of columns.</summary>
    public static string BackOrder(int columns, int terms) =>
        Order(Summation.Order(new DenseLayer("", terms, columns, Activation.Linear, UseBias: false), terms));

    private static string Order(SumOrder order) => $"{order.Chains}, {order.First}, {Math.Max(order.Block, 1)}";

    public string Order(WeightedLayer layer, int terms) => Order(Summation.Order(layer, terms));

    /// <summary>Where a layer's parameters start.</summary>
    public int FirstOf(WeightedLayer layer) => _starts[layer];

    /// <summary>Where a tensor starts in the parameters.</summary>
    public int StartOf(WeightedLayer layer, string tensor) =>
        _starts[layer] + (int)layer.Tensors.TakeWhile(other => other.Name != tensor).Sum(other => other.Count);

    public int TransposedAt(WeightedLayer layer, string tensor) => Training.Transposed
        .TakeWhile(one => !one.Layer.Equals(layer) || one.Tensor.Name != tensor).Sum(one => (int)one.Tensor.Count);

    /// <summary>Whether the values of all sequences are contiguous rather than those of one sequence.</summary>
    private bool IsBySequence => Training.IsBySequence;

    /// <summary>The rows and units over which an elementwise method loops.</summary>
    public (string Rows, string Units) Each(string steps, int units) => IsBySequence
        ? (steps, $"{units} * sequences")
        : (steps == One ? "sequences" : $"{steps} * sequences", Literal.Of(units));

    /// <summary>Writes code that adds the product of rows and a matrix to other rows.</summary>
    /// <param name="from">Where the rows start, and their width.</param>
    /// <param name="matrix">The array with the matrix, and where it starts.</param>
    public void Product(
        (string At, int Width) from, string matrix, (string At, int Width) to, string steps, int columns, int terms, string order, string meaning)
    {
        Code.Comment(meaning);
        Code.Line(IsBySequence
            ? $"{_productBySequence}(_tape, {from.At}, {from.Width}, {matrix}, {to.At}, {to.Width}, {steps}, sequences, {columns}, {terms}, {order});"
            : $"{_product}(_tape, {from.At}, {from.Width}, 1, {matrix}, {columns}, _tape, {to.At}, {to.Width}, {Each(steps, 1).Rows}, {columns}, {terms}, {order});");
    }

    /// <summary>Writes code that sets sums to the bias.</summary>
    public void Bias(WeightedLayer layer, string to, int width, string steps)
    {
        int columns = layer.Gates * layer.Units;
        if (layer.UseBias)
        {
            SetRows(to, width, steps, $"_parameters, {StartOf(layer, TensorShape.Bias)}", columns);
            return;
        }

        Code.Line(IsBySequence
            ? $"{Helpers.ClearRows()}(_tape, {to}, sequences * {width}, {steps}, sequences * {columns});"
            : $"{Helpers.ClearRows()}(_tape, {to}, {width}, {Each(steps, 1).Rows}, {columns});");
    }

    /// <summary>Writes code that gives all sequences the same values.</summary>
    public void SetRows(string to, int width, string steps, string from, int columns) => Code.Line(IsBySequence
        ? $"{Helpers.SetSequences()}(_tape, {to}, {width}, {steps}, sequences, {from}, {columns});"
        : $"{Helpers.SetRows()}(_tape, {to}, {width}, {Each(steps, 1).Rows}, {from}, {columns});");

    /// <summary>Writes code that transposes a matrix for each step.</summary>
    public void Turn(string from, int width, string to, int toWidth, string steps, string rows, string columns) =>
        Code.Line($"{Helpers.TransposeEach()}(_tape, {from}, sequences * {width}, {to}, sequences * {toWidth}, {steps}, {rows}, {columns});");

    /// <summary>Values from which a gradient is computed: their start, and the distances between rows, steps and sequences.</summary>
    public sealed record Factors(string At, string Row, string Step, string Sequence);

    private Factors InPlace(string at, int width) => IsBySequence
        ? new Factors(at, "sequences", $"sequences * {width}", "1")
        : new Factors(at, "1", $"sequences * {width}", Literal.Of(width));

    /// <summary>Values with contiguous columns: a copy, written here, if instead the sequences are contiguous.</summary>
    public Factors InColumns(string at, int width, int columns, string steps)
    {
        if (!IsBySequence || columns == 1)
        {
            return InPlace(at, width);
        }

        string turned = At(Training.Turned!);
        Turn(at, width, turned, columns, steps, Literal.Of(columns), "sequences");
        return new Factors(turned, "1", $"sequences * {columns}", Literal.Of(columns));
    }

    /// <summary>Writes code that adds the gradient of a tensor: all steps of a sequence, sequence by sequence.</summary>
    /// <param name="input">Where the rows that the tensor is multiplied by start, and their width; a bias has none.</param>
    /// <param name="slopes">The derivatives by the sums.</param>
    public void Gradient(WeightedLayer layer, string tensor, (string At, int Width)? input, Factors slopes, string steps)
    {
        TensorShape shape = layer.Tensors.Single(other => other.Name == tensor);
        string words = $"by the {shape.Words}";
        int at = StartOf(layer, tensor);
        if (input is not (string start, int width))
        {
            Gradient(at, shape.Columns, slopes, words, steps);
        }
        else if (shape.Columns == 1)
        {
            // The rows are the lanes, since the factors of a product can be exchanged.
            Gradient(at, slopes with { Row = "0" }, InColumns(start, width, width, steps), 1, shape.Rows, words, steps);
        }
        else
        {
            Gradient(at, InPlace(start, width), slopes, shape.Rows, shape.Columns, words, steps);
        }
    }

    /// <summary>Writes code that sums derivatives: the gradient of what is added to sums.</summary>
    /// <param name="at">Where the values are in the parameters.</param>
    public void Gradient(int at, int columns, Factors slopes, string meaning, string steps) =>
        Gradient(at, new Factors(At(Training.One), "0", "0", "0"), slopes, 1, columns, meaning, steps);

    private void Gradient(int at, Factors a, Factors b, int rows, int columns, string meaning, string steps)
    {
        Code.Comment(meaning);
        Code.Line($"{_gradient}(_tape, {a.At}, {a.Row}, {a.Step}, _tape, {b.At}, {b.Step}, _gradient, {at}, {columns}, {rows}, {columns}, {steps}, sequences, "
            + $"{a.Sequence}, {b.Sequence});");
    }

    /// <summary>Writes code that adds the derivatives by a layer's input to the existing ones.</summary>
    public void InputSlope(WeightedLayer layer, TapePlace input, TapeRegion? slope, (string At, int Width) sums, string steps)
    {
        if (slope is null)
        {
            return;
        }

        int columns = layer.Gates * layer.Units;
        Product(
            sums, $"_transposed, {TransposedAt(layer, TensorShape.Kernel)}", (SlopeAt(input, slope), layer.Input), steps, layer.Input, columns,
            BackOrder(layer.Input, columns), "The derivatives by the input.");
    }
}
