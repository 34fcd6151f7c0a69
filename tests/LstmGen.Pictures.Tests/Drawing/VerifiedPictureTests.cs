using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using LstmGen.Generator.Tests.Snapshots;
using LstmGen.Pictures.Tests.Runs;
using Xunit;

namespace LstmGen.Pictures.Tests.Drawing;

/// <summary>
/// Pictures byte by byte. When a change is intended, run these with <c>LSTMGEN_ACCEPT=1</c> and look at the files in a browser.
/// </summary>
public class VerifiedPictureTests
{
    private static readonly NetworkRun Both = Cases.Run("masking(0); bidirectional concat [lstm 2>3 tanh/sigmoid | lstm 2>4>2 tanh/sigmoid peepholes coupled backward]; dense 5>2 softmax", 3);

    [Fact]
    public void Network() => Verify(Picture.Network(Samples.Of("lstm 2>8 tanh/sigmoid; lstm 8>5 tanh/sigmoid; dense 5>1 linear; skip", 4)));

    [Fact]
    public void Network_in_every_direction() => Verify(Picture.Network(Samples.Of("bidirectional concat [lstm 3>4>2 tanh/sigmoid | lstm 3>5 tanh/sigmoid backward]; lstm 7>6 tanh/sigmoid go_backwards; lstm 6>3 tanh/sigmoid backward last; dense 3>2 softmax", 20)));

    [Fact]
    public void Over_time() => Verify(Picture.LayerOverTime(Samples.ThreeUnits()));

    [Fact]
    public void Over_time_bidirectional() => Verify(Picture.LayerOverTime(Both));

    [Fact]
    public void Unit() => Verify(Picture.UnitAtStep(Samples.ThreeUnits(), 0, 1, 2));

    [Fact]
    public void Strips() => Verify(Picture.Strips(Samples.ThreeUnits()));

    [Fact]
    public void Strips_of_many_steps() => Verify(Picture.Strips(Samples.Of("lstm 1>4 tanh/sigmoid", 30)));

    [Fact]
    public void Parameters() => Verify(Picture.Parameters(Samples.ThreeUnits()));

    [Fact]
    public void Parameters_bidirectional() => Verify(Picture.Parameters(Both.Architecture));

    [Fact]
    public void Cell_and_units() => Verify(Picture.CellAndUnits(Samples.ThreeUnits().Architecture));

    [Fact]
    public void Chart() => Verify(new Chart(
        "What a parameter costs",
        ChartTests.Logarithmic(new ChartSeries("Step", [(1, 1.7), (2, 0.72), (4, 0.33), (8, 0.16), (16, 0.07)]), new ChartSeries("Forward", [(1, 1.4), (2, 0.7), (4, 0.3), (8, 0.15), (16, 0.069)])),
        new ChartPanel(new ChartAxis("time", "s"), new ChartAxis("voltage", "V"), ChartSeries.OfSamples("sawtooth", [.. Enumerable.Range(0, 2000).Select(index => index % 400 / 200f)], 0, 0.01)) { Title = "An envelope", Height = 150 })
    {
        Subtitle = "One feature, 16 steps.",
    }.ToSvg());

    private static void Verify(string svg, [CallerMemberName] string method = "", [CallerFilePath] string source = "") =>
        Snapshot.Check(Path.GetDirectoryName(source)!, SnapshotName.Prefix(nameof(VerifiedPictureTests), method, []), [new SnapshotFile(null, "svg", svg)], Snapshot.Accepts);
}
