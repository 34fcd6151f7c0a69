using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.PyTorch;

/// <summary>
/// A training checkpoint: a dictionary in which a model's state_dict is beside other things, such as an epoch, an optimizer's state and
/// hyperparameters. What is known to belong only to training is skipped; everything else must be left out by the user.
/// </summary>
internal static class Checkpoint
{
    /// <summary>The depth of nested dictionaries that are searched.</summary>
    private const int MostDepth = 3;

    /// <summary>Whether there is a state_dict with an LSTM in it: the dictionary itself, or one within it.</summary>
    /// <param name="membersOf">The members of a dictionary, or null if a value isn't one.</param>
    public static bool IsOne<T>(T root, Func<T, IEnumerable<(string Name, T Value)>?> membersOf)
        where T : class => Paths(root, membersOf).Any();

    /// <summary>The state_dict, and its name in the checkpoint; empty if it is the whole file.</summary>
    /// <param name="membersOf">The members of a dictionary, or null if a value isn't one.</param>
    /// <param name="leftOut">What the user states not to be for inference.</param>
    /// <param name="passOver">Receives each member of the root that is skipped, with the reason.</param>
    /// <exception cref="ModelException">It isn't clear which one is meant, or something beside it may be needed.</exception>
    public static (string Name, T Value) StateDict<T>(
        T root, Func<T, IEnumerable<(string Name, T Value)>?> membersOf, LeftOut leftOut, Action<string, Harmless> passOver)
        where T : class
    {
        if (HasLstm(membersOf(root)))
        {
            return ("", root);
        }

        List<(string Name, T Value)> members = [.. membersOf(root)!.Where(member => !leftOut.Has(member.Name))];

        // A dictionary that many members share is examined once.
        HashSet<T> stateDicts = [
            .. members.Select(member => member.Value).Distinct<T>(ReferenceEqualityComparer.Instance).Where(value => HasLstm(membersOf(value))),
        ];
        List<(string Name, T Value)> found = [.. members.Where(member => stateDicts.Contains(member.Value))];
        if (found.Count != 1)
        {
            throw found.Count > 1 ? Several([.. found.Select(member => member.Name)]) : Deeper(root, membersOf);
        }

        foreach ((string name, T _) in membersOf(root)!.Where(member => member.Name != found[0].Name))
        {
            if (leftOut.Has(name))
            {
                leftOut.PassOver(name);
                passOver(name, CheckpointHarmless.LeftOut);
                continue;
            }

            Harmless why = CheckpointHarmless.Find(name) ?? throw new ModelException(
                $"the file is a checkpoint, whose {Shown.Text(found[0].Name)} is read; what its {Shown.Text(name)} changes isn't known. If that isn't for inference, leave it out {LeftOut.Option}");
            leftOut.PassOver(name, why.Why);
            passOver(name, why);
        }

        return found[0];
    }

    private static ModelException Several(List<string> names) => new(
        $"the file is a checkpoint with {names.Count} state_dicts of an LSTM ({Shown.List(names)}); leave out those that aren't for inference {LeftOut.Option}");

    private static ModelException Deeper<T>(T root, Func<T, IEnumerable<(string Name, T Value)>?> membersOf)
        where T : class => Paths(root, membersOf).FirstOrDefault() is { } path
            ? new ModelException($"the file is a checkpoint: its {Shown.Text(path)} is a PyTorch state_dict, which is read only where it is the whole file, or a member of it; save {Shown.Text(path)} as a file of its own")
            : new ModelException("the file has no state_dict of an LSTM: no tensor in it is called as one of an nn.LSTM (weight_ih_l0) or nn.LSTMCell (weight_ih)");

    /// <summary>The paths of the state_dicts. A dictionary that occurs several times is searched once.</summary>
    private static IEnumerable<string> Paths<T>(T root, Func<T, IEnumerable<(string Name, T Value)>?> membersOf)
        where T : class => Find(root, membersOf, "", MostDepth, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static IEnumerable<string> Find<T>(
        T at, Func<T, IEnumerable<(string Name, T Value)>?> membersOf, string path, int depth, HashSet<object> seen)
        where T : class
    {
        if (membersOf(at) is not { } members || !seen.Add(at))
        {
            return [];
        }

        return HasLstm(members) ? [path]
            : depth == 0 ? []
            : members.SelectMany(member => Find(
                member.Value, membersOf, path.Length == 0 ? member.Name : path + "." + member.Name, depth - 1, seen));
    }

    private static bool HasLstm<T>(IEnumerable<(string Name, T Value)>? members) =>
        members is not null && members.Any(member => PyTorchParameter.Parse(member.Name).Layer is not null);
}
