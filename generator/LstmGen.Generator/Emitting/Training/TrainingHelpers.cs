using System;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Small methods of training that all networks share.</summary>
internal sealed class TrainingHelpers(Names names, Arithmetic arithmetic)
{
    private string Type => names.Element.Type;

    /// <param name="lines">The method's lines, given the names of the helper file, which differ from those of a class.</param>
    private string Helper(string name, Func<Names, string> lines) => names.Helper(
        HelperTypes.Training(arithmetic), name, $"3 {name} {names.Element.Name}", (code, inner) => code.Line(lines(inner)));

    /// <summary>Copies one row into many.</summary>
    public string SetRows() => Helper("SetRows", inner => $$"""
        /// <summary>Copies a row into each of some others.</summary>
        internal static void SetRows({{Type}}[] to, int toAt, int toRow, int rows, {{Type}}[] from, int fromAt, int columns)
        {
            for (int row = 0; row < rows; row++)
            {
                {{inner["Array"]}}.Copy(from, fromAt, to, toAt + row * toRow, columns);
            }
        }
        """);

    /// <summary>Gives all sequences the values of one row, where the values of all sequences are contiguous.</summary>
    public string SetSequences() => Helper("SetSequences", inner => $$"""
        /// <summary>Copies each value of a row for all sequences, in each of some steps.</summary>
        internal static void SetSequences({{Type}}[] to, int toAt, int toWidth, int steps, int sequences, {{Type}}[] from, int fromAt, int columns)
        {
            for (int step = 0; step < steps; step++)
            {
                int at = toAt + step * sequences * toWidth;
                for (int column = 0; column < columns; column++)
                {
                    {{Type}} value = from[fromAt + column];
                    for (int s = 0; s < sequences; s++)
                    {
                        to[at + s] = value;
                    }

                    at += sequences;
                }
            }
        }
        """);

    /// <summary>Transposes a matrix of each step.</summary>
    public string TransposeEach() => Helper("TransposeEach", _ => $$"""
        /// <summary>Turns rows into columns, in a matrix of each step.</summary>
        internal static void TransposeEach({{Type}}[] values, int fromAt, int fromStep, int toAt, int toStep, int steps, int rows, int columns)
        {
            for (int step = 0; step < steps; step++)
            {
                int from = fromAt + step * fromStep;
                for (int row = 0; row < rows; row++)
                {
                    int to = toAt + step * toStep + row;
                    for (int column = 0; column < columns; column++)
                    {
                        values[to] = values[from + column];
                        to += rows;
                    }

                    from += columns;
                }
            }
        }
        """);

    public string ClearRows() => Helper("ClearRows", inner => $$"""
        /// <summary>Sets rows to zero.</summary>
        internal static void ClearRows({{Type}}[] to, int toAt, int toRow, int rows, int columns)
        {
            for (int row = 0; row < rows; row++)
            {
                {{inner["Array"]}}.Clear(to, toAt + row * toRow, columns);
            }
        }
        """);

    /// <summary>Copies rows with one stride to rows with another.</summary>
    public string CopyRows() => Helper("CopyRows", inner => $$"""
        /// <summary>Copies rows.</summary>
        internal static void CopyRows({{Type}}[] values, int fromAt, int fromRow, int toAt, int toRow, int rows, int columns)
        {
            for (int row = 0; row < rows; row++)
            {
                {{inner["Array"]}}.Copy(values, fromAt + row * fromRow, values, toAt + row * toRow, columns);
            }
        }
        """);

    /// <summary>Adds values to others.</summary>
    public string AddRows()
    {
        const string Name = "AddRows";
        return names.Helper(HelperTypes.Training(arithmetic), Name, $"3 {Name} {names.Element.Name}", (code, inner) =>
        {
            var lanes = new ScalarLanes(inner, new ScalarSpelling(inner, arithmetic));
            string sum = lanes.Spell(new Variable("values[toAt + k]") + new Variable("values[fromAt + k]"));
            code.Line($$"""
                /// <summary>Adds values to others.</summary>
                internal static void AddRows({{Type}}[] values, int toAt, int fromAt, int count)
                {
                    for (int k = 0; k < count; k++)
                    {
                        values[toAt + k] = {{sum}};
                    }
                }
                """);
        });
    }

    public string AddSquares() => Helper("AddSquares", _ => $$"""
        /// <summary>The sum of squares of values, added to another one.</summary>
        internal static double AddSquares(double sum, {{Type}}[] values, int at, int count)
        {
            for (int k = at; k < at + count; k++)
            {
                double value = values[k];
                sum += (double)(value * value);
            }

            return sum;
        }
        """);

    /// <summary>The outputs of a network with a skip connection.</summary>
    public string AddInput()
    {
        const string Name = "AddInput";
        return names.Helper(HelperTypes.Training(arithmetic), Name, $"3 {Name} {names.Element.Name}", (code, inner) =>
        {
            var lanes = new ScalarLanes(inner, new ScalarSpelling(inner, arithmetic));
            string sum = lanes.Spell(new Variable("values[fromAt + row * outputs + k]") + new Variable("values[inputAt + row * inputs + k]"));
            code.Line($$"""
                /// <summary>The outputs: those of the last layer plus the first features of the input.</summary>
                internal static void AddInput({{Type}}[] values, int rows, int outputs, int inputs, int fromAt, int inputAt, int toAt)
                {
                    for (int row = 0; row < rows; row++)
                    {
                        for (int k = 0; k < outputs; k++)
                        {
                            values[toAt + row * outputs + k] = {{sum}};
                        }
                    }
                }
                """);
        });
    }

    public string Transpose() => Helper("Transpose", _ => $$"""
        /// <summary>Turns the rows of a matrix into columns.</summary>
        internal static void Transpose({{Type}}[] from, int fromAt, int rows, int columns, {{Type}}[] to, int toAt)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    to[toAt + column * rows + row] = from[fromAt + row * columns + column];
                }
            }
        }
        """);

    /// <summary>The derivative of softmax, or of its logarithm, in rows: dy becomes the derivative by the sums.</summary>
    public string SoftmaxSlopes(Activation activation)
    {
        bool isSoftmax = activation == Activation.Softmax;
        string name = isSoftmax ? "SoftmaxSlopes" : "LogSoftmaxSlopes";
        return names.Helper(HelperTypes.Training(arithmetic), name, $"3 {name} {names.Element.Name}", (code, inner) =>
        {
            var lanes = new ScalarLanes(inner, new ScalarSpelling(inner, arithmetic));
            var y = new Variable("values[y + u]");
            var slope = new Variable("values[slope + u]");
            var sum = new Variable("sum");
            string term = lanes.Spell(isSoftmax ? y * slope + sum : sum + slope);
            string result = lanes.Spell(isSoftmax ? y * (slope - sum) : slope - Functions.Exp(y) * sum);
            code.Line($$"""
                /// <summary>The derivatives by the sums behind {{(isSoftmax ? "softmax" : "log-softmax")}}, in place of those by its values.</summary>
                internal static void {{name}}({{Type}}[] values, int rows, int units, int yAt, int slopeAt)
                {
                    for (int row = 0; row < rows; row++)
                    {
                        int y = yAt + row * units;
                        int slope = slopeAt + row * units;
                        {{Type}} sum = {{lanes.Spell(0)}};
                        for (int u = 0; u < units; u++)
                        {
                            sum = {{term}};
                        }

                        for (int u = 0; u < units; u++)
                        {
                            values[slope + u] = {{result}};
                        }
                    }
                }
                """);
        });
    }
}
