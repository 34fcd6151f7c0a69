using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>
/// What tests call: <c>await Verifier.Verify(driver)</c>. The calls are those of Verify with Verify.SourceGenerators; to switch, delete
/// this folder and import VerifyXunit. A project elsewhere includes the folder with <c>Snapshots.props</c>.
/// </summary>
/// <remarks>A test class is in a file with its name, and no two test classes have the same name: the files are named after it.</remarks>
public static class Verifier
{
    /// <summary>Every generated source in its own file, and the diagnostics, if any, in another.</summary>
    public static SettingsTask Verify(
        GeneratorDriver driver, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        Task(sourceFile, method, settings => Files(driver.GetRunResult(), settings.Ignores));

    /// <summary>A text of any kind, such as a document after a code fix.</summary>
    public static SettingsTask Verify(
        string target, string extension = "txt", [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        Task(sourceFile, method, _ => [new(null, extension, target)]);

    /// <summary>Every file of a folder and of those in it, each in a file of its own.</summary>
    public static SettingsTask VerifyDirectory(
        string path, string pattern = "*", [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        Task(sourceFile, method, _ => Files(path, pattern));

    /// <summary>The files of a snapshot of a folder.</summary>
    internal static IReadOnlyList<SnapshotFile> Files(string folder, string pattern) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => new SnapshotFile(
                    Path.ChangeExtension(Path.GetRelativePath(folder, file), null), Path.GetExtension(file).TrimStart('.'), File.ReadAllText(file)))]
            : throw new SnapshotException($"There is no folder {folder} to verify.");

    /// <summary>The files of a snapshot of a generator's run.</summary>
    /// <param name="ignores">Whether a source is left out.</param>
    internal static IReadOnlyList<SnapshotFile> Files(GeneratorDriverRunResult result, Func<GeneratedSourceResult, bool>? ignores = null)
    {
        if (result.Results.Select(generator => generator.Exception).FirstOrDefault(exception => exception is not null) is { } thrown)
        {
            throw new SnapshotException("The generator threw " + thrown);
        }

        List<SnapshotFile> files = [.. result.Results
            .SelectMany(generator => generator.GeneratedSources.OrderBy(source => source.HintName, StringComparer.Ordinal))
            .Where(source => ignores is null || !ignores(source))
            .Select(source => new SnapshotFile(
                Path.GetFileNameWithoutExtension(source.HintName), "cs", $"//HintName: {source.HintName}\n{source.SourceText}"))];
        if (!result.Diagnostics.IsEmpty)
        {
            files.Add(new(null, "txt", DiagnosticPrinter.Print(result.Diagnostics)));
        }

        return files;
    }

    private static SettingsTask Task(string sourceFile, string method, Func<SettingsTask, IReadOnlyList<SnapshotFile>> files) => new(settings =>
    {
        string type = Path.GetFileNameWithoutExtension(sourceFile);
        string prefix = SnapshotName.Prefix(type, method, SnapshotName.Pair(TestMethod(type, method), settings.Parameters));
        Snapshot.Check(Path.GetDirectoryName(sourceFile)!, prefix, files(settings), Snapshot.Accepts);
    });

    private static MethodInfo TestMethod(string type, string method) =>
        VerifiedFolder.TestMethods(typeof(Verifier).Assembly, type).FirstOrDefault(candidate => candidate.Name == method)
        ?? throw new SnapshotException($"No test {type}.{method} was found: a test class that verifies has the name of its file, and calls from the test method itself.");
}
