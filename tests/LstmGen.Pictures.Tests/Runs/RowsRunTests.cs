using System;
using System.Linq;
using Xunit;

namespace LstmGen.Pictures.Tests.Runs;

/// <summary>Runs of networks with layers that change the rows.</summary>
public class RowsRunTests
{
    private const string Lstm = "lstm 2>3 tanh/sigmoid";

    [Theory]
    [InlineData(Lstm + "; mean 3; dense 3>2 linear")]
    [InlineData(Lstm + "; dense 3>4 relu; max 4")]
    [InlineData(Lstm + "; last(2) 3; dense 3>2 linear")]
    [InlineData(Lstm + "; last(1) 3")]
    [InlineData(Lstm + "; flatten(4) 3>12; dense 12>2 tanh")]
    [InlineData(Lstm + "; last(3) 3; flatten(3) 3>9; dense 9>1 linear")]
    [InlineData(Lstm + "; repeat(4) 3; lstm 3>2 tanh/sigmoid; dense 2>2 linear")]
    [InlineData(Lstm + "; mean 3; repeat(2) 3; bidirectional concat [lstm 3>2 tanh/sigmoid | lstm 3>2 tanh/sigmoid backward]; flatten(2) 4>8; dense 8>1 linear")]
    public void All_pictures_can_be_drawn(string line)
    {
        NetworkRun run = Run(line);
        NetworkArchitecture network = run.Architecture;

        Assert.Equal(line, network.ToString());
        Assert.Contains("<svg", Picture.Network(run), StringComparison.Ordinal);
        Assert.Contains("<svg", Picture.Parameters(run), StringComparison.Ordinal);
        Assert.Contains("<section", Picture.Page(run), StringComparison.Ordinal);
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            Assert.NotEmpty(Picture.Text(run, layer));
            if (network.Layers[layer] is RowsArchitecture)
            {
                Assert.Contains("has no units", Assert.Throws<ArgumentOutOfRangeException>(() => Picture.Strips(run, layer)).Message, StringComparison.Ordinal);
                Assert.Throws<ArgumentOutOfRangeException>(() => Picture.LayerOverTime(run, layer));
                Assert.Throws<ArgumentOutOfRangeException>(() => Picture.UnitAtStep(run, layer, 0, 0));
                continue;
            }

            Assert.Contains("<svg", Picture.Strips(run, layer), StringComparison.Ordinal);
            Assert.Contains("<svg", Picture.LayerOverTime(run, layer), StringComparison.Ordinal);
            Assert.Contains("<svg", Picture.UnitAtStep(run, layer, 0, run.Steps - 1), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_layer_behind_reads_what_is_passed_on()
    {
        NetworkRun joined = Run(Lstm + "; last(2) 3; flatten(2) 3>6; dense 6>1 linear");
        Assert.Equal(
            [.. Enumerable.Range(2, 2).SelectMany(step => Enumerable.Range(0, 3).Select(unit => joined[0, 0, step, CellValue.Hidden, unit]))],
            Enumerable.Range(0, 6).Select(feature => joined.Input(3, 3, feature)));
        Assert.Equal(joined[0, 0, 2, CellValue.Hidden, 1], joined.Output(1, 2, 1));

        NetworkRun repeated = Run(Lstm + "; repeat(2) 3; lstm 3>2 tanh/sigmoid");
        Assert.All(new[] { 2, 3 }, step => Assert.Equal(repeated[0, 0, 3, CellValue.Hidden, 2], repeated.Input(2, step, 2)));
        Assert.Equal(0, repeated.Before(2, 0, 2, CellValue.Cell, 0));
        Assert.Equal(repeated[2, 0, 2, CellValue.Cell, 0], repeated.Before(2, 0, 3, CellValue.Cell, 0));

        NetworkRun mean = Run(Lstm + "; mean 3; dense 3>2 linear");
        Assert.Equal(mean.Output(1, 3, 2), mean.Input(2, 3, 2));
    }

    [Theory]
    [InlineData("flatten(4) 3>11", "joins 4 rows of 3 values in one of 11")]
    [InlineData("flatten(4) 3", "where '>' is needed")]
    [InlineData("last(0) 3", "a size from 1 to")]
    [InlineData("mean(2) 3", "where ' ' is needed")]
    [InlineData("mean 4", "reads 4 values, but the layer before it passes on 3")]
    [InlineData("means 3", "'lstm', 'bidirectional', 'dense', 'add', 'layer_normalization', 'embedding', 'mean', 'max', 'last', 'flatten' or 'repeat'")]
    public void What_is_no_architecture_is_an_error(string layer, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => NetworkArchitecture.Parse(Lstm + "; " + layer)).Message, StringComparison.Ordinal);

    /// <summary>Four steps with a different number in each place.</summary>
    private static NetworkRun Run(string line)
    {
        NetworkArchitecture network = NetworkArchitecture.Parse(line);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Sin(i + 1))];
        return new NetworkRun(network, Numbers(network.ParameterCount), Numbers(4 * network.InputSize), Numbers(4 * network.TraceSize));
    }
}
