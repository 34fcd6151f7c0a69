using System.Linq;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using LstmGen.Tests.References;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tests;

/// <summary>Networks that are far too big to be written out, whatever the options ask for.</summary>
public class LargeNetworkTests(ITestOutputHelper output)
{
    [Fact]
    public void One_layer_of_512_units() => Check(new NetworkSpec(64, 6, new LstmSpec(512, ReturnSequences: true)), Unroll.Auto);

    [Fact]
    public void A_stack_of_three_layers_of_200_units() => Check(
        new NetworkSpec(20, 6, new LstmSpec(200, ReturnSequences: true), new LstmSpec(200, ReturnSequences: true), new LstmSpec(200, ReturnSequences: true), new DenseSpec(3)),
        Unroll.Auto);

    [Fact]
    public void Asked_to_be_written_out() => Check(
        new NetworkSpec(20, 6, new LstmSpec(200, ReturnSequences: true), new LstmSpec(3, ReturnSequences: true)), Unroll.Full);

    /// <summary>Three gates, in a layer large enough that the input's half of their sums is computed for several steps at once.</summary>
    [Theory]
    [InlineData(56)]
    [InlineData(64)]
    [InlineData(100)]
    public void Coupled_gates(int units)
    {
        var network = new NetworkCase(new NetworkSpec(16, 21, new LstmSpec(units) { CoupledGates = true }), seed: 1, scale: 0.5);
        VectorWidth[] widths = [VectorWidth.Scalar, VectorWidth.Vector128, VectorWidth.Vector256, VectorWidth.Vector512];
        float[][] outputs = [.. GeneratedModel
            .Compile(widths.Select(width => new NetworkVariant(network.Spec, VectorWidth: width)))
            .Select(model => model.Create(network.Parameters).Forward(network.Spec, network.Input))];
        for (int i = 1; i < outputs.Length; i++)
        {
            Bits.AssertSame(outputs[0], outputs[i], () => $"{units} units, {widths[i]}");
        }
    }

    private void Check(NetworkSpec spec, Unroll unroll)
    {
        var network = new NetworkCase(spec, seed: 1, scale: 0.5);
        IModel model = GeneratedModel.Compile([new NetworkVariant(spec, unroll)])[0].Create(network.Parameters);
        double[] exact = InDouble.Run(network).Output(spec);
        float[] forward = model.Forward(spec, network.Input);
        double error = Differences.Largest(forward, exact);
        double onnx = Differences.Largest(OnnxReference.Run(network).Output, exact);
        output.WriteLine($"error {error:g3}, ONNX Runtime's {onnx:g3}");
        Assert.True(error <= 1e-7 + (2 * onnx), $"{error:g3}, and ONNX Runtime {onnx:g3}");
        Bits.AssertSame(forward, model.Steps(spec, network.Input, model.CreateState()), () => "Step");

        var copied = new float[spec.ParameterCount];
        model.CopyParametersTo(copied);
        Assert.Equal(Bits.Raw(network.Parameters), Bits.Raw(copied));
    }
}
