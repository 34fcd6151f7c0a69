using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Tool.Importing;

/// <summary>Refuses what a reader doesn't know: a member that is passed over could be one that changes what is computed.</summary>
internal static class KnownMembers
{
    /// <param name="json">An object.</param>
    /// <param name="read">The members that are read.</param>
    /// <exception cref="ModelException">It has another member.</exception>
    public static void Require(JsonModel json, params string[] read) => Require(json, [], read);

    /// <param name="json">An object.</param>
    /// <param name="harmless">The members that change nothing, by <see cref="Harmless.What"/>.</param>
    /// <param name="read">The members that are read.</param>
    /// <exception cref="ModelException">It has another member.</exception>
    public static void Require(JsonModel json, IReadOnlyList<Harmless> harmless, params string[] read)
    {
        foreach (string name in json.Names)
        {
            if (harmless.FirstOrDefault(member => member.What == name) is { } why)
            {
                json.PassOver(name, why);
            }
            else if (Array.IndexOf(read, name) < 0)
            {
                throw json.Error($"has the member {Shown.Text(name)}, which isn't known: it could change what is computed");
            }
        }
    }
}
