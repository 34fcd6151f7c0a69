using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using LstmGen.Generator.Tests.Snapshots;
using Xunit;

namespace LstmGen.Pictures.Tests.Generated;

/// <summary>Pictures of what generated code computed: the two halves of the contract between <c>Trace</c> and the pictures meet here.</summary>
public class GeneratedTests
{
    /// <summary>The pictures of the documentation. When a change is intended, run this with <c>LSTMGEN_ACCEPT=1</c>.</summary>
    [Theory]
    [InlineData("over-time")]
    [InlineData("unit")]
    [InlineData("strips")]
    [InlineData("parameters")]
    [InlineData("cell-and-units")]
    [InlineData("stack")]
    public void The_documentation_has_the_pictures_of_what_the_generated_code_computes(string name)
    {
        NetworkRun run = Question.Run();
        string svg = name switch
        {
            "over-time" => Picture.LayerOverTime(run),
            "unit" => Picture.UnitAtStep(run, layer: 0, unit: 0, step: 1),
            "strips" => Picture.Strips(run),
            "parameters" => Picture.Parameters(run),
            "cell-and-units" => Picture.CellAndUnits(run.Architecture),
            _ => Picture.Network(TwoLayers.Run()),
        };
        string file = Path.Combine(Root(), "generator", "docs", "pictures", name + ".svg");
        if (Snapshot.Accepts)
        {
            File.WriteAllText(file, svg);
        }

        Assert.Equal(File.ReadAllText(file), svg);
    }

    /// <summary>Every value is where the class's constants say.</summary>
    [Fact]
    public void A_run_reads_the_trace_as_the_class_writes_it()
    {
        NetworkRun run = Everything.Run(out double[] trace);
        Assert.Equal(Everything.TraceSize, run.Architecture.TraceSize);
        Assert.Equal(Everything.ParameterCount, run.Architecture.ParameterCount);
        Assert.Equal(Everything.InputSize, run.Architecture.InputSize);
        Assert.Equal(Everything.OutputSize, run.Architecture.OutputSize);
        Assert.Equal(Everything.Architecture, run.Architecture.ToString());
        for (int step = 0; step < Everything.Steps; step++)
        {
            ReadOnlySpan<double> row = trace.AsSpan(step * Everything.TraceSize, Everything.TraceSize);
            for (int unit = 0; unit < 4; unit++)
            {
                Assert.Equal(row[Everything.Layers.Bidirectional.Forward.TraceG + unit], run[0, 0, step, CellValue.Candidate, unit]);
                Assert.Equal(row[Everything.Layers.Bidirectional.Backward.TraceO + unit], run[0, 1, step, CellValue.OutputGate, unit]);
                Assert.Equal(row[Everything.Layers.Bidirectional.Backward.TraceH + unit], run[0, 1, step, CellValue.Hidden, unit]);
            }

            for (int unit = 0; unit < 3; unit++)
            {
                Assert.Equal(row[Everything.Layers.Lstm.TraceC + unit], run[1, 0, step, CellValue.Cell, unit]);
            }

            for (int index = 0; index < 8; index++)
            {
                Assert.Equal(row[Everything.Layers.Bidirectional.Trace + index], run.Output(0, step, index));
            }

            Assert.Equal(step == 2, run.IsMasked(0, 0, step));
        }

        double[] probabilities = [.. Enumerable.Range(0, 2).Select(index => run.Output(2, Everything.Steps - 1, index))];
        Assert.Equal(trace[^2..], probabilities);
        Assert.Equal(1, probabilities.Sum(), 1e-12);
    }

    private static string Root([CallerFilePath] string source = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", ".."));
}
