using System.IO;
using System.Runtime.CompilerServices;

namespace LstmGen.Tool.Tests;

/// <summary>Where test data is.</summary>
internal static class Repository
{
    private static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>A file below tests/golden/models, which a script beside it has made.</summary>
    public static string Golden(params string[] path) => Path.Combine([Root, "tests", "golden", "models", .. path]);

    /// <summary>A folder or file below src.</summary>
    public static string Source(params string[] path) => Path.Combine([Root, "src", .. path]);

    /// <summary>A file of another project, which is beside this repository on some machines and is never copied into it.</summary>
    public static string Shared(params string[] path) => Path.Combine([Root, "..", "shared", "data", .. path]);

    /// <summary>A case beside the repository, which may not be there.</summary>
    public static string Case(params string[] path) => Path.Combine([Root, "..", "shared", "cases", .. path]);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
