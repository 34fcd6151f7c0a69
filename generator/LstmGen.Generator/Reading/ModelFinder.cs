using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Reading;

/// <summary>
/// Finds the model that an attribute names. The name is a file's name, or as much of the end of its path as makes it unique. A converted
/// model is found by the name of its own file and by that of the file from which it was converted.
/// </summary>
internal static class ModelFinder
{
    /// <summary>How many models a message lists.</summary>
    private const int MostListed = 4;

    /// <summary>The model, or null with the reason why there is none.</summary>
    public static ModelText? Find(IReadOnlyList<ModelText> models, string name, out string reason)
    {
        string wanted = Plain(name);
        IReadOnlyList<ModelText> found = Called(models, wanted);
        reason = "";
        if (found.Count == 1)
        {
            return found[0];
        }

        if (found.Count > 1)
        {
            reason = $"which {found.Count} files are called: {Listed(found)}; write more of the path";
            return null;
        }

        string has = models.Count == 0
            ? "the project has no models"
            : $"the project has {Listed(models)}{(models.Count > MostListed ? $" and {models.Count - MostListed} more" : "")}";
        string item = LstmExtension.Ends(wanted) ? "AdditionalFiles" : "LstmModel";
        string meant = Near(models, wanted) is { } near ? $"did you mean '{ReaderText.Plain(near)}'? Otherwise " : "";
        string escaped = name.Replace("&", "&amp;").Replace("\"", "&quot;").Replace("<", "&lt;");
        reason = $"and {has}; {meant}add <{item} Include=\"{escaped}\" /> to the project file";
        return null;
    }

    /// <summary>The first few of some models.</summary>
    private static string Listed(IReadOnlyList<ModelText> models) =>
        string.Join(", ", models.Select(Shown).OrderBy(path => path, StringComparer.Ordinal).Take(MostListed));

    /// <summary>
    /// The models with a name: their own names take precedence over those of the files from which they were converted, and a different case
    /// is accepted only if none matches exactly.
    /// </summary>
    private static IReadOnlyList<ModelText> Called(IReadOnlyList<ModelText> models, string wanted)
    {
        foreach (StringComparison comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
        {
            foreach (Func<ModelText, IEnumerable<string>> names in new Func<ModelText, IEnumerable<string>>[] { OwnNames, SourceName })
            {
                List<ModelText> found = models.Where(model => names(model).Any(path => Ends(path, wanted, comparison))).ToList();
                if (found.Count > 0)
                {
                    return found;
                }
            }
        }

        return [];
    }

    /// <summary>
    /// The name by which the attribute would find the model that was probably meant, with as much of its path as needed; null if none is
    /// similar.
    /// </summary>
    private static string? Near(IReadOnlyList<ModelText> models, string wanted)
    {
        // Where the file from which a model was converted is known, the model's own name was chosen by the build.
        if (NearName.Find(wanted, models.Select(model => SourceName(model).FirstOrDefault() ?? Plain(model.Path))) is not { } path)
        {
            return null;
        }

        string name = path;
        for (int slash = path.LastIndexOf('/'); slash >= 0; slash = slash > 0 ? path.LastIndexOf('/', slash - 1) : -1)
        {
            name = path.Substring(slash + 1);
            if (Called(models, name).Count == 1)
            {
                return name;
            }
        }

        return path;
    }

    private static string Shown(ModelText model) => ReaderText.Plain(model.File?.Source ?? System.IO.Path.GetFileName(model.Path));

    private static IEnumerable<string> OwnNames(ModelText model)
    {
        string path = Plain(model.Path);
        yield return path;
        yield return LstmExtension.Without(path);
    }

    private static IEnumerable<string> SourceName(ModelText model) => model.File?.Source is { } source ? [Plain(source)] : [];

    private static bool Ends(string path, string wanted, StringComparison comparison) =>
        wanted.Length > 0
        && path.EndsWith(wanted, comparison)
        && (path.Length == wanted.Length || path[path.Length - wanted.Length - 1] == '/');

    /// <summary>With slashes, and with accents as one character: file systems differ in both.</summary>
    private static string Plain(string path)
    {
        string slashes = path.Replace('\\', '/');
        while (slashes.StartsWith("./", StringComparison.Ordinal))
        {
            slashes = slashes.Substring(2);
        }

        try
        {
            return slashes.Normalize();
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair has no normal form.
            return slashes;
        }
    }
}
