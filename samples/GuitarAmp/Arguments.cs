using System;

namespace GuitarAmp;

/// <summary>The command-line arguments.</summary>
/// <param name="InputPath">The WAV file to play through the amp, or null for the sample's own signal.</param>
/// <param name="OutputFolder">Where the files go.</param>
/// <param name="ModelPath">The amp's file, or null for the one that the project names.</param>
internal sealed record Arguments(string? InputPath, string OutputFolder, string? ModelPath)
{
    internal const string Usage = "usage: GuitarAmp [input.wav] [--out folder] [--model amp.json|amp.nam]";

    /// <summary>Null if the command line doesn't match <see cref="Usage"/>.</summary>
    internal static Arguments? Parse(ReadOnlySpan<string> args)
    {
        string? input = null;
        string? folder = null;
        string? model = null;
        for (int index = 0; index < args.Length; index++)
        {
            if (args[index] == "--out" && folder is null && index + 1 < args.Length)
            {
                folder = args[++index];
            }
            else if (args[index] == "--model" && model is null && index + 1 < args.Length)
            {
                model = args[++index];
            }
            else if (!args[index].StartsWith('-') && input is null)
            {
                input = args[index];
            }
            else
            {
                return null;
            }
        }

        return new Arguments(input, folder ?? ".", model);
    }
}
