using System.Collections.Generic;

namespace LstmGen.Generator.Mathematics;

/// <summary>Hands out unique names.</summary>
internal sealed class NameSet
{
    private readonly HashSet<string> _given = [];

    /// <summary>The name, followed by a number if it is already taken.</summary>
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
