using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.PyTorch;

/// <summary>Makes a network of the modules of a state_dict: nn.LSTM and nn.Linear ([units, input]).</summary>
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
        for (int layer = 0; layer < module.LstmLayers; layer++)
        {
            string source = module.LstmLayers == 1 ? module.Name : FormattableString.Invariant($"{module.Name} (layer {layer})");
            int input = layer == 0 ? module.Input : module.Output;
            var lstm = new LstmLayer(
                "", input, module.Units, Activation.Tanh, Activation.Sigmoid, UseBias: false, layer < module.LstmLayers - 1 || returnSequences)
            {
                Projection = module.Projection,
            };
            var direction = new PyTorchDirection(tensors, module, layer, "", source);
            if (module.IsBidirectional)
            {
                // h_n has the last state of each direction, and the last step alone is both of them, side by side as at every step.
                var reverse = new PyTorchDirection(tensors, module, layer, PyTorchModule.Reverse, source);
                builder.Bidirectional(
                    source, lstm with { UseBias = module.HasBias }, direction.Take(input),
                    lstm with { UseBias = module.HasBias, Direction = Direction.Backward }, reverse.Take(input), Merge.Concat);
            }
            else
            {
                builder.Lstm(source, lstm with { UseBias = module.HasBias }, direction.Take(input));
            }
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
