using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.PyTorch;

/// <summary>What the order of the tensors in a file says about the order in which their modules run.</summary>
internal enum TensorOrder
{
    /// <summary>Nothing: the file sorts them.</summary>
    None,

    /// <summary>They are in the order in which the modules were declared. Several nn.LSTM may be stacked or side by side.</summary>
    Declared,

    /// <summary>The same, and programs that read such files run several nn.LSTM in that order.</summary>
    Stacked,
}

/// <summary>Builds a network from the modules of a state_dict: nn.LSTM, nn.LSTMCell and nn.Linear ([units, input]).</summary>
internal static class PyTorchStateDict
{
    private static readonly KeyValuePair<string, Activation> Linear = new("", Activation.Linear);

    /// <summary>Reads a state_dict, in whichever format it was saved.</summary>
    /// <param name="tensors">The parameters by name.</param>
    /// <param name="names">The names in the order of the file.</param>
    /// <param name="leftOut">What isn't for inference.</param>
    /// <exception cref="ModelException">It isn't a network that can be generated.</exception>
    public static Network Read(
        TensorTable tensors, IReadOnlyList<string> names, TensorOrder fileOrder, LeftOut leftOut, ImportOptions options)
    {
        string wrapper = PyTorchParameter.WrapperOf(names);
        names = leftOut.Remove(tensors, names, wrapper);
        IReadOnlyList<PyTorchModule> modules = PyTorchModules.Find(tensors, names, wrapper);
        bool isDeclared = fileOrder != TensorOrder.None && IsAsDeclared(names);

        // No program that reads JSON runs the cells of a list by itself.
        bool isStack = fileOrder == TensorOrder.Stacked && !modules.Any(module => module.Names.IsCell);
        IReadOnlyList<PyTorchModule> order = options.Layers.Count > 0 ? PyTorchOrder.Given(modules, options.Layers)
            : isDeclared && (isStack || PyTorchOrder.Fits(modules)) ? PyTorchOrder.RequireOrdinary(modules, isStack)
            : PyTorchOrder.RequireOrdinary(PyTorchOrder.BySizes(modules), isStated: false);
        return Build(tensors, order, options.Skip ?? false, options);
    }

    /// <summary>
    /// Whether the names are as PyTorch wrote them, each weight_ih before its weight_hh, rather than sorted by the file's writer.
    /// </summary>
    private static bool IsAsDeclared(IReadOnlyList<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (PyTorchParameter parameter in names.Select(name => PyTorchParameter.Parse(name)).Where(parameter => parameter.Layer == 0))
        {
            if (parameter.Part == "weight_ih")
            {
                seen.Add(parameter.Module);
            }
            else if (!seen.Contains(parameter.Module))
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="tensors">The parameters by name.</param>
    /// <param name="order">The modules in the order in which they run.</param>
    /// <param name="skip">Whether the input is added to the output.</param>
    /// <exception cref="ModelException">They don't form a supported network.</exception>
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
                Activation activation = options.Activations.FirstOrDefault(stated => module.IsCalled(stated.Key), Linear).Value;
                AddLinear(builder, tensors, module, activation);
            }
        }

        tensors.RequireAllUsed();
        return builder.Build(steps: null, skip);
    }

    private static void CheckActivations(IReadOnlyList<PyTorchModule> modules, ImportOptions options)
    {
        foreach (string name in options.Activations.Keys)
        {
            PyTorchModule module = modules.FirstOrDefault(module => module.IsCalled(name))
                ?? throw new ModelException($"an activation is given for {Shown.Text(name)}, and the file has the modules {PyTorchOrder.List(modules)}");
            if (module.IsLstm)
            {
                throw new ModelException($"an activation is given for {Shown.Text(name)}, which is an {module.Names.LstmClass}: it always has tanh and sigmoid");
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
                // h_n has the last state of each direction, and if only the last step is read, both are side by side as at every step.
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
        string weight = module.Names.Of("weight");
        string bias = module.Names.Of("bias");
        string of = " of " + Shown.Text(module.Name);
        float[] kernel = GateOrder.Dense(tensors.Take(weight, "kernel" + of, module.Output, module.Input), module.Output, module.Input);
        builder.Dense(
            module.Name, module.Input, module.Output, activation, kernel,
            tensors.Has(bias) ? tensors.Take(bias, "bias" + of, module.Output) : null);
    }
}
