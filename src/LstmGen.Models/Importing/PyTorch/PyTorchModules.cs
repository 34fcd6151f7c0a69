using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.PyTorch;

/// <summary>Finds the modules of a state_dict, with the sizes given by the shapes of their parameters.</summary>
internal static class PyTorchModules
{
    private const string Projection = "weight_hr";

    /// <param name="tensors">The parameters by name.</param>
    /// <param name="names">The names in the order of the file.</param>
    /// <param name="wrapper">The prefix of all names that belongs to no module of the model.</param>
    /// <returns>The modules in the order in which the file first names them.</returns>
    /// <exception cref="ModelException">A parameter belongs to no usable nn.LSTM or nn.Linear.</exception>
    public static IReadOnlyList<PyTorchModule> Find(TensorTable tensors, IEnumerable<string> names, string wrapper = "")
    {
        var found = new Dictionary<string, Parts>(StringComparer.Ordinal);
        var order = new List<Parts>();
        foreach (string name in names)
        {
            PyTorchParameter parameter = PyTorchParameter.Parse(name, wrapper);
            if (parameter.Layer is null && parameter.Part is not ("weight" or "bias"))
            {
                throw OtherModules.Problem(parameter);
            }

            if (!found.TryGetValue(parameter.Module, out Parts? parts))
            {
                parts = new Parts(parameter, wrapper);
                found.Add(parameter.Module, parts);
                order.Add(parts);
                if (order.Count > Limits.Layers)
                {
                    throw new ModelException($"the file has more than {Limits.Layers} modules, which is the most that can be generated");
                }
            }

            parts.Add(parameter);
        }

        return order
            .Select(parts => (parts.IsLstm ? Lstm(tensors, parts) : Linear(tensors, parts)) with { HasBias = parts.IsBiased })
            .ToList();
    }

    /// <summary>
    /// What the names of a module's parameters say about it. One parameter suffices to show an option; every layer then needs its own, or
    /// is reported as incomplete.
    /// </summary>
    private sealed class Parts(PyTorchParameter first, string wrapper)
    {
        public string Module => first.Module;

        public PyTorchNames Names { get; } = new(wrapper + first.Module, first.IsOfCell);

        public bool IsLstm => first.Layer is not null;

        public bool IsBidirectional { get; private set; }

        public bool IsProjected { get; private set; }

        public bool IsBiased { get; private set; }

        /// <exception cref="ModelException">The parameter contradicts the kind of module of those before it.</exception>
        public void Add(PyTorchParameter parameter)
        {
            if (ClassOf(parameter) != ClassOf(first))
            {
                throw new ModelException($"module {Shown.Text(Module)} has parameters of an {ClassOf(first)} and of an {ClassOf(parameter)}; {Shown.Text(parameter.Name)} is one of them");
            }

            IsBidirectional |= parameter.IsReverse;
            IsProjected |= parameter.Part == Projection;
            IsBiased |= parameter.IsBias;
        }

        private static string ClassOf(PyTorchParameter parameter) =>
            parameter.Layer is null ? "nn.Linear" : parameter.IsOfCell ? "nn.LSTMCell" : "nn.LSTM";
    }

    private static PyTorchModule Lstm(TensorTable tensors, Parts parts)
    {
        PyTorchNames names = parts.Names;
        int layers = 1;
        while (!names.IsCell && tensors.Has(names.Of("weight_ih", layers)))
        {
            layers++;
        }

        PyTorchModule? found = null;
        for (int layer = 0; layer < layers; layer++)
        {
            foreach (string direction in parts.IsBidirectional ? new[] { "", PyTorchModule.Reverse } : [""])
            {
                string name = names.Of("weight_hh", layer, direction);
                int hidden = Size(tensors, name, 1);
                int units = parts.IsProjected ? Size(tensors, names.Of(Projection, layer, direction), 1) : hidden;
                RequireLstm(tensors, name, units, names);
                if (found is not null && (units != found.Units || (parts.IsProjected && hidden != found.Projection)))
                {
                    throw new ModelException(FormattableString.Invariant(
                        $"tensor {Shown.Text(name)} is of {Sizes(units, hidden)}, and {(layer == 0 ? "the other direction" : "the layer before it")} in the same nn.LSTM has {Sizes(found.Units, found.Projection ?? found.Units)}"));
                }

                found ??= new PyTorchModule(parts.Module, layers, Size(tensors, names.Of("weight_ih", 0), 1), units)
                {
                    Names = names,
                    Projection = parts.IsProjected ? hidden : null,
                    IsBidirectional = parts.IsBidirectional,
                };
            }
        }

        return found!;

        string Sizes(int units, int hidden) => FormattableString.Invariant($"{units} units{(parts.IsProjected ? $" projected to {hidden}" : "")}");
    }

    private static void RequireLstm(TensorTable tensors, string name, int units, PyTorchNames names)
    {
        long rows = tensors.ShapeOf(name, 2)[0];
        if (rows != 4L * units)
        {
            string cell = names.IsCell ? "Cell" : "";
            string other = rows == 3L * units ? $"; 3 for each are an nn.GRU{cell}'s" : rows == units ? $"; 1 for each is an nn.RNN{cell}'s" : "";
            throw new ModelException(FormattableString.Invariant(
                $"tensor {Shown.Text(name)} has the shape {Shown.Shape(tensors.ShapeOf(name, 2))}: {rows} rows for {units} units, and an {names.LstmClass} has 4 for each{other}"));
        }
    }

    private static PyTorchModule Linear(TensorTable tensors, Parts parts)
    {
        string weight = parts.Names.Of("weight");
        if (tensors.Has(weight) && tensors.RankOf(weight) is int rank && rank != 2)
        {
            throw new ModelException($"tensor {Shown.Text(weight)} has {rank} dimension{(rank == 1 ? "" : "s")}, and the weight of an nn.Linear has 2; other modules, such as normalizations and convolutions, aren't supported");
        }

        return new PyTorchModule(parts.Module, 0, Size(tensors, weight, 1), Size(tensors, weight, 0)) { Names = parts.Names };
    }

    private static int Size(TensorTable tensors, string name, int dimension)
    {
        IReadOnlyList<long> shape = tensors.ShapeOf(name, 2);
        return shape[dimension] is > 0 and <= int.MaxValue
            ? (int)shape[dimension]
            : throw new ModelException(FormattableString.Invariant($"tensor {Shown.Text(name)} has the shape {Shown.Shape(shape)}, from which no layer can be made"));
    }
}
