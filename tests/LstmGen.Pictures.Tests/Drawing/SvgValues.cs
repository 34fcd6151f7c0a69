using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace LstmGen.Pictures.Tests.Drawing;

/// <summary>A number of a picture, with the attributes of its element and of those around it.</summary>
internal sealed record SvgValue(string Of, string Exact, string? Text, int Layer, int Half, int Step, int Unit, int Index)
{
    public double Number => double.Parse(Exact, CultureInfo.InvariantCulture);
}

/// <summary>The numbers of a picture, read from the text of the SVG file.</summary>
internal static class SvgValues
{
    public static List<SvgValue> Of(string svg)
    {
        var document = XDocument.Parse(svg);
        Assert.Equal("svg", document.Root!.Name.LocalName);
        return Of(document.Root);
    }

    /// <summary>The numbers inside an element of a picture or of a page.</summary>
    public static List<SvgValue> Of(XElement root)
    {
        return [.. root.Descendants().SelectMany(element =>
        {
            string? one = element.Attribute("data-value")?.Value;
            string[]? many = element.Attribute("data-values")?.Value.Split(' ');
            if (one is not null)
            {
                return [Value(element, one, Number(element, "unit"), Number(element, "step"))];
            }

            string[]? units = element.Attribute("data-units")?.Value.Split(' ');
            string[]? steps = element.Attribute("data-steps")?.Value.Split(' ');
            Assert.Equal(many?.Length, (units ?? steps)?.Length);
            return many?.Select((exact, index) => Value(
                element, exact,
                units is null ? Number(element, "unit") : int.Parse(units[index], CultureInfo.InvariantCulture),
                steps is null ? Number(element, "step") : int.Parse(steps[index], CultureInfo.InvariantCulture))) ?? [];
        })];
    }

    /// <summary>Checks every number against the run, bit for bit, and the displayed text against the number.</summary>
    public static List<SvgValue> Check(string svg, NetworkRun run, float[]? parameters = null)
    {
        List<SvgValue> values = Of(svg);
        Check(values, run, parameters);
        return values;
    }

    public static void Check(IEnumerable<SvgValue> values, NetworkRun run, float[]? parameters)
    {
        foreach (SvgValue value in values)
        {
            double? expected = Expected(value, run, parameters);
            if (expected is { } number)
            {
                Assert.True(BitConverter.DoubleToInt64Bits((float)value.Number) == BitConverter.DoubleToInt64Bits((float)number) || (double.IsNaN(number) && double.IsNaN(value.Number)), $"{value} should be {number}");
            }

            if (value.Text is { } text && !double.IsNaN(value.Number))
            {
                string plain = text.Replace('−', '-');
                int decimals = plain.Contains('.', StringComparison.Ordinal) ? plain.Length - plain.IndexOf('.', StringComparison.Ordinal) - 1 : plain.Length > 3 ? 0 : 2;
                Assert.Equal(value.Number, double.Parse(plain, CultureInfo.InvariantCulture), (0.5000001 * Math.Pow(10, -decimals)) + 1e-9);
            }
        }
    }

    private static double? Expected(SvgValue value, NetworkRun run, float[]? parameters) => value.Of switch
    {
        "i" => run[value.Layer, value.Half, value.Step, CellValue.InputGate, value.Unit],
        "f" => run[value.Layer, value.Half, value.Step, CellValue.ForgetGate, value.Unit],
        "g" => run[value.Layer, value.Half, value.Step, CellValue.Candidate, value.Unit],
        "o" => run[value.Layer, value.Half, value.Step, CellValue.OutputGate, value.Unit],
        "c" => run[value.Layer, value.Half, value.Step, CellValue.Cell, value.Unit],
        "m" => run[value.Layer, value.Half, value.Step, CellValue.ProjectionInput, value.Unit],
        "h" => run[value.Layer, value.Half, value.Step, CellValue.Hidden, value.Unit],
        "y" => run.Output(value.Layer, value.Step, value.Unit),
        "x" => run.Input(value.Layer, value.Step, value.Index),
        "out" => run.NetworkOutput(value.Step, value.Index),
        "c-before" => run.Before(value.Layer, value.Half, value.Step, CellValue.Cell, value.Unit),
        "h-before" => run.Before(value.Layer, value.Half, value.Step, CellValue.Hidden, value.Index >= 0 ? value.Index : value.Unit),
        "output" => run.NetworkOutput(value.Step, value.Index),
        "w" => parameters is null ? throw new ArgumentNullException(nameof(parameters)) : parameters[value.Index],
        // What a picture computes, from numbers that it shows.
        "product" or "sum" or "kept" or "taken" or "shown" => null,
        _ => throw new ArgumentException($"No picture should have {value}.", nameof(value)),
    };

    private static SvgValue Value(XElement element, string exact, int unit, int step) => new(
        Attribute(element, "value-of") ?? "", exact, element.Name.LocalName == "text" ? element.Value : null,
        Number(element, "layer"), Number(element, "half"), step, unit, Number(element, "index"));

    private static int Number(XElement element, string name) => Attribute(element, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : -1;

    private static string? Attribute(XElement element, string name) =>
        element.AncestorsAndSelf().Select(around => around.Attribute("data-" + name)?.Value).FirstOrDefault(value => value is not null);
}
