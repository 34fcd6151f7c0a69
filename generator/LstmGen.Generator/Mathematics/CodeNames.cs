using System;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>The names of functions in generated code, after what they compute.</summary>
internal static class CodeNames
{
    /// <summary>An activation with its numbers where they differ from the kind's defaults.</summary>
    public static string Of(Activation activation)
    {
        string[] words = activation.ToString().Split(' ');
        return activation.Kind + string.Concat(words.Skip(1).Select(word => word switch
        {
            ActivationNames.Alpha => "Alpha",
            ActivationNames.Beta => "Beta",
            _ => Of(word),
        }));
    }

    /// <summary>What the units of a layer compute, however many there are: <c>LstmTanhSigmoid</c>.</summary>
    public static string Of(RecurrentLayer layer) => string.Concat(layer.Architecture.Replace(",", " and ")
        .Split([' ', '/', '_', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => !word.Contains('>'))
        .Select(word => Capital(Of(word))));

    /// <summary>A number, with the characters that a name may have.</summary>
    public static string Of(string number) => number.Replace('-', 'm').Replace('.', 'p').Replace("+", "");

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);
}
