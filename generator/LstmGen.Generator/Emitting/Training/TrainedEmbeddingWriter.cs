using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>
/// Writes a layer that looks up rows of a table, forward and backward. Anything that isn't an id of the table has no row there.
/// </summary>
internal sealed class TrainedEmbeddingWriter(TapeText tape)
{
    private readonly CodeWriter _code = tape.Code;

    private string Type => tape.Plan.Element.Type;

    public void Forward(TrainedEmbedding part)
    {
        EmbeddingLayer layer = part.Embedding;
        string where = $"{RowAt(part.Input)}, {At(part.Output.Region)}, {tape.FirstOf(layer)}, {layer.Count}, {layer.Units}";
        _code.Line($"{LookUp()}(_tape, _parameters, {tape.Each(StepsOf(part.Input), 1).Rows}, {where});");
    }

    public void Backward(TrainedEmbedding part)
    {
        EmbeddingLayer layer = part.Embedding;
        _code.Comment("The gradient: all steps of a sequence, one sequence after the other.");
        using (_code.Block("for (int s = 0; s < sequences; s++)"))
        {
            string where = $"{RowAt(part.Input)}, {At(part.OutputSlope)}, {tape.FirstOf(layer)}, {layer.Count}, {layer.Units}";
            _code.Line($"{AddRows()}(_tape, _gradient, s, sequences, {part.Input.Region.Steps}, {where});");
        }
    }

    /// <summary>The method that looks up rows, as the network's class does.</summary>
    private string LookUp() => Helper("EmbedRows", _ => $$"""
        /// <summary>The rows of a table that ids name, or NaN where one is no whole number from 0 to count − 1.</summary>
        internal static void EmbedRows({{Type}}[] values, {{Type}}[] parameters, int rows, int x, int y, int first, int count, int units)
        {
            for (int row = 0; row < rows; row++)
            {
                {{Type}} id = values[x + row];
                bool isKnown = id >= 0 && id < count && ({{Type}})(int)id == id;
                int start = isKnown ? first + (int)id * units : 0;
                for (int k = 0; k < units; k++)
                {
                    values[y + row * units + k] = isKnown ? parameters[start + k] : {{Type}}.NaN;
                }
            }
        }
        """);

    private const string Where = "int x, int slope, int first, int count, int units";

    private static readonly Variable Old = new("gradient[start + k]");

    private static readonly Variable Added = new("values[slope + row * units + k]");

    /// <summary>The method that adds the derivatives of a sequence to the rows of the table.</summary>
    private string AddRows() => Helper("AddToEmbedding", lanes => $$"""
        /// <summary>Adds the derivatives by rows of a table: those of a sequence, step by step. What is no id has none.</summary>
        internal static void AddToEmbedding({{Type}}[] values, {{Type}}[] gradient, int s, int sequences, int steps, {{Where}})
        {
            for (int step = 0; step < steps; step++)
            {
                int row = step * sequences + s;
                {{Type}} id = values[x + row];
                if (id >= 0 && id < count && ({{Type}})(int)id == id)
                {
                    int start = first + (int)id * units;
                    for (int k = 0; k < units; k++)
                    {
                        gradient[start + k] = {{lanes.Spell(Old + Added)}};
                    }
                }
            }
        }
        """);

    private string Helper(string name, System.Func<ScalarLanes, string> lines) => tape.Names.Helper(
        HelperTypes.Training(tape.Plan.Arithmetic), name, $"3 {name} {tape.Names.Element.Name}",
        (code, inner) => code.Line(lines(new ScalarLanes(inner, new ScalarSpelling(inner, tape.Plan.Arithmetic)))));
}
