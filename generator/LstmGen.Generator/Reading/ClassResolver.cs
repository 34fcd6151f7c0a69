using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Reading;

/// <summary>Gives an annotated type its network: the declared one, or that of the model which it names.</summary>
internal static class ClassResolver
{
    /// <summary>The class that can be generated, or null and the problems that are in the way.</summary>
    public static LstmClass? Resolve(DeclaredClass declared, IReadOnlyList<ModelText> models, out IReadOnlyList<Problem> problems)
    {
        var found = new List<Problem>();
        problems = found;
        string name = declared.Type.Type.Name.TrimStart('@');
        string? origin = null;
        Network? network = declared.Network;
        if (declared.Model is { } reference)
        {
            if (Model(name, reference, models, found) is not { } model)
            {
                return null;
            }

            network = Stated(name, reference, model, found);
            origin = model.Source is null || model.Framework is null ? model.Source ?? model.Framework : $"{model.Source} ({model.Framework})";
        }

        if (network is null)
        {
            return null;
        }

        found.AddRange(GeneratedMembers.Conflicts(network, declared.Options, declared.HasSpans, name, declared.Members)
            .Select(conflict => new Problem(Descriptors.MemberExists, [name, conflict.Shown], ProblemPlace.Member, conflict.Index)));
        return found.Count > 0 ? null : new LstmClass(declared.Type, network, declared.Options, declared.QualifyNames)
        {
            HasConstructor = declared.HasConstructor,
            SharesName = declared.SharesName,
            HasOwnFields = declared.HasOwnFields,
            Origin = origin,
        };
    }

    private static ModelFile? Model(string name, ModelReference reference, IReadOnlyList<ModelText> models, List<Problem> problems)
    {
        if (ModelFinder.Find(models, reference.Name, out string reason) is not { } text)
        {
            problems.Add(new Problem(Descriptors.ModelNotFound, [name, reference.Name, reason], ProblemPlace.Model));
            return null;
        }

        if (text.Problem is { } problem)
        {
            problems.Add(new Problem(Descriptors.ModelDamaged, [System.IO.Path.GetFileName(text.Path), problem.Message], ProblemPlace.File) { File = text });
        }

        return text.File;
    }

    /// <summary>The model's network with the steps that are stated beside it, or null where something else contradicts it.</summary>
    private static Network? Stated(string name, ModelReference reference, ModelFile model, List<Problem> problems)
    {
        Network network = model.Network;
        foreach ((int layer, string problem) in StatementCheck.Contradictions(reference.Layers, network))
        {
            problems.Add(new Problem(Descriptors.ModelContradicts, [name, reference.Name, problem], ProblemPlace.Layer, layer));
        }

        IEnumerable<(int? Steps, ProblemPlace Place, int Index)> stated = new[] { (reference.Steps, ProblemPlace.Model, 0) }
            .Concat(reference.Layers.Select((layer, i) => (layer.Steps, ProblemPlace.Layer, i)));
        int? steps = network.Steps;
        foreach ((int? given, ProblemPlace place, int index) in stated)
        {
            if (given is not null && steps is not null && given != steps)
            {
                problems.Add(new Problem(
                    Descriptors.ModelContradicts, [name, reference.Name, $"Steps = {given} is stated, and {(network.Steps is null ? "Steps = " + steps + " beside it" : "the model's sequences have " + steps)}"], place, index));
                break;
            }

            steps ??= given;
        }

        if (reference.Skip && !network.Skip)
        {
            problems.Add(new Problem(Descriptors.ModelContradicts, [name, reference.Name, "a skip connection is stated, and the model has none"], ProblemPlace.Model));
        }

        if (reference.Masking is { Value: not null } masking && network.Masking is not null && network.Masking != masking)
        {
            problems.Add(new Problem(
                Descriptors.ModelContradicts, [name, reference.Name, $"masking by {LayerOptions.Shown(masking.Value.Value)} is stated, and the model masks by {(network.Masking.Value is float own ? LayerOptions.Shown(own) : "a mask")}"], ProblemPlace.Model));
        }

        network = network with { Steps = steps, Masking = network.Masking ?? reference.Masking };
        if (problems.Count == 0 && Rules.Check(network) is { } misfit)
        {
            problems.Add(new Problem(Descriptors.OptionMisfit, [network.Layers[misfit.Layer].Name, misfit.Problem], ProblemPlace.Model));
        }

        if (problems.Count == 0 && Limits.Check(network) is { } excess)
        {
            problems.Add(new Problem(
                Descriptors.TooLarge, [name, ReaderText.Grouped(excess.Count), excess.What, ReaderText.Grouped(excess.Limit)], ProblemPlace.Model));
        }

        return problems.Count > 0 ? null : network;
    }
}
