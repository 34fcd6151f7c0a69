using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>
/// The methods of layer normalization (Ba, Kiros and Hinton 2016) that training calls. With x̂ = (x − mean)·scale and scale = 1/√(variance
/// + ε) the output is y = x̂·γ + β. Then the derivative by γ is Σ dy·x̂ over the rows, that by β is Σ dy; and with g = dy·γ, that by x is
/// scale·(g − mean(g) − x̂·mean(g·x̂)), since mean and variance depend on all values of the row (the derivation is that of batch
/// normalization, Ioffe and Szegedy 2015, section 3, with the row in place of the batch). Sums run from the first value to the last.
/// </summary>
internal sealed class NormalizationSlopes(Names names, Arithmetic arithmetic)
{
    private string Type => names.Element.Type;

    /// <summary>The method that normalizes a row, with the bits of the network's class, and keeps its mean and its scale.</summary>
    public string Forward(NormalizationLayer layer)
    {
        string name = NormalizationHelpers.Name(layer) + "Kept";
        return Ask(name, (code, lanes) =>
        {
            code.Doc("<summary>Normalizes a row, and keeps its mean and what the differences from it are multiplied by.</summary>");
            string rows =
                $"{Type}[] values, {Type}[] parameters, int x, int y, int moments, int first, int count, {Type} size, {Type} epsilon";
            NormalizationHelpers.Write(
                code, layer, $"{name}({rows})", lanes, k => $"values[x + {k}]", (k, value) => code.Line($"values[y + {k}] = {value};"),
                index => $"parameters[first + {index}]", () => code.Line("values[moments] = mean;\nvalues[moments + 1] = scale;"));
        });
    }

    /// <summary>The method that adds the derivatives of a sequence by gamma and beta.</summary>
    public string Gradient(NormalizationLayer layer)
    {
        string name = NormalizationHelpers.Name(layer) + "Gradient";
        return Ask(name, (code, lanes) =>
        {
            code.Doc("<summary>Adds the derivatives by the parameters of a normalization: those of a sequence, step by step.</summary>");
            string where = "int x, int moments, int slope, int first, int count";
            using (code.Block($"internal static void {name}({Type}[] values, {Type}[] gradient, int s, int sequences, int steps, {where})"))
            using (code.Block("for (int step = 0; step < steps; step++)"))
            {
                code.Line("int row = step * sequences + s;");
                using (code.Block("for (int k = 0; k < count; k++)"))
                {
                    code.Line($"{Type} dy = values[slope + row * count + k];");
                    if (layer.HasScale)
                    {
                        Normalized(code, lanes);
                        Add("first + k", new Variable("dy") * new Variable("normalized"));
                    }

                    if (layer.HasOffset)
                    {
                        Add(layer.HasScale ? "first + count + k" : "first + k", new Variable("dy"));
                    }
                }
            }

            void Add(string index, Expression value) =>
                code.Line($"gradient[{index}] = {lanes.Spell(value + new Variable($"gradient[{index}]"))};");
        });
    }

    /// <summary>The method that adds the derivatives by the input.</summary>
    public string InputSlopes(NormalizationLayer layer)
    {
        string name = NormalizationHelpers.Name(layer) + "Slopes";
        return Ask(name, (code, lanes) =>
        {
            code.Doc("<summary>Adds the derivatives by what a layer normalization reads.</summary>");
            string where = $"int x, int moments, int slope, int inputSlope, int first, int count, {Type} size";
            using (code.Block($"internal static void {name}({Type}[] values, {Type}[] parameters, int rows, {where})"))
            using (code.Block("for (int row = 0; row < rows; row++)"))
            {
                Variable sum = new("sum"), weighted = new("weighted"), g = new("g"), normalized = new("normalized");
                code.Line($"{Type} sum = {lanes.Spell(0)};");
                code.Line($"{Type} weighted = {lanes.Spell(0)};");
                using (code.Block("for (int k = 0; k < count; k++)"))
                {
                    Read();
                    code.Line($"sum = {lanes.Spell(sum + g)};");
                    code.Line($"weighted = {lanes.Spell((g * normalized) + weighted)};");
                }

                code.Line($"sum = {lanes.Spell(sum / new Variable("size"))};");
                code.Line($"weighted = {lanes.Spell(weighted / new Variable("size"))};");
                using (code.Block("for (int k = 0; k < count; k++)"))
                {
                    Read();
                    Expression slope = new Variable("values[moments + row * 2 + 1]") * (g - sum - (normalized * weighted));
                    var to = new Variable("values[inputSlope + row * count + k]");
                    code.Line($"{to.Name} = {lanes.Spell(slope + to)};");
                }
            }

            void Read()
            {
                var dy = new Variable("values[slope + row * count + k]");
                code.Line($"{Type} g = {lanes.Spell(layer.HasScale ? dy * new Variable("parameters[first + k]") : dy)};");
                Normalized(code, lanes);
            }
        });
    }

    /// <summary>Writes the normalized value, before gamma and beta.</summary>
    private void Normalized(CodeWriter code, ScalarLanes lanes)
    {
        Expression difference = new Variable("values[x + row * count + k]") - new Variable("values[moments + row * 2]");
        code.Line($"{Type} normalized = {lanes.Spell(difference * new Variable("values[moments + row * 2 + 1]"))};");
    }

    private string Ask(string name, System.Action<CodeWriter, ScalarLanes> write) => names.Helper(
        HelperTypes.Training(arithmetic), name, $"3 {name} {names.Element.Name}",
        (code, inner) => write(code, new ScalarLanes(inner, new ScalarSpelling(inner, arithmetic))));
}
