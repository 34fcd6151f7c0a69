using System;
using System.Linq;
using LstmGen.Pictures.Numbers;
using LstmGen.Pictures.Tests.Runs;
using Xunit;

namespace LstmGen.Pictures.Tests.Drawing;

public class TextDrawingTests
{
    [Fact]
    public void Three_units_on_four_steps() => Assert.Equal(
        """
        LSTM(3) over 4 steps

                        step 0              step 1              step 2              step 3
        unit 0  c  ====>  0.24 ============>  0.60 ============>  0.97 ============>  1.30 =========>
                h  +-->   0.13 ---+    +-->   0.35 ---+    +-->   0.56 ---+    +-->   0.70 ---+--> out
                   |              |    |              |    |              |    |              |
        unit 1  c  ====> -0.25 ============> -0.64 ============> -1.07 ============> -1.50 =========>
                h  +-->  -0.13 ---+    +-->  -0.30 ---+    +-->  -0.44 ---+    +-->  -0.52 ---+
                   |              |    |              |    |              |    |              |
        unit 2  c  ====>  0.08 ============>  0.21 ============>  0.34 ============>  0.46 =========>
                h  +-->   0.04 ---+    +-->   0.09 ---+    +-->   0.14 ---+    +-->   0.18 ---+
                   |              +----+              +----+              +----+              +--->
                   |                   |                   |                   |
                  x = 1               x = 2               x = 3               x = 4

        The units of a step work side by side; the steps follow one another. Every unit
        gets all of x, and h of all units after the step before. c goes straight on to
        the same unit. Nothing else is passed on.

        """.ReplaceLineEndings("\n"),
        Picture.Text(Samples.ThreeUnits()));

    [Fact]
    public void With_a_projection_units_show_what_it_reads()
    {
        NetworkRun run = Samples.Of("lstm 1>3>2 tanh/sigmoid", 4);
        string[] lines = [.. Picture.Text(run).Split('\n').Where(line => line.TrimStart().StartsWith("m  +-->", StringComparison.Ordinal))];

        Assert.Equal(3, lines.Length);
        for (int unit = 0; unit < 3; unit++)
        {
            string[] shown = [.. lines[unit].Split(' ').Where(word => word.Contains('.', StringComparison.Ordinal))];
            Assert.Equal(Enumerable.Range(0, 4).Select(step => NumberText.Shown(run[0, 0, step, CellValue.ProjectionInput, unit]).Replace('−', '-')), shown);
        }
    }

    [Fact]
    public void Every_case_stays_within_its_width()
    {
        foreach (object[] row in Cases.All)
        {
            NetworkRun run = Cases.Run((string)row[0], (int)row[1]);
            for (int layer = 0; layer < run.Architecture.Layers.Count; layer++)
            {
                foreach (int width in new[] { 60, 80, 120 })
                {
                    string[] lines = Picture.Text(run, layer, width).Split('\n');
                    Assert.All(lines.Skip(1), line => Assert.InRange(line.Length, 0, width));
                    Assert.All(lines, line => Assert.DoesNotContain(line, letter => letter is < ' ' or > '~'));
                }
            }
        }
    }

    [Fact]
    public void A_width_that_is_too_small_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Picture.Text(Samples.ThreeUnits(), 0, 59));
}
