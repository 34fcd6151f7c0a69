using System;

namespace LstmGen.Tool.Importing;

/// <summary>Refuses what a reader doesn't know: a member that is passed over could be one that changes what is computed.</summary>
internal static class KnownMembers
{
    /// <param name="json">An object.</param>
    /// <param name="known">The members that are read, or change nothing.</param>
    /// <exception cref="ModelException">It has another member.</exception>
    public static void Require(JsonModel json, params string[] known)
    {
        foreach (string name in json.Names)
        {
            if (Array.IndexOf(known, name) < 0)
            {
                throw json.Error($"has the member {Shown.Text(name)}, which isn't known: it could change what is computed");
            }
        }
    }
}
