using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints how the parameters of one recurrent layer are put from the order of another framework into that of the class.</summary>
internal sealed class ConversionBodies(CodeWriter code, Names names, string className, Network network, RecurrentLayer layer, GateOrders gates)
{
    private int Gates => layer.Gates * layer.Units;

    private long KernelCount => (long)layer.Input * Gates;

    private long RecurrentKernelCount => (long)layer.Units * Gates;

    /// <summary>Whether the member is one of these.</summary>
    public bool Write(Member member, Heading heading)
    {
        if (member.Name is not ("FromKeras" or "FromPyTorch" or "FromOnnx"))
        {
            return false;
        }

        using (heading.Block())
        {
            code.Line($"{names.Memory.Held(written: true)} parameters = new {names.Element.Type}[ParameterCount];");
            switch (member.Name)
            {
                case "FromKeras":
                    Keras();
                    break;
                case "FromPyTorch":
                    PyTorch();
                    break;
                default:
                    Onnx();
                    break;
            }

            // In full: the user's half may have a constructor that takes the parameters alone.
            string initial = !network.TakesInitialState ? "" : names.Target.Spans ? ", default" : ", null";
            code.Line($"return new {className}(parameters{initial});");
        }

        return true;
    }

    private void Keras()
    {
        code.Line(names.Memory.CopyWhole("kernel", "parameters", 0, KernelCount));
        code.Line(names.Memory.CopyWhole("recurrentKernel", "parameters", KernelCount, RecurrentKernelCount));
        if (layer.UseBias)
        {
            code.Line(names.Memory.CopyWhole("bias", "parameters", KernelCount + RecurrentKernelCount, Gates));
        }
    }

    private void PyTorch()
    {
        Transpose("weightIh", layer.Input, 0, gates.PyTorch);
        Transpose("weightHh", layer.Units, KernelCount, gates.PyTorch);
        if (layer.UseBias)
        {
            code.Line($"{PackingHelpers.Biases(names)}(biasIh, biasHh, {At(KernelCount + RecurrentKernelCount)}, {Gates});");
        }
    }

    private void Onnx()
    {
        Transpose("w", layer.Input, 0, gates.Onnx);
        Transpose("r", layer.Units, KernelCount, gates.Onnx);
        if (layer.UseBias)
        {
            string biases = At(KernelCount + RecurrentKernelCount);
            code.Line($"{PackingHelpers.BiasesOf(names, gates.Onnx)}(b, {biases}, {Gates}, {layer.Units});");
        }
    }

    private void Transpose(string matrix, int rows, long start, GateOrder order) => code.Line(
        $"{PackingHelpers.Transpose(names, order)}({matrix}, {At(start)}, {rows}, {Gates}{(order.IsOwn ? "" : $", {layer.Units}")});");

    /// <summary>The class's own parameters from one of them on.</summary>
    private string At(long start) => names.Target.Spans
        ? start == 0 ? "parameters" : $"parameters.Slice({start})"
        : $"parameters, {start}";
}
