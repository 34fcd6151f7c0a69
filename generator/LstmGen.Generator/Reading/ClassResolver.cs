using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Reading;

/// <summary>Gives an annotated type its network: the declared one, or that of the model that it names.</summary>
internal static class ClassResolver
{
    /// <summary>The class, or null and the problems that prevent it.</summary>
    public static LstmClass? Resolve(DeclaredClass declared, IReadOnlyList<ModelText> models, out IReadOnlyList<Problem> problems)
    {
        var found = new List<Problem>();
        problems = found;
        string name = declared.Type.Type.Name.TrimStart('@');
        string? origin = null;
        IEnumerable<ModelFact> facts = [];
        Network? network = declared.Network;
        if (declared.Model is { } reference)
        {
            if (Model(name, reference, models, found) is not { } model)
            {
                return null;
            }

            network = Stated(name, reference, model, found);
            facts = model.Facts;
            origin = model.Source is null || model.Framework is null
                ? model.Source ?? model.Framework
                : $"{model.Source} ({model.Framework})";
        }

        if (network is null || found.Count > 0)
        {
            return null;
        }

        Training? training = declared.Training is { } request ? TrainingResolver.Resolve(name, request, network, found) : null;
        if (found.Count > 0)
        {
            return null;
        }

        return new LstmClass(declared.Type, network, declared.Options, declared.QualifyNames)
        {
            Training = training,
            HasConstructor = declared.HasConstructor,
            SharesName = declared.SharesName,
            HasOwnFields = declared.HasOwnFields,
            Origin = origin,
            Facts = new EquatableArray<ModelFact>(facts),
        };
    }

    private static ModelFile? Model(string name, ModelReference reference, IReadOnlyList<ModelText> models, List<Problem> problems)
    {
        if (ModelFinder.Find(models, reference.Name, out string reason) is not { } text)
        {
            problems.Add(new Problem(Descriptors.ModelNotFound, new AtModel(), name, reference.Name, reason));
            return null;
        }

        if (text.Problem is { } problem)
        {
            var place = new InFile(text.Path, problem.Start, problem.Length, problem.Line, problem.Column);
            problems.Add(new Problem(Descriptors.ModelDamaged, place, System.IO.Path.GetFileName(text.Path), problem.Message));
        }

        return text.File;
    }

    /// <summary>The model's network with the steps given with it, or null where something else contradicts it.</summary>
    private static Network? Stated(string name, ModelReference reference, ModelFile model, List<Problem> problems)
    {
        Network network = model.Network;
        foreach ((int layer, string problem) in StatementCheck.Contradictions(reference.Layers, network))
        {
            problems.Add(new Problem(Descriptors.ModelContradicts, new AtLayer(layer), name, reference.Name, problem));
        }

        int? steps = Steps(name, reference, network, problems);
        if (reference.Skip && !network.Skip)
        {
            const string Contradiction = "a skip connection is stated, and the model has none";
            problems.Add(new Problem(Descriptors.ModelContradicts, new AtModel(), name, reference.Name, Contradiction));
        }

        if (reference.Masking is { Value: not null } masking && network.Masking is not null && network.Masking != masking)
        {
            string own = network.Masking.Value is float value ? LayerOptions.Shown(value) : "a mask";
            string stated = $"masking by {LayerOptions.Shown(masking.Value.Value)} is stated, and the model masks by {own}";
            problems.Add(new Problem(Descriptors.ModelContradicts, new AtModel(), name, reference.Name, stated));
        }

        network = network with { Steps = steps, Masking = network.Masking ?? reference.Masking };
        if (problems.Count == 0 && Rules.Check(network) is { } misfit)
        {
            problems.Add(new Problem(Descriptors.OptionMisfit, new AtModel(), network.Layers[misfit.Layer].Name, misfit.Problem));
        }

        if (problems.Count == 0 && Limits.Check(network) is { } excess)
        {
            string count = ReaderText.Grouped(excess.Count);
            string limit = ReaderText.Grouped(excess.Limit);
            problems.Add(new Problem(Descriptors.TooLarge, new AtModel(), name, count, excess.What, limit));
        }

        return problems.Count > 0 ? null : network;
    }

    /// <summary>The steps of a sequence, which the model, its attribute and those of the layers may all give.</summary>
    private static int? Steps(string name, ModelReference reference, Network network, List<Problem> problems)
    {
        IEnumerable<(int? Steps, Place Place)> all = new[] { (reference.Steps, (Place)new AtModel()) }
            .Concat(reference.Layers.Select((layer, i) => (layer.Steps, (Place)new AtLayer(i))));
        int? steps = network.Steps;
        foreach ((int? given, Place place) in all)
        {
            if (given is not null && steps is not null && given != steps)
            {
                string other = network.Steps is null ? $"Steps = {steps} beside it" : $"the model's sequences have {steps}";
                string stated = $"Steps = {given} is stated, and {other}";
                problems.Add(new Problem(Descriptors.ModelContradicts, place, name, reference.Name, stated));
                break;
            }

            steps ??= given;
        }

        return steps;
    }
}
