namespace LstmGen.Models.Importing.PyTorch;

/// <summary>
/// The parameters of one layer of an nn.LSTM in one direction, or of an nn.LSTMCell: gates i, f, g, o; rows are gates and units.
/// </summary>
/// <param name="suffix">The end of their names, <see cref="PyTorchModule.Reverse"/> or empty.</param>
/// <param name="source">The layer, for messages.</param>
internal sealed class PyTorchDirection(TensorTable tensors, PyTorchModule module, int layer, string suffix, string source)
{
    /// <summary>Takes them in Keras' layout.</summary>
    /// <param name="input">Features that the layer reads.</param>
    /// <exception cref="ModelException">One of them is missing, or has another shape.</exception>
    public LstmTensors Take(int input)
    {
        RequireBiases();
        int units = module.Units;
        int hidden = module.Projection ?? units;
        return new LstmTensors(
            GateOrder.PyTorch.Kernel(Take("weight_ih", "kernel", 4L * units, input), units, input),
            GateOrder.PyTorch.Kernel(Take("weight_hh", "recurrent kernel", 4L * units, hidden), units, hidden),
            module.HasBias
                ? GateOrder.PyTorch.Bias(Take("bias_ih", "bias, added to bias_hh,", 4L * units), Take("bias_hh", "bias, added to bias_ih,", 4L * units), units)
                : null)
        {
            Projection = module.Projection is int size ? GateOrder.Dense(Take("weight_hr", "projection", size, units), size, units) : null,
        };
    }

    /// <summary>If the module has one bias, it has all.</summary>
    private void RequireBiases()
    {
        if (!module.HasBias)
        {
            return;
        }

        foreach (string part in new[] { "bias_ih", "bias_hh" })
        {
            if (!tensors.Has(Name(part)))
            {
                throw new ModelException($"tensor {Shown.Text(Name(part))} is missing: an {module.Names.LstmClass} has both biases{(module.Names.IsCell ? "" : " in every layer and direction")} or none at all, and {Shown.Text(module.Name)} has some; the file has {Shown.List(tensors.Names)}");
            }
        }
    }

    private string Name(string part) => module.Names.Of(part, layer, suffix);

    private float[] Take(string part, string use, params long[] shape) => tensors.Take(Name(part), $"{use} of {Shown.Text(source)}", shape);
}
