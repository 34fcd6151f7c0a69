using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.PyTorch;

/// <summary>Finds the modules of a state_dict, with the sizes that the shapes of their parameters say.</summary>
internal static class PyTorchModules
{
    /// <param name="tensors">The parameters by name.</param>
    /// <param name="names">The names in the order of the file.</param>
    /// <returns>The modules in the order in which the file first names them.</returns>
    /// <exception cref="ModelException">A parameter is of no nn.LSTM and no nn.Linear that can be used.</exception>
    public static IReadOnlyList<PyTorchModule> Find(TensorTable tensors, IEnumerable<string> names)
    {
        var isLstm = new Dictionary<string, bool>(StringComparer.Ordinal);
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
        }

        return order.Select(module => isLstm[module] ? Lstm(tensors, module) : Linear(tensors, module)).ToList();
    }

    private static bool IsOfLstm(PyTorchParameter parameter)
    {
        if (parameter.Layer is null)
        {
            return parameter.Part is "weight" or "bias"
                ? false
                : throw new ModelException($"tensor {Shown.Text(parameter.Name)} is no parameter of an nn.LSTM or nn.Linear; other modules aren't supported");
        }

        if (parameter.IsReverse)
        {
            throw new ModelException($"tensor {Shown.Text(parameter.Name)} is of a bidirectional nn.LSTM, which isn't supported yet");
        }

        if (parameter.Part == "weight_hr")
        {
            throw new ModelException($"tensor {Shown.Text(parameter.Name)} is the projection of an nn.LSTM (proj_size), which isn't supported yet");
        }

        return true;
    }

    private static PyTorchModule Lstm(TensorTable tensors, string module)
    {
        int layers = 1;
        while (tensors.Has(PyTorchModule.ParameterOf(module, FormattableString.Invariant($"weight_ih_l{layers}"))))
        {
            layers++;
        }

        int input = Size(tensors, PyTorchModule.ParameterOf(module, "weight_ih_l0"), 1);
        int units = 0;
        for (int layer = 0; layer < layers; layer++)
        {
            string name = PyTorchModule.ParameterOf(module, FormattableString.Invariant($"weight_hh_l{layer}"));
            int own = Size(tensors, name, 1);
            long rows = tensors.ShapeOf(name, 2)[0];
            if (rows != 4L * own)
            {
                string other = rows == 3L * own ? "; 3 for each are an nn.GRU's" : rows == own ? "; 1 for each is an nn.RNN's" : "";
                throw new ModelException(FormattableString.Invariant(
                    $"tensor {Shown.Text(name)} has the shape {Shown.Shape(tensors.ShapeOf(name, 2))}: {rows} rows for {own} units, and an nn.LSTM has 4 for each{other}"));
            }

            if (layer > 0 && own != units)
            {
                throw new ModelException(FormattableString.Invariant(
                    $"tensor {Shown.Text(name)} is of {own} units, and the layer in front of it in the same nn.LSTM has {units}"));
            }

            units = own;
        }

        return new PyTorchModule(module, layers, input, units);
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
