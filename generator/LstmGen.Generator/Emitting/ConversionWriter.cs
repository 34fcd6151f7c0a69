using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the factories that take the parameters of one LSTM layer in the order of another framework.</summary>
internal sealed class ConversionWriter(CodeWriter code, Names names, string className, LstmLayer layer, string generatedCode)
{
    private int Gates => layer.Gates * layer.Units;

    private long KernelCount => (long)layer.Input * Gates;

    private long RecurrentKernelCount => (long)layer.Units * Gates;

    private long BiasCount => Gates;

    public void Write()
    {
        Keras();
        PyTorch();
        Onnx();
    }

    private void Keras()
    {
        code.Doc("<summary>Makes the network from the arrays of Keras' <c>layer.get_weights()</c>.</summary>");
        Factory("FromKeras", Parameters(
            ("kernel", KernelCount, $"[{layer.Input}, {Gates}], row by row; the columns are the gates i, f, c, o"),
            ("recurrentKernel", RecurrentKernelCount, $"[{layer.Units}, {Gates}], likewise"),
            layer.UseBias ? ("bias", BiasCount, $"[{Gates}], the gates i, f, c, o") : null));
        code.Line(names.Memory.CopyWhole("kernel", "parameters", 0, KernelCount));
        code.Line(names.Memory.CopyWhole("recurrentKernel", "parameters", KernelCount, RecurrentKernelCount));
        if (layer.UseBias)
        {
            code.Line(names.Memory.CopyWhole("bias", "parameters", KernelCount + RecurrentKernelCount, BiasCount));
        }

        End();
    }

    private void PyTorch()
    {
        code.Doc("<summary>Makes the network from the tensors of a <c>torch.nn.LSTM</c>. Its gates i, f, g, o are Keras' i, f, c, o; its matrices are transposed, and its two biases are added.</summary>");
        Factory("FromPyTorch", Parameters(
            ("weightIh", KernelCount, $"<c>weight_ih_l0</c> [{Gates}, {layer.Input}], row by row"),
            ("weightHh", RecurrentKernelCount, $"<c>weight_hh_l0</c> [{Gates}, {layer.Units}], row by row"),
            layer.UseBias ? ("biasIh", BiasCount, $"<c>bias_ih_l0</c> [{Gates}]") : null,
            layer.UseBias ? ("biasHh", BiasCount, $"<c>bias_hh_l0</c> [{Gates}]") : null));
        Transpose("weightIh", "weightHh", "column");
        if (layer.UseBias)
        {
            Bias("biasIh[column] + biasHh[column]", "column");
        }

        End();
    }

    private void Onnx()
    {
        code.Doc("<summary>Makes the network from the tensors of an ONNX <c>LSTM</c> node with one direction. Its gates i, o, f, c are put in Keras' order i, f, c, o; its matrices are transposed, and its two biases are added.</summary>");
        Factory("FromOnnx", Parameters(
            ("w", KernelCount, $"<c>W</c> [1, {Gates}, {layer.Input}], row by row"),
            ("r", RecurrentKernelCount, $"<c>R</c> [1, {Gates}, {layer.Units}], row by row"),
            layer.UseBias ? ("b", 2 * BiasCount, $"<c>B</c> [1, {2 * Gates}]: the bias of W, then that of R") : null));
        code.Comment("Keras' gates i, f, c, o are ONNX' gates 0, 2, 3, 1.");
        string gate = $"column / {layer.Units}";
        code.Open($"for (int column = 0; column < {Gates}; column++)");
        code.Line($"int gate = {gate};");
        code.Line($"int row = (gate == 0 ? 0 : gate == 3 ? 1 : gate + 1) * {layer.Units} + column % {layer.Units};");
        TransposeRows("w", "r", "row");
        if (layer.UseBias)
        {
            BiasRow($"b[row] + b[{Gates} + row]");
        }

        code.Close();
        End();
    }

    private void Transpose(string kernel, string recurrentKernel, string row)
    {
        code.Open($"for (int column = 0; column < {Gates}; column++)");
        TransposeRows(kernel, recurrentKernel, row);
        code.Close();
    }

    private void TransposeRows(string kernel, string recurrentKernel, string row)
    {
        Turn(kernel, layer.Input, 0);
        Turn(recurrentKernel, layer.Units, KernelCount);

        void Turn(string matrix, int columns, long start)
        {
            code.Open($"for (int k = 0; k < {columns}; k++)");
            code.Line($"parameters[{(start == 0 ? "" : start + " + ")}k * {Gates} + column] = {matrix}[{row}{(columns == 1 ? "" : $" * {columns}")} + k];");
            code.Close();
        }
    }

    private void Bias(string sum, string index)
    {
        code.Open($"for (int {index} = 0; {index} < {Gates}; {index}++)");
        BiasRow(sum);
        code.Close();
    }

    private void BiasRow(string sum) =>
        code.Line($"parameters[{KernelCount + RecurrentKernelCount} + column] = ({names.Element.Type})({sum});");

    private static List<(string Name, long Count, string Shape)> Parameters(params (string Name, long Count, string Shape)?[] parameters)
    {
        var given = new List<(string, long, string)>();
        foreach ((string, long, string)? parameter in parameters)
        {
            if (parameter is not null)
            {
                given.Add(parameter.Value);
            }
        }

        return given;
    }

    private void Factory(string method, List<(string Name, long Count, string Shape)> parameters)
    {
        var list = new List<string>();
        foreach ((string name, _, string shape) in parameters)
        {
            code.Doc($"<param name=\"{name}\">{shape}.</param>");
            list.Add(names.Memory.WholeParameter(name));
        }

        code.Doc($"<exception cref=\"{names["ArgumentException"]}\">{names.Memory.Noun} has the wrong length.</exception>");
        code.Attribute(generatedCode);
        code.Open($"public static {className} {method}({string.Join(", ", list)})");
        foreach ((string name, long count, _) in parameters)
        {
            names.Memory.CheckWhole(code, name);
            code.Open($"if ({name}.Length != {count})");
            code.Line($"Guard.Length(\"{name}\", {name}.Length, \"{className.TrimStart('@')}.{method}\", \"{count}\");");
            code.Close();
        }

        code.Line($"{names.Memory.Held(written: true)} parameters = new {names.Element.Type}[ParameterCount];");
    }

    private void End()
    {
        code.Line($"return new {className}(parameters);");
        code.Close();
    }
}
