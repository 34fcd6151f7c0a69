using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>
/// Compares what a test produced with its verified files, byte by byte. Files are named and written, and tests fail, as in Verify and
/// Verify.SourceGenerators, so that those packages can replace this.
/// </summary>
internal static class Snapshot
{
    /// <summary>The variable that, set to 1, makes every test accept what it produced.</summary>
    public const string AcceptVariable = "LSTMGEN_ACCEPT";

    private static readonly UTF8Encoding Utf8WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Whether this run accepts.</summary>
    public static bool Accepts => Environment.GetEnvironmentVariable(AcceptVariable) == "1";

    /// <summary>Compares, or accepts.</summary>
    /// <param name="folder">Where the verified files are.</param>
    /// <param name="prefix">What the names of all the test's files begin with.</param>
    /// <param name="files">What the test produced.</param>
    /// <param name="accept">Whether verified files are written rather than compared.</param>
    /// <exception cref="SnapshotException">A file differs, isn't verified, or is verified and wasn't produced.</exception>
    public static void Check(string folder, string prefix, IReadOnlyList<SnapshotFile> files, bool accept)
    {
        if (files.Count == 0)
        {
            throw new SnapshotException($"{prefix} produced nothing to verify.");
        }

        // A received file is the trace of a failure; one left by an earlier run would be mistaken for this run's.
        foreach (string received in Owned(folder, prefix, "received"))
        {
            File.Delete(received);
        }

        HashSet<string> stale = [.. Owned(folder, prefix, "verified")];
        List<string> problems = [];
        foreach (SnapshotFile file in files)
        {
            string verified = Path.Combine(folder, file.FileName(prefix, "verified"));
            byte[] bytes = Bytes(file.Text);
            stale.Remove(verified);
            if (accept)
            {
                Write(verified, bytes);
            }
            else if (Difference(verified, bytes) is { } difference)
            {
                Write(Path.Combine(folder, file.FileName(prefix, "received")), bytes);
                problems.Add(difference);
            }
        }

        foreach (string file in stale.Order(StringComparer.Ordinal))
        {
            if (accept)
            {
                File.Delete(file);
            }
            else
            {
                problems.Add($"{Path.GetFileName(file)} is verified, and the test no longer produces it.");
            }
        }

        if (problems.Count > 0)
        {
            throw new SnapshotException(
                string.Join("\n", problems) + $"\nIf what was received is right, run the test again with {AcceptVariable}=1 and read the diff.");
        }
    }

    /// <summary>The files of one test case: a longer prefix belongs to another one.</summary>
    private static IEnumerable<string> Owned(string folder, string prefix, string state) =>
        SnapshotName.Files(folder, state, SearchOption.TopDirectoryOnly).Where(path =>
            Path.GetFileName(path) is var name
            && (name.StartsWith(prefix + "#", StringComparison.Ordinal) || name.StartsWith($"{prefix}.{state}.", StringComparison.Ordinal)));

    private static byte[] Bytes(string text) =>
        [.. Utf8WithMark.GetPreamble(), .. Utf8WithMark.GetBytes(text.Replace("\r\n", "\n").Replace('\r', '\n'))];

    private static string? Difference(string path, byte[] received)
    {
        string name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            return $"{name} isn't verified yet.";
        }

        byte[] verified = File.ReadAllBytes(path);
        if (verified.AsSpan().SequenceEqual(received))
        {
            return null;
        }

        if (!verified.AsSpan().StartsWith(Utf8WithMark.GetPreamble()))
        {
            return $"{name} has no byte order mark.";
        }

        if (verified.Contains((byte)'\r'))
        {
            return $"{name} has line ends other than LF.";
        }

        string[] old = Lines(verified);
        string[] now = Lines(received);
        int line = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{name} differs first in line {line + 1}:\n  verified: {Shown(old, line)}\n  received: {Shown(now, line)}";
    }

    private static string[] Lines(byte[] bytes) => Utf8WithMark.GetString(bytes).TrimStart('\uFEFF').Split('\n');

    private static string Shown(string[] lines, int line) => line < lines.Length ? lines[line] : "(end of file)";

    /// <summary>Atomically: the other test project may be reading the same file at this moment.</summary>
    private static void Write(string path, byte[] bytes)
    {
        string whole = Path.Combine(Path.GetDirectoryName(path)!, $"{Guid.NewGuid():N}.received.tmp");
        File.WriteAllBytes(whole, bytes);
        File.Move(whole, path, overwrite: true);
    }
}
