using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Training;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>
/// What the parts of a trainer's tape are written with: where a layer's rows and parameters are, and the sums that all layers share. Sums
/// and derivatives are those of methods that all networks share; what is written here says which values of the tape they read and write.
/// </summary>
internal sealed class TapeText
{
    private readonly string _product;
    private readonly Dictionary<WeightedLayer, int> _starts = [];

    public TapeText(CodeWriter code, Names names, Plan plan, TrainingPlan training)
    {
        (Code, Names, Plan, Training) = (code, names, plan, training);
        Helpers = new TrainingHelpers(names, plan.Arithmetic);
        Each = new EachWriter(names, plan.Arithmetic);
        _product = new ProductHelpers(names, plan.Arithmetic).Ask();
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

    public EachWriter Each { get; }

    /// <summary>The constant that says where a part of the tape starts.</summary>
    public static string At(TapeRegion region) => region.Name + "At";

    /// <summary>Values of a part of the tape.</summary>
    public static string Count(TapeRegion region) => region.Rows switch
    {
        TapeRows.One => $"sequences * {region.Width}",
        TapeRows.Steps => $"_steps * sequences * {region.Width}",
        _ => $"(_steps + 1) * sequences * {region.Width}",
    };

    /// <summary>Where rows that a layer handed on start.</summary>
    public static string RowAt(TapePlace place) =>
        Sum(At(place.Region), place.IsLast
            ? (place.First == 0 ? "" : $"_steps * sequences * {place.Region.Width}")
            : place.First == 0 ? "" : $"sequences * {place.Region.Width}");

    /// <summary>Where the derivatives by them start.</summary>
    public static string SlopeAt(TapePlace place, TapeRegion slope) =>
        Sum(At(slope), place is { IsLast: true, First: 1 } ? $"(_steps - 1) * sequences * {slope.Width}" : "");

    public static string RowsOf(TapePlace place) => place.IsEveryStep ? "_steps * sequences" : "sequences";

    /// <summary>Where a row of a step starts.</summary>
    public static string Row(TapeRegion region, string step) => region.Rows == TapeRows.One ? At(region) : $"{At(region)} + {step} * sequences * {region.Width}";

    public static string Sum(string left, string right) => right.Length == 0 ? left : $"{left} + {right}";

    /// <summary>The order of the sums of a gradient, which takes its terms one by one.</summary>
    public const string InTurn = "1, Steps, 1";

    /// <summary>The order of the sums of the way back, in which there are so many columns.</summary>
    public static string BackOrder(int columns, int terms) =>
        Order(Summation.Order(new DenseLayer("", terms, columns, Activation.Linear, UseBias: false), terms));

    private static string Order(SumOrder order) => $"{order.Chains}, {order.First}, {Math.Max(order.Block, 1)}";

    public string Order(WeightedLayer layer, int terms) => Order(Summation.Order(layer, terms));

    /// <summary>Where a tensor starts in the parameters.</summary>
    public int StartOf(WeightedLayer layer, string tensor) =>
        _starts[layer] + (int)layer.Tensors.TakeWhile(other => other.Name != tensor).Sum(other => other.Count);

    public int TransposedAt(WeightedLayer layer, string tensor) => Training.Transposed
        .TakeWhile(one => !one.Layer.Equals(layer) || one.Tensor.Name != tensor).Sum(one => (int)one.Tensor.Count);

    public void Product(string a, string b, string c, string rows, string columns, string terms, string order, string meaning)
    {
        Code.Comment(meaning);
        Code.Line($"{_product}({a}, {b}, {c}, {rows}, {columns}, {terms}, {order});");
    }

    public void Bias(WeightedLayer layer, string to, int stride, string rows)
    {
        int columns = layer.Gates * layer.Units;
        Code.Line(layer.UseBias
            ? $"{Helpers.SetRows()}(_tape, {to}, {stride}, {rows}, _parameters, {StartOf(layer, TensorShape.Bias)}, {columns});"
            : $"{Helpers.ClearRows()}(_tape, {to}, {stride}, {rows}, {columns});");
    }

    public void Gradient(WeightedLayer layer, string tensor, string a, string b, int rows, int columns, string terms = "_steps", string order = InTurn) =>
        Product(
            a, b, $"_gradient, {StartOf(layer, tensor)}, {columns}", Literal.Of(rows), Literal.Of(columns), terms, order,
            $"by the {tensor.Replace('_', ' ')}");

    /// <summary>The gradient of a matrix with one column, whose rows are then the lanes: the factors are the same.</summary>
    public void GradientOfColumn(WeightedLayer layer, string input, int inputs, string slopes, string terms, string order) =>
        Product(
            $"_tape, {slopes}, 0, sequences", $"_tape, {input}, sequences * {inputs}", $"_gradient, {StartOf(layer, TensorShape.Kernel)}, {inputs}", "1",
            Literal.Of(inputs), terms, order, "by the kernel");

    public void InputSlope(WeightedLayer layer, TapePlace input, TapeRegion? slope, string sums, int stride, string rows)
    {
        if (slope is null)
        {
            return;
        }

        int columns = layer.Gates * layer.Units;
        Product(
            $"_tape, {sums}, {stride}, 1", $"_transposed, {TransposedAt(layer, TensorShape.Kernel)}, {layer.Input}",
            $"_tape, {SlopeAt(input, slope)}, {layer.Input}", rows, Literal.Of(layer.Input), Literal.Of(columns), BackOrder(layer.Input, columns),
            "The derivatives by the input.");
    }
}
