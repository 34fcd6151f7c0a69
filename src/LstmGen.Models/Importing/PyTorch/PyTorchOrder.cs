using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.PyTorch;

/// <summary>Puts the modules of a state_dict into the order in which they run, which the file doesn't state.</summary>
internal static class PyTorchOrder
{
    /// <summary>
    /// The number of modules that a search examines before it gives up. Modules of different sizes leave next to no choice, so only a file
    /// made to be hard reaches it.
    /// </summary>
    private const int MostLooks = 100_000;

    /// <summary>The order that the user gives.</summary>
    /// <param name="names">The modules' names, as in the file or in the model.</param>
    /// <exception cref="ModelException">Its modules differ from the file's.</exception>
    public static IReadOnlyList<PyTorchModule> Given(IReadOnlyList<PyTorchModule> modules, IReadOnlyList<string> names)
    {
        var ordered = new List<PyTorchModule>();
        foreach (string name in names)
        {
            PyTorchModule module = modules.FirstOrDefault(module => module.IsCalled(name))
                ?? throw new ModelException($"the order of the layers names {Shown.Text(name)}, and the file has the modules {List(modules)}");
            if (ordered.Contains(module))
            {
                throw new ModelException($"the order of the layers names {Shown.Text(name)} twice");
            }

            ordered.Add(module);
        }

        return modules.FirstOrDefault(module => !ordered.Contains(module)) is { } left
            ? throw new ModelException($"the order of the layers leaves out the module {Shown.Text(left.Name)}; the file has {List(modules)}. What isn't for inference can be left out {LeftOut.Option}")
            : ordered;
    }

    /// <summary>
    /// Requires that modules are what they appear to be. A state_dict has names and shapes, and says neither what a module does with its
    /// tensors
    /// nor what runs between two modules: the rows of an nn.Linear, an nn.Embedding and a custom parameter look alike, and where there are
    /// several, an activation
    /// may be between them. The form of nearly every file, an nn.LSTM with a head, is accepted as such; for others the user must say so.
    /// </summary>
    /// <param name="order">The order in which they run.</param>
    /// <param name="isStated">Whether the file has that order, so that several nn.LSTM are a stack.</param>
    /// <exception cref="ModelException">They may be something else.</exception>
    public static IReadOnlyList<PyTorchModule> RequireOrdinary(IReadOnlyList<PyTorchModule> order, bool isStated)
    {
        List<PyTorchModule> linears = order.Where(module => !module.IsLstm).ToList();
        List<PyTorchModule> lstms = order.Where(module => module.IsLstm).ToList();
        string? why = linears.Count > 1 ? $"{linears.Count} of them have a weight as an nn.Linear has one ({Shown.List(linears.Select(module => module.Name).ToList())})"
            : lstms.Count == 0 ? null
            : linears.Count == 1 && order[^1].IsLstm ? $"{Shown.Text(linears[0].Name)}, with a weight as an nn.Linear has one, would run before an nn.LSTM"
            : linears.Count == 1 && !linears[0].HasBias && lstms.Exists(module => module.HasBias) ? $"{Shown.Text(linears[0].Name)} has no bias, which an nn.Embedding or a parameter of its own hasn't either, and the nn.LSTM has biases"
            : !isStated && lstms.Count > 1 ? $"{lstms.Count} of them are an nn.LSTM ({Shown.List(lstms.Select(module => module.Name).ToList())})"
            : null;
        return why is null ? order : throw new ModelException(
            $"the file doesn't state what its modules do and in which order, and {why}; an nn.LSTM with one nn.Linear after it needs no more. If they are the chain {Names(order)}, state it (--layers, Layers on the item), and the activations in it");
    }

    /// <summary>Whether each module reads as many features as the previous one outputs.</summary>
    public static bool Fits(IReadOnlyList<PyTorchModule> order) =>
        order.Zip(order.Skip(1)).All(pair => pair.First.Output == pair.Second.Input);

    /// <summary>The only order in which each module reads as many features as the previous one outputs.</summary>
    /// <exception cref="ModelException">There is none, or more than one.</exception>
    public static IReadOnlyList<PyTorchModule> BySizes(IReadOnlyList<PyTorchModule> modules)
    {
        var orders = new List<IReadOnlyList<PyTorchModule>>();
        var order = new List<PyTorchModule>();
        var isTaken = new bool[modules.Count];
        int looks = 0;
        Extend();
        return orders.Count switch
        {
            1 when looks <= MostLooks => orders[0],
            0 when looks <= MostLooks => throw new ModelException(
                $"the file's modules fit each other in no order: {string.Join(", ", modules)}. What isn't for inference can be left out {LeftOut.Option}"),
            2 => throw new ModelException(
                $"the file doesn't state in which order its modules run, and their sizes allow {Names(orders[0])} as well as {Names(orders[1])}; state it (--layers, Layers on the item)"),
            _ => throw new ModelException(
                $"the file doesn't state in which order its {modules.Count} modules run, and their sizes don't tell; state it (--layers, Layers on the item)"),
        };

        void Extend()
        {
            if (order.Count == modules.Count)
            {
                orders.Add([.. order]);
                return;
            }

            for (int i = 0; i < modules.Count && orders.Count < 2 && looks <= MostLooks; i++)
            {
                looks++;
                if (!isTaken[i] && (order.Count == 0 || order[^1].Output == modules[i].Input))
                {
                    isTaken[i] = true;
                    order.Add(modules[i]);
                    Extend();
                    order.RemoveAt(order.Count - 1);
                    isTaken[i] = false;
                }
            }
        }
    }

    /// <summary>The modules' names for a message.</summary>
    public static string List(IReadOnlyList<PyTorchModule> modules) => Shown.List(modules.Select(module => module.Name).ToList());

    private static string Names(IEnumerable<PyTorchModule> order) => "[" + List([.. order]) + "]";
}
