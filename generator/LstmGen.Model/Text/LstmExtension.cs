using System;

namespace LstmGen.Generator.Model.Text;

/// <summary>The extension of files in the <c>.lstm</c> text form.</summary>
internal static class LstmExtension
{
    public const string Usual = ".lstm";

    /// <summary>Unity passes a file to the analyzer whose DLL it names, and only with this extension.</summary>
    public const string Unity = ".LstmGen.Generator.additionalfile";

    public static bool Ends(string path) => Of(path) is not null;

    /// <param name="path">A path for which <see cref="Ends"/> is true.</param>
    public static string Without(string path) => path.Substring(0, path.Length - Of(path)!.Length);

    private static string? Of(string path) =>
        path.EndsWith(Usual, StringComparison.OrdinalIgnoreCase) ? Usual
        : path.EndsWith(Unity, StringComparison.OrdinalIgnoreCase) ? Unity
        : null;
}
