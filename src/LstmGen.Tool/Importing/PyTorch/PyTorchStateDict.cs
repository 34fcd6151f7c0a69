using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.PyTorch;

/// <summary>Makes a network of the modules of a state_dict: nn.LSTM (gates i, f, g, o; rows are gates and units) and nn.Linear ([units, input]).</summary>
internal static class PyTorchStateDict
{
    /// <param name="tensors">The parameters by name.</param>
    /// <param name="order">The modules in the order in which they run.</param>
    /// <param name="skip">Whether the input is added to the output.</param>
    /// <exception cref="ModelException">They are no network that can be generated.</exception>
    public static Network Build(TensorTable tensors, IReadOnlyList<PyTorchModule> order, bool skip, ImportOptions options)
    {
        CheckActivations(order, options);
        var builder = new NetworkBuilder(options);
        PyTorchModule? last = order.LastOrDefault(module => module.IsLstm);
        foreach (PyTorchModule module in order)
        {
            if (module.IsLstm)
            {
                AddLstm(builder, tensors, module, module != last || (options.ReturnSequences ?? true));
            }
            else
            {
                AddLinear(builder, tensors, module, options.Activations.GetValueOrDefault(module.Name, Activation.Linear));
            }
        }

        tensors.RequireAllUsed();
        return builder.Build(steps: null, skip);
    }

    private static void CheckActivations(IReadOnlyList<PyTorchModule> modules, ImportOptions options)
    {
        foreach (string name in options.Activations.Keys)
        {
            PyTorchModule module = modules.FirstOrDefault(module => module.Name == name)
                ?? throw new ModelException($"an activation is given for {Shown.Text(name)}, and the file has the modules {PyTorchOrder.List(modules)}");
            if (module.IsLstm)
            {
                throw new ModelException($"an activation is given for {Shown.Text(name)}, which is an nn.LSTM: it always has tanh and sigmoid");
            }
        }
    }

    private static void AddLstm(NetworkBuilder builder, TensorTable tensors, PyTorchModule module, bool returnSequences)
    {
        int units = module.Output;
        for (int layer = 0; layer < module.LstmLayers; layer++)
        {
            string Name(string part) => module.Parameter(FormattableString.Invariant($"{part}_l{layer}"));
            string source = module.LstmLayers == 1 ? module.Name : FormattableString.Invariant($"{module.Name} (layer {layer})");
            int input = layer == 0 ? module.Input : units;
            float[] Take(string part, string use, params long[] shape) => tensors.Take(Name(part), $"{use} of {Shown.Text(source)}", shape);

            float[] kernel = Take("weight_ih", "kernel", 4L * units, input);
            float[] recurrentKernel = Take("weight_hh", "recurrent kernel", 4L * units, units);
            float[]? bias = tensors.Has(Name("bias_ih")) || tensors.Has(Name("bias_hh"))
                ? GateOrder.PyTorch.Bias(Take("bias_ih", "bias, added to bias_hh,", 4L * units), Take("bias_hh", "bias, added to bias_ih,", 4L * units), units)
                : null;
            builder.Lstm(
                source, input, units, Activation.Tanh, Activation.Sigmoid, layer < module.LstmLayers - 1 || returnSequences,
                GateOrder.PyTorch.Kernel(kernel, units, input), GateOrder.PyTorch.Kernel(recurrentKernel, units, units), bias);
        }
    }

    private static void AddLinear(NetworkBuilder builder, TensorTable tensors, PyTorchModule module, Activation activation)
    {
        string weight = module.Parameter("weight");
        string bias = module.Parameter("bias");
        string of = " of " + Shown.Text(module.Name);
        float[] kernel = GateOrder.Dense(tensors.Take(weight, "kernel" + of, module.Output, module.Input), module.Output, module.Input);
        builder.Dense(
            module.Name, module.Input, module.Output, activation, kernel,
            tensors.Has(bias) ? tensors.Take(bias, "bias" + of, module.Output) : null);
    }
}
