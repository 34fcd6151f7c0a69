using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using LstmGen.Models.Importing.Hdf5;

namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// Notes what is skipped in an HDF5 file of Keras: attributes that Keras doesn't read, groups without a tensor, and what only training
/// needs.
/// </summary>
/// <param name="place">The place of the HDF5 file, if the model's file contains more.</param>
internal sealed partial class KerasHdf5Notes(ModelInput input, Hdf5File file, string place)
{
    /// <summary>The group in which a whole model of Keras 2 has its optimizer's tensors.</summary>
    public const string OptimizerGroup = "optimizer_weights";

    /// <param name="isRead">Whether an attribute is read, by its owner's path and its name.</param>
    public void Attributes(Func<string, string, bool> isRead)
    {
        foreach ((string path, string name) in file.Attributes.Keys.Where(key => !isRead(key.Path, key.Name)))
        {
            Harmless why = name switch
            {
                "backend" => KerasHarmless.Backend,
                "training_config" => KerasHarmless.TrainingConfig,
                "name" => KerasHarmless.Name,
                _ => KerasHarmless.OtherAttribute,
            };
            input.PassedOver.Note(PassedOver.Below(At(path), "@" + name), why);
        }
    }

    /// <summary>Notes a missing attribute for which Keras has a default.</summary>
    public void LeftOut(string path, string name) => input.PassedOver.Note(PassedOver.Below(At(path), "@" + name), KerasHarmless.LeftOut);

    /// <summary>Groups that have no tensor, directly or below.</summary>
    public void EmptyGroups()
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (Hdf5Dataset dataset in file.Datasets)
        {
            for (int at = dataset.Path.LastIndexOf('/'); at > 0 && used.Add(dataset.Path[..at]); at = dataset.Path.LastIndexOf('/', at - 1))
            {
            }
        }

        foreach (string group in file.Groups.Where(group => !used.Contains(group)))
        {
            input.PassedOver.Note(At(group), KerasHarmless.EmptyGroup);
        }
    }

    /// <summary>Marks the tensors that change nothing when the model is used.</summary>
    public void TrainingTensors(TensorTable tensors)
    {
        foreach (string name in tensors.Names)
        {
            if (OfTraining(name) is { } why)
            {
                tensors.Ignore(name, why == KerasHarmless.RandomState ? "the random numbers of dropout" : why == KerasHarmless.CountOfValues ? "how many values the mean is of" : "for training alone");
                input.PassedOver.Note(At(name), why);
            }
        }

        // A group with only such tensors is skipped with them.
        foreach (string group in file.Groups)
        {
            List<Harmless?> below = [.. file.Datasets.Where(dataset => dataset.Path.StartsWith(group + "/", StringComparison.Ordinal)).Select(dataset => OfTraining(dataset.Path))];
            if (below.Count > 0 && below[0] is { } why && !below.Contains(null))
            {
                input.PassedOver.Note(At(group), why);
            }
        }
    }

    /// <summary>Why a tensor can't matter, or null.</summary>
    private static Harmless? OfTraining(string path)
    {
        string root = path.Split('/')[0];
        return root == OptimizerGroup || Array.IndexOf(KerasGroups.Training, root) >= 0 ? KerasHarmless.TrainingTensor
            : path.Contains("/seed_generator/vars/", StringComparison.Ordinal) || path.EndsWith("/seed_generator_state", StringComparison.Ordinal) ? KerasHarmless.RandomState
            : CountOfValues().IsMatch(path) ? KerasHarmless.CountOfValues
            : null;
    }

    /// <summary>The third tensor of a Normalization, by Keras 3's group or by Keras 2's name.</summary>
    [GeneratedRegex(@"(/normalization(_\d+)?/vars/2|/count(:0)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex CountOfValues();

    private string At(string path) => path.Length == 0 ? place : place + "/" + path;
}
