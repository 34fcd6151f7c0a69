using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.TestKit;
using Xunit;

namespace LstmGen.Generator.Tests.Planning;

/// <summary>A layer's output stays until it has been read: nothing else is stored in its place.</summary>
public class RowPlacesTests
{
    public static TheoryData<string, int> Networks()
    {
        var networks = new TheoryData<string, int>();
        foreach (string layers in new[]
        {
            "L4", "L4 D8", "L4 D8 D16", "L4 D20 D30 D40 D2", "D30 L5 D1 D40", "L9 L4 D1 D8", "L4 L70 D3", "D3 L70 D5 L4 D90 D91 D92", "L33 D1 L2 D50 D1 D50 D1", "L1 D1 D1 D1",
            "L4 L4 A0 L4", "D9 L20 D9 A0 L9 A3 D30 D9 A0", "L4 D4 D7 D4 A0 D9 D4 A2", "L3 D2 D3 A-1 A0",
        })
        {
            networks.Add(layers, 1);
            networks.Add(layers, 4);
        }

        return networks;
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Nothing_is_kept_where_something_is_still_to_be_read(string layers, int stepsAtOnce)
    {
        Network network = Made(layers);
        int last = network.LastOverTime;
        foreach (Element element in new[] { Element.Single, Element.Double })
        {
            var rows = new RowPlaces(network, element);

            // The layers up to the last recurrent one compute all steps before the next layer runs.
            for (int layer = 0; layer < last; layer++)
            {
                Apart(All(layer), All(layer + 1));
            }

            // Those after it read one row after another, while the last recurrent layer's rows wait.
            for (int layer = last + 1; layer < network.Layers.Count; layer++)
            {
                Apart(All(last), [Row(layer, 0)]);
                Apart(layer == last + 1 ? [] : [Row(layer - 1, 0)], [Row(layer, 0)]);
                Assert.Equal(Row(layer, 0), Row(layer, stepsAtOnce - 1));
            }

            // What a residual sum adds stays until it is read.
            for (int layer = 0; layer < network.Layers.Count; layer++)
            {
                if (network.Layers[layer] is AddLayer { Source: >= 0 } sum)
                {
                    bool isHead = sum.Source > last;
                    for (int between = sum.Source + 1; between <= layer; between++)
                    {
                        Apart(isHead ? [Row(sum.Source, 0)] : All(sum.Source), isHead ? [Row(between, 0)] : All(between));
                    }
                }
            }

            (int Start, int End)[] everything = [.. Enumerable.Range(0, network.Layers.Count).SelectMany(All)];
            Assert.Equal(0, everything.Min(row => row.Start));
            Assert.Equal(rows.Count(stepsAtOnce), everything.Max(row => row.End));

            (int Start, int End)[] All(int layer) => [.. Enumerable.Range(0, stepsAtOnce).Select(step => Row(layer, step))];

            (int Start, int End) Row(int layer, int step)
            {
                RowPlace place = rows.Of(layer);
                int start = place.First(stepsAtOnce) + (step * place.Stride);
                return (start, start + Packing.Pad(network.Layers[layer].Output, element));
            }
        }
    }

    private static void Apart((int Start, int End)[] some, (int Start, int End)[] others) =>
        Assert.All(some, one => Assert.All(others, other => Expect.True(one.End <= other.Start || other.End <= one.Start, $"{one} and {other}")));

    private static Network Made(string text)
    {
        var layers = new List<Layer>();
        foreach (string layer in text.Split(' '))
        {
            int units = int.Parse(layer[1..], System.Globalization.CultureInfo.InvariantCulture);
            int input = layers.Count == 0 ? 3 : layers[^1].Output;
            layers.Add(layer[0] == 'A'
                ? new AddLayer("add" + layers.Count, input, units)
                : layer[0] == 'L'
                ? new LstmLayer("lstm" + layers.Count, input, units, Model.Activation.Tanh, Model.Activation.Sigmoid, true, true)
                : new DenseLayer("dense" + layers.Count, input, units, Model.Activation.Linear, true));
        }

        return new Network(new EquatableArray<Layer>(layers), 5);
    }
}
