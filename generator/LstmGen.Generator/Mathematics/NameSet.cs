using System.Collections.Generic;

namespace LstmGen.Generator.Mathematics;

/// <summary>Names that are given once.</summary>
internal sealed class NameSet
{
    private readonly HashSet<string> _given = [];

    /// <summary>The name, with a number behind it where it is given already.</summary>
    public string Unique(string name)
    {
        string unique = name;
        for (int number = 2; !_given.Add(unique); number++)
        {
            unique = $"{name}_{number}";
        }

        return unique;
    }
}
