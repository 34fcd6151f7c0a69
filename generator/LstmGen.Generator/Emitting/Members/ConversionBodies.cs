using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints how the parameters of one LSTM layer are put from the order of another framework into that of the class.</summary>
internal sealed class ConversionBodies(CodeWriter code, Names names, string className, LstmLayer layer)
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

        heading.Open();
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

        code.Line($"return new {className}(parameters);");
        code.Close();
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
        code.Open($"for (int column = 0; column < {Gates}; column++)");
        TransposeRows("weightIh", "weightHh", "column");
        code.Close();
        if (layer.UseBias)
        {
            code.Open($"for (int column = 0; column < {Gates}; column++)");
            Bias("biasIh[column] + biasHh[column]");
            code.Close();
        }
    }

    private void Onnx()
    {
        code.Comment("Keras' gates i, f, c, o are ONNX' gates 0, 2, 3, 1.");
        code.Open($"for (int column = 0; column < {Gates}; column++)");
        code.Line($"int gate = column / {layer.Units};");
        code.Line($"int row = (gate == 0 ? 0 : gate == 3 ? 1 : gate + 1) * {layer.Units} + column % {layer.Units};");
        TransposeRows("w", "r", "row");
        if (layer.UseBias)
        {
            Bias($"b[row] + b[{Gates} + row]");
        }

        code.Close();
    }

    private void TransposeRows(string kernel, string recurrentKernel, string row)
    {
        Turn(kernel, layer.Input, 0);
        Turn(recurrentKernel, layer.Units, KernelCount);

        void Turn(string matrix, int columns, long start)
        {
            string to = $"{(start == 0 ? "" : start + " + ")}k * {Gates} + column";
            code.Open($"for (int k = 0; k < {columns}; k++)");
            code.Line($"parameters[{to}] = {matrix}[{row}{(columns == 1 ? "" : $" * {columns}")} + k];");
            code.Close();
        }
    }

    private void Bias(string sum) =>
        code.Line($"parameters[{KernelCount + RecurrentKernelCount} + column] = ({names.Element.Type})({sum});");
}
