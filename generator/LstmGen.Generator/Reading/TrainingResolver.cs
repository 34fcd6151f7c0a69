using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Reading;

/// <summary>Finds out what of a network is trained, or what doesn't fit it.</summary>
internal static class TrainingResolver
{
    /// <summary>The training, or null where there is a problem.</summary>
    /// <param name="name">The type's name.</param>
    public static Training? Resolve(string name, TrainingRequest request, Network network, List<Problem> problems)
    {
        int before = problems.Count;
        EquatableArray<string> layers = Layers(request, network, problems);
        if (Steps(request, network, problems) is not int steps)
        {
            return null;
        }

        if (TrainingRules.Obstacle(network, request.Loss, steps) is { } misfit)
        {
            problems.Add(Misfit(TrainingReader.Loss, $"is {request.Loss}, which {misfit}"));
        }

        if (Limits.CheckTraining(network, steps) is { } excess)
        {
            problems.Add(new Problem(
                Descriptors.TooLarge, new AtTraining(TrainingReader.Steps), name,
                ReaderText.Grouped(excess.Count), excess.What, ReaderText.Grouped(excess.Limit)));
        }

        return problems.Count > before
            ? null
            : new Training(request.Loss, request.Optimizer, request.Initializer, steps) { Layers = layers };
    }

    /// <summary>The steps of a sequence, from the network or from the training attribute.</summary>
    private static int? Steps(TrainingRequest request, Network network, List<Problem> problems)
    {
        if (request.Steps is null && network.Steps is null)
        {
            problems.Add(new Problem(
                Descriptors.SizeTooSmall, new AtTraining(), TrainingReader.Steps, TrainingReader.Shown,
                "is not given, and the network has no number of steps either"));
            return null;
        }

        if (request.Steps is int given && network.Steps is int steps && given != steps)
        {
            string count = ReaderText.Count(steps, "step");
            problems.Add(Misfit(
                TrainingReader.Steps,
                $"is {NumberText.Of(given)}, and the network's sequences have {count}; leave it out or make them equal"));
            return null;
        }

        return network.Steps ?? request.Steps;
    }

    /// <summary>
    /// The names of the layers that are trained, in the network's order and each once; none if all layers can be and are trained.
    /// </summary>
    private static EquatableArray<string> Layers(TrainingRequest request, Network network, List<Problem> problems)
    {
        string[] names = [.. network.Layers.Select(layer => layer.Name)];
        if (request.Layers.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            string meant = NearName.Find(unknown, names) is { } near ? $"; did you mean '{near}'?" : "";
            problems.Add(Misfit(
                TrainingReader.Train,
                $"names '{ReaderText.Plain(unknown)}', and the network has {string.Join(", ", names)}{meant}"));
        }

        foreach (Layer layer in network.Layers.Where(layer => request.Layers.Contains(layer.Name)))
        {
            if (TrainingRules.Obstacle(layer) is { } obstacle)
            {
                problems.Add(Misfit(TrainingReader.Train, $"names '{layer.Name}', {obstacle}"));
            }
        }

        // If no layers are named but some can't be trained, all others are listed.
        Layer[] trainable = [.. network.Layers.Where(layer => TrainingRules.Obstacle(layer) is null)];
        Layer[] trained = [.. trainable.Where(layer => request.Layers.Count == 0 || request.Layers.Contains(layer.Name))];
        bool isAll = trained.Length == network.Layers.Count(layer => layer.ParameterCount > 0);
        return new EquatableArray<string>(isAll ? [] : trained.Select(layer => layer.Name));
    }

    private static Problem Misfit(string option, string problem) =>
        new(Descriptors.TrainingMisfit, new AtTraining(option), option, problem);
}
