using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.PyTorch;

/// <summary>Finds the modules of a state_dict, with the sizes that the shapes of their parameters say.</summary>
internal static class PyTorchModules
{
    private const string Projection = "weight_hr";

    /// <param name="tensors">The parameters by name.</param>
    /// <param name="names">The names in the order of the file.</param>
    /// <returns>The modules in the order in which the file first names them.</returns>
    /// <exception cref="ModelException">A parameter is of no nn.LSTM and no nn.Linear that can be used.</exception>
    public static IReadOnlyList<PyTorchModule> Find(TensorTable tensors, IEnumerable<string> names)
    {
        var isLstm = new Dictionary<string, bool>(StringComparer.Ordinal);
        var bidirectional = new HashSet<string>(StringComparer.Ordinal);
        var projected = new HashSet<string>(StringComparer.Ordinal);
        var biased = new HashSet<string>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (string name in names)
        {
            PyTorchParameter parameter = PyTorchParameter.Parse(name);
            bool isOfLstm = IsOfLstm(parameter);
            if (isLstm.TryAdd(parameter.Module, isOfLstm))
            {
                order.Add(parameter.Module);
                if (order.Count > Limits.Layers)
                {
                    throw new ModelException($"the file has more than {Limits.Layers} modules, which is the most that can be generated");
                }
            }
            else if (isLstm[parameter.Module] != isOfLstm)
            {
                throw new ModelException($"module {Shown.Text(parameter.Module)} has parameters of an nn.LSTM and of an nn.Linear; {Shown.Text(name)} is one of them");
            }

            // One parameter shows it, and then every layer needs its own: one that hasn't is found to be incomplete.
            if (parameter.IsReverse)
            {
                bidirectional.Add(parameter.Module);
            }

            if (parameter.Part == Projection)
            {
                projected.Add(parameter.Module);
            }

            if (parameter.IsBias)
            {
                biased.Add(parameter.Module);
            }
        }

        return order
            .Select(module => isLstm[module] ? Lstm(tensors, module, bidirectional.Contains(module), projected.Contains(module)) : Linear(tensors, module))
            .Select(module => module with { HasBias = biased.Contains(module.Name) })
            .ToList();
    }

    private static bool IsOfLstm(PyTorchParameter parameter)
    {
        if (parameter.Layer is null)
        {
            return parameter.Part is "weight" or "bias"
                ? false
                : throw new ModelException($"tensor {Shown.Text(parameter.Name)} is no parameter of an nn.LSTM or nn.Linear; other modules aren't supported");
        }

        return true;
    }

    private static PyTorchModule Lstm(TensorTable tensors, string module, bool isBidirectional, bool isProjected)
    {
        int layers = 1;
        while (tensors.Has(Name("weight_ih", layers)))
        {
            layers++;
        }

        PyTorchModule? found = null;
        for (int layer = 0; layer < layers; layer++)
        {
            foreach (string direction in isBidirectional ? new[] { "", PyTorchModule.Reverse } : [""])
            {
                string name = Name("weight_hh", layer) + direction;
                int hidden = Size(tensors, name, 1);
                int units = isProjected ? Size(tensors, Name(Projection, layer) + direction, 1) : hidden;
                RequireLstm(tensors, name, units);
                if (found is not null && (units != found.Units || (isProjected && hidden != found.Projection)))
                {
                    throw new ModelException(FormattableString.Invariant(
                        $"tensor {Shown.Text(name)} is of {Sizes(units, hidden)}, and {(layer == 0 ? "the other direction" : "the layer in front of it")} in the same nn.LSTM has {Sizes(found.Units, found.Projection ?? found.Units)}"));
                }

                found ??= new PyTorchModule(module, layers, Size(tensors, Name("weight_ih", 0), 1), units)
                {
                    Projection = isProjected ? hidden : null,
                    IsBidirectional = isBidirectional,
                };
            }
        }

        return found!;

        string Name(string part, int layer) => PyTorchModule.ParameterOf(module, FormattableString.Invariant($"{part}_l{layer}"));

        string Sizes(int units, int hidden) => FormattableString.Invariant($"{units} units{(isProjected ? $" projected to {hidden}" : "")}");
    }

    private static void RequireLstm(TensorTable tensors, string name, int units)
    {
        long rows = tensors.ShapeOf(name, 2)[0];
        if (rows != 4L * units)
        {
            string other = rows == 3L * units ? "; 3 for each are an nn.GRU's" : rows == units ? "; 1 for each is an nn.RNN's" : "";
            throw new ModelException(FormattableString.Invariant(
                $"tensor {Shown.Text(name)} has the shape {Shown.Shape(tensors.ShapeOf(name, 2))}: {rows} rows for {units} units, and an nn.LSTM has 4 for each{other}"));
        }
    }

    private static PyTorchModule Linear(TensorTable tensors, string module)
    {
        string weight = PyTorchModule.ParameterOf(module, "weight");
        if (tensors.Has(weight) && tensors.RankOf(weight) is int rank && rank != 2)
        {
            throw new ModelException($"tensor {Shown.Text(weight)} has {rank} dimension{(rank == 1 ? "" : "s")}, and the weight of an nn.Linear has 2; other modules, such as normalizations and convolutions, aren't supported");
        }

        return new PyTorchModule(module, 0, Size(tensors, weight, 1), Size(tensors, weight, 0));
    }

    private static int Size(TensorTable tensors, string name, int dimension)
    {
        IReadOnlyList<long> shape = tensors.ShapeOf(name, 2);
        return shape[dimension] is > 0 and <= int.MaxValue
            ? (int)shape[dimension]
            : throw new ModelException(FormattableString.Invariant($"tensor {Shown.Text(name)} has the shape {Shown.Shape(shape)}, of which no layer can be made"));
    }
}
