using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>How the files of a test are named: <c>Class.Method_name=value</c>, as Verify names them.</summary>
internal static class SnapshotName
{
    // Verify replaces what any system forbids, so that a checkout works on all of them.
    private static readonly HashSet<char> Invalid = [.. "\"\\<>|:*?/", .. Enumerable.Range(0, 32).Select(code => (char)code)];

    /// <summary>The prefix that all the files of one test case share.</summary>
    /// <param name="type">The name of the test class.</param>
    /// <param name="method">The name of the test method.</param>
    /// <param name="parameters">The method's parameters that distinguish its cases, in order.</param>
    public static string Prefix(string type, string method, IEnumerable<KeyValuePair<string, object?>> parameters) =>
        type + "." + method + string.Concat(parameters.Select(parameter => Clean("_" + parameter.Key + "=" + Shown(parameter.Value))));

    /// <summary>The prefix of one file's name: all of it before the first <c>#</c> or <c>.verified.</c>.</summary>
    public static string PrefixOf(string fileName)
    {
        string name = fileName[..fileName.LastIndexOf(".verified.", StringComparison.Ordinal)];
        int hash = name.IndexOf('#');
        return hash < 0 ? name : name[..hash];
    }

    /// <summary>Pairs the first values with the names of the test method's parameters.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>> Pair(MethodInfo method, IReadOnlyList<object?> values)
    {
        ParameterInfo[] parameters = method.GetParameters();
        if (values.Count > parameters.Length)
        {
            throw new ArgumentException($"{method.Name} has {parameters.Length} parameters, and {values.Count} values were given.", nameof(values));
        }

        return values.Select((value, index) => KeyValuePair.Create(parameters[index].Name!, value)).ToArray();
    }

    /// <summary>A dash for every character that a file name can't have.</summary>
    public static string Clean(string name) => string.Concat(name.Select(letter => Invalid.Contains(letter) ? '-' : letter));

    /// <summary>Every verified or received file below a folder, or only directly in it.</summary>
    public static IEnumerable<string> Files(string folder, string state, SearchOption depth) =>
        Directory.EnumerateFiles(folder, $"*.{state}.*", depth);

    private static string Shown(object? value) => value is null ? "null" : FormattableString.Invariant($"{value}");
}
