using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Tool.Importing.PyTorch;

/// <summary>Puts the modules of a state_dict into the order in which they run, which the file doesn't state.</summary>
internal static class PyTorchOrder
{
    /// <summary>Modules that a search looks at before it gives up. Modules of different sizes leave next to no choice, so only a file that is made to be hard reaches it.</summary>
    private const int MostLooks = 100_000;

    /// <summary>The order that the user gives.</summary>
    /// <exception cref="ModelException">It has other modules than the file.</exception>
    public static IReadOnlyList<PyTorchModule> Given(IReadOnlyList<PyTorchModule> modules, IReadOnlyList<string> names)
    {
        var ordered = new List<PyTorchModule>();
        foreach (string name in names)
        {
            PyTorchModule module = modules.FirstOrDefault(module => module.Name == name)
                ?? throw new ModelException($"the order of the layers names {Shown.Text(name)}, and the file has the modules {List(modules)}");
            if (ordered.Contains(module))
            {
                throw new ModelException($"the order of the layers names {Shown.Text(name)} twice");
            }

            ordered.Add(module);
        }

        return modules.FirstOrDefault(module => !ordered.Contains(module)) is { } left
            ? throw new ModelException($"the order of the layers leaves out the module {Shown.Text(left.Name)}; the file has {List(modules)}")
            : ordered;
    }

    /// <summary>The only order in which each module reads as many features as the one in front of it hands on.</summary>
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
                $"the file's modules fit each other in no order: {string.Join(", ", modules)}"),
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
