using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// A number for the networks whose states mean the same. Saved states begin with it, so that one of another network is refused. It belongs
/// to what is computed with h and c, not to the values of parameters, the number of steps or the target.
/// </summary>
internal static class StateIdentity
{
    public static uint Of(Network network, Element element)
    {
        uint hash = 2166136261;
        foreach (char character in Text(network, element))
        {
            hash = unchecked((hash ^ character) * 16777619); // FNV-1a
        }

        return hash;
    }

    private static string Text(Network network, Element element) =>
        $"state 1; {element.Type}; {string.Join("; ", network.Layers.Select(ArchitectureText.Of))}";
}
