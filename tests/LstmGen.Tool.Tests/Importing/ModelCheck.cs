using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Verifying;
using LstmGen.Tool.Running;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>Reads a model's file, and compares what its network computes with what the file's own framework computed.</summary>
internal static class ModelCheck
{
    /// <summary>The options that compile fastest. Schedules and vectors, which give the same bits, have tests of their own.</summary>
    private static readonly Options Shortest = new(Unroll.Tiled, Arithmetic.Auto, VectorWidth.Scalar);

    public static ImportedModel Import(string path, ImportOptions? options = null) => ModelImporter.Import(ModelInput.Open(path), options ?? new ImportOptions());

    /// <summary>The message of the error that a file has to be.</summary>
    public static string Error(string path, ImportOptions? options = null) => Assert.Throws<ModelException>(() => Import(path, options)).Message;

    /// <summary>The message of the error that bytes have to be.</summary>
    public static string Error(byte[] bytes, string name, ImportOptions? options = null) =>
        Assert.Throws<ModelException>(() => ModelImporter.Import(new ModelInput(name, bytes), options ?? new ImportOptions())).Message;

    /// <summary>Compares the outputs of the last steps, as many as are expected.</summary>
    public static void Computes(ImportedModel model, float[] input, float[] expected, double tolerance) => Computes(model, [(input, expected)], tolerance);

    /// <summary>The same for several inputs, with one class.</summary>
    public static void Computes(ImportedModel model, IReadOnlyList<(float[] Input, float[] Expected)> vectors, double tolerance)
    {
        Assert.NotEmpty(vectors);
        Assert.All(vectors, vector => Network(model, vector.Input, vector.Expected, tolerance));

        // The text form loses nothing.
        var text = new StringWriter(CultureInfo.InvariantCulture);
        LstmWriter.Write(model.AsFile("model"), text);
        ModelFile back = LstmReader.Read(text.ToString());
        Assert.Equal(model.AsFile("model"), back);

        // The class that is generated of it, compiled and run.
        CompiledModel compiled = CompiledModel.Compile(back.Network, Shortest);
        foreach ((float[] input, float[] expected) in vectors)
        {
            double[] found = compiled.Run(input);
            double largest = found[^expected.Length..].Zip(expected, (a, b) => Math.Abs(a - b)).Max();
            Assert.True(largest <= tolerance, FormattableString.Invariant($"largest difference of the generated class {largest:g3}, at most {tolerance:g3} is allowed"));
        }
    }

    private static void Network(ImportedModel model, float[] input, float[] expected, double tolerance)
    {
        Assert.True(expected.Length > 0);
        double[] all = DoubleReference.Run(model.Network, input);
        double[] found = all[^expected.Length..];
        double largest = found.Zip(expected, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(largest <= tolerance, FormattableString.Invariant($"largest difference {largest:g3}, at most {tolerance:g3} is allowed"));
    }
}
