using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.PyTorch;

/// <summary>The modules, and the members of a checkpoint, that a user states not to be for inference. Each name must exist.</summary>
internal sealed class LeftOut(ImportOptions options)
{
    /// <summary>How to leave something out, for messages.</summary>
    public const string Option = "(--leave-out, LeaveOut on the item)";

    private const string Why = "left out, as is stated";

    private readonly List<string> _tensors = [];
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private readonly List<TensorUse> _members = [];

    /// <summary>The members of a checkpoint that aren't read, and why.</summary>
    public IReadOnlyList<TensorUse> Members => _members;

    /// <summary>The tensors that are left out.</summary>
    public IReadOnlyList<string> Tensors => _tensors;

    /// <summary>Keeps a member of a checkpoint that isn't read.</summary>
    public void PassOver(string member, string why = Why) =>
        _members.Add(new TensorUse(member, [], "in the checkpoint", "not needed: " + why));

    /// <summary>Whether a member of a checkpoint is left out.</summary>
    public bool Has(string member)
    {
        bool isLeftOut = options.LeaveOut.Contains(member);
        if (isLeftOut)
        {
            _found.Add(member);
        }

        return isLeftOut;
    }

    /// <summary>Leaves out the tensors of the modules that are named, and of those within them.</summary>
    /// <param name="wrapper">The prefix of all names that belongs to no module of the model, which a user may omit.</param>
    /// <returns>The names of the other tensors.</returns>
    /// <exception cref="ModelException">A name doesn't exist, or is only a parameter's.</exception>
    public IReadOnlyList<string> Remove(TensorTable tensors, IReadOnlyList<string> names, string wrapper)
    {
        var remaining = new List<string>();
        foreach (string name in names)
        {
            string inModel = name[wrapper.Length..];
            if (options.LeaveOut.FirstOrDefault(stated => IsWithin(name, stated) || IsWithin(inModel, stated)) is not { } found)
            {
                remaining.Add(name);
                continue;
            }

            PyTorchParameter parameter = PyTorchParameter.Parse(name, wrapper);
            bool isWhole = name == found || name == wrapper + found;
            if (isWhole && (parameter.Layer is not null || parameter.Part is "weight" or "bias"))
            {
                throw new ModelException($"{Shown.Text(found)} is to be left out, which is one parameter of the module {Shown.Text(parameter.Module)}; whole modules can be left out");
            }

            _found.Add(found);
            _tensors.Add(name);
            tensors.Ignore(name, Why);
        }

        return options.LeaveOut.FirstOrDefault(stated => !_found.Contains(stated)) is { } missing
            ? throw new ModelException($"{Shown.Text(missing)} is to be left out, and the file has no module of that name; it has {Shown.List(Modules(names, wrapper))}")
            : remaining;
    }

    private static bool IsWithin(string name, string module) =>
        name.StartsWith(module, StringComparison.Ordinal) && (name.Length == module.Length || name[module.Length] == '.');

    private static List<string> Modules(IReadOnlyList<string> names, string wrapper) =>
        names.Select(name => PyTorchParameter.Parse(name, wrapper).Module).Distinct(StringComparer.Ordinal).ToList();
}
