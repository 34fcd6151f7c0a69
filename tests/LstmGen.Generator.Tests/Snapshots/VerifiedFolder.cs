using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Xunit;
using Xunit.Sdk;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>
/// Finds verified files that no test owns any longer: a test that was renamed or deleted leaves its files behind unnoticed.
/// </summary>
internal static class VerifiedFolder
{
    /// <summary>The verified files below a folder that belong to no test of an assembly, in order.</summary>
    public static IReadOnlyList<string> Orphans(string folder, Assembly tests) =>
        SnapshotName.Files(folder, "verified", SearchOption.AllDirectories)
            .Where(path => !InBuildOutput(Path.GetRelativePath(folder, path)) && !HasTest(SnapshotName.PrefixOf(Path.GetFileName(path)), tests))
            .Order(StringComparer.Ordinal)
            .ToArray();

    /// <summary>The test methods of the classes with a name, whatever their namespace.</summary>
    public static IEnumerable<MethodInfo> TestMethods(Assembly tests, string type) =>
        tests.GetTypes()
            .Where(candidate => candidate.Name == type)
            .SelectMany(candidate => candidate.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.IsDefined(typeof(FactAttribute)));

    private static bool InBuildOutput(string path) => path.Split('/', '\\')[0] is "bin" or "obj";

    private static bool HasTest(string prefix, Assembly tests)
    {
        int dot = prefix.IndexOf('.');
        string type = dot < 0 ? prefix : prefix[..dot];
        return TestMethods(tests, type).SelectMany(method => Prefixes(type, method)).Contains(prefix, StringComparer.Ordinal);
    }

    /// <summary>Every prefix that a test can have: one, or one for each case and each number of parameters that name it.</summary>
    private static IEnumerable<string> Prefixes(string type, MethodInfo method)
    {
        yield return SnapshotName.Prefix(type, method.Name, []);
        foreach (object?[] row in method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method)))
        {
            for (int count = 1; count <= row.Length; count++)
            {
                yield return SnapshotName.Prefix(type, method.Name, SnapshotName.Pair(method, row[..count]));
            }
        }
    }
}
