using System.Collections.Generic;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>Reads an activation and the numbers given with it.</summary>
internal static class ActivationReader
{
    /// <param name="name">The property; its numbers are in properties named like it with Alpha and Beta appended.</param>
    /// <returns>Null where it is not given.</returns>
    public static Activation? Read(AttributeArguments arguments, string name, List<Problem> problems)
    {
        if (!arguments.IsGiven(name))
        {
            foreach (string number in new[] { name + "Alpha", name + "Beta" })
            {
                if (arguments.IsGiven(number))
                {
                    problems.Add(new Problem(Descriptors.UnusedNumber, arguments.LocationOf(number), number, name + " is not given"));
                }
            }

            return null;
        }

        var kind = (ActivationKind)OptionsReader.Value(arguments, name, 0, typeof(ActivationKind), problems, nameof(Activation));
        (float? alpha, float? beta) = Activation.Defaults(kind);
        return Activation.Of(kind, Number("Alpha", alpha), Number("Beta", beta));

        float? Number(string which, float? own)
        {
            float? given = arguments.Float(name + which);
            if (given is float value && (own is null || float.IsNaN(value) || float.IsInfinity(value)))
            {
                problems.Add(new Problem(
                    Descriptors.UnusedNumber, arguments.LocationOf(name + which), name + which,
                    own is null ? $"{kind} has no {which.ToLowerInvariant()}" : "it must be a finite number"));
            }

            return given;
        }
    }
}
