using System;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>
/// The methods that pass derivatives on to the rows from which a row was computed. In each step the sequences are side by side.
/// </summary>
internal sealed class RowSlopes(Names names, Arithmetic arithmetic)
{
    private string Type => names.Element.Type;

    /// <summary>For a mean: each row gets its share.</summary>
    public string OfMean() => Ask("AddMeanSlopes", (code, lanes) => code.Line($$"""
        /// <summary>Adds to the derivatives by the rows of a mean: each gets its share of that by the mean.</summary>
        internal static void AddMeanSlopes({{Type}}[] values, int sequences, int rows, int units, int slope, int inputSlope)
        {
            for (int k = 0; k < sequences * units; k++)
            {
                {{Type}} share = ({{Type}})(values[slope + k] / (double)rows);
                for (int row = 0; row < rows; row++)
                {
                    int at = inputSlope + row * sequences * units + k;
                    values[at] = {{lanes.Spell(new Variable("values[at]") + new Variable("share"))}};
                }
            }
        }
        """));

    /// <summary>For a maximum: the first row that has it gets all, as in PyTorch and TensorFlow.</summary>
    public string OfMax() => Ask("AddMaxSlopes", (code, lanes) => code.Line($$"""
        /// <summary>Adds to the derivatives by the rows of a largest value: the first row that has it gets that by the value.</summary>
        internal static void AddMaxSlopes({{Type}}[] values, int sequences, int rows, int units, int x, int slope, int inputSlope)
        {
            for (int k = 0; k < sequences * units; k++)
            {
                {{Type}} most = values[x + k];
                int at = k;
                for (int row = 1; row < rows; row++)
                {
                    {{Type}} value = values[x + row * sequences * units + k];
                    if (value > most || {{Type}}.IsNaN(value))
                    {
                        most = value;
                        at = row * sequences * units + k;
                    }
                }

                at += inputSlope;
                values[at] = {{lanes.Spell(new Variable("values[at]") + new Variable("values[slope + k]"))}};
            }
        }
        """));

    /// <summary>For copied rows: each gets the derivatives of all its copies.</summary>
    public string OfEach() => Ask("AddEachRow", (code, lanes) => code.Line($$"""
        /// <summary>Adds rows to others, the first one first.</summary>
        internal static void AddEachRow({{Type}}[] values, int fromAt, int fromRow, int toAt, int toRow, int rows, int columns)
        {
            for (int row = 0; row < rows; row++)
            {
                int from = fromAt + row * fromRow;
                int to = toAt + row * toRow;
                for (int k = 0; k < columns; k++)
                {
                    values[to + k] = {{lanes.Spell(new Variable("values[to + k]") + new Variable("values[from + k]"))}};
                }
            }
        }
        """));

    private string Ask(string name, Action<CodeWriter, ScalarLanes> write) => names.Helper(
        HelperTypes.Training(arithmetic), name, $"3 {name} {names.Element.Name}",
        (code, inner) => write(code, new ScalarLanes(inner, new ScalarSpelling(inner, arithmetic))));
}
