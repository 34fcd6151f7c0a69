using System;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes code that turns several rows into one: their mean or their largest values, or all of them side by side.</summary>
internal static class PoolingWriter
{
    /// <summary>What a pooling layer computes from rows, for a reader.</summary>
    public static string Meaning(RowsKind kind) => kind switch
    {
        RowsKind.Mean => "the mean of the rows, summed from the first to the last in double precision and divided once",
        RowsKind.Max => "the largest value of the rows; a NaN stays one",
        _ => "all rows side by side",
    };

    /// <summary>Writes the row that a pooling layer computes from others.</summary>
    /// <param name="from">The value of a unit in a row.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="to">The value of the unit that is written.</param>
    public static void Pool(
        CodeWriter code, Element element, RowsLayer layer, Func<string, string, string> from, string count, Func<string, string> to)
    {
        string type = element.Type;
        code.Line(layer.Kind == RowsKind.Mean
            ? $$"""
                for (int k = 0; k < {{layer.Input}}; k++)
                {
                    double sum = {{from("0", "k")}};
                    for (int step = 1; step < {{count}}; step++)
                    {
                        sum = (double)(sum + {{from("step", "k")}});
                    }

                    {{to("k")}} = ({{type}})(sum / {{count}});
                }
                """
            : $$"""
                for (int k = 0; k < {{layer.Input}}; k++)
                {
                    {{type}} most = {{from("0", "k")}};
                    for (int step = 1; step < {{count}}; step++)
                    {
                        {{type}} value = {{from("step", "k")}};
                        most = value > most || {{type}}.IsNaN(value) ? value : most;
                    }

                    {{to("k")}} = most;
                }
                """);
        code.Line();
    }
}
