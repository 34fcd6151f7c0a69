using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing;

/// <summary>Refuses what a reader doesn't know: a skipped member could change what is computed.</summary>
internal static class KnownMembers
{
    /// <param name="json">An object.</param>
    /// <param name="read">The members that are read.</param>
    /// <exception cref="ModelException">It has other members. The message has all of them.</exception>
    public static void Require(JsonModel json, params string[] read) => Require(json, [], read);

    /// <param name="json">An object.</param>
    /// <param name="harmless">The members that change nothing, by <see cref="Harmless.What"/>.</param>
    /// <param name="read">The members that are read.</param>
    /// <exception cref="ModelException">It has other members. The message has all of them.</exception>
    public static void Require(JsonModel json, IReadOnlyList<Harmless> harmless, params string[] read)
    {
        var unknown = new List<string>();
        foreach (string name in json.Names)
        {
            if (harmless.FirstOrDefault(member => member.What == name) is { } why)
            {
                json.PassOver(name, why);
            }
            else if (Array.IndexOf(read, name) < 0)
            {
                unknown.Add(name);
            }
        }

        if (unknown.Count > 0)
        {
            throw json.Error(unknown.Count == 1
                ? $"has the member {Shown.List(unknown)}, which isn't known: it could change what is computed"
                : $"has the members {Shown.List(unknown)}, which aren't known: they could change what is computed");
        }
    }
}
