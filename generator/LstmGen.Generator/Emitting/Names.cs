using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// How the types of the base library are written: by their simple names under the using directives at the top of the file, or in
/// full where the annotated type sees something else by one of the names.
/// </summary>
/// <param name="qualify">Whether the names are written in full.</param>
/// <param name="element">What is computed with.</param>
internal sealed class Names(bool qualify, Element element)
{
    /// <summary>Each simple name that generated code uses, with its namespace.</summary>
    public static readonly IReadOnlyDictionary<string, string> Namespaces = new SortedDictionary<string, string>(System.StringComparer.Ordinal)
    {
        ["AdvSimd"] = "System.Runtime.Intrinsics.Arm",
        ["ArgumentException"] = "System",
        ["ArgumentNullException"] = "System",
        ["ArgumentOutOfRangeException"] = "System",
        ["Avx512F"] = "System.Runtime.Intrinsics.X86",
        ["BitConverter"] = "System",
        ["CultureInfo"] = "System.Globalization",
        ["Fma"] = "System.Runtime.Intrinsics.X86",
        ["EditorBrowsable"] = "System.ComponentModel",
        ["EditorBrowsableState"] = "System.ComponentModel",
        ["GC"] = "System",
        ["GeneratedCode"] = "System.CodeDom.Compiler",
        ["IEquatable"] = "System",
        ["InlineArray"] = "System.Runtime.CompilerServices",
        ["InvalidOperationException"] = "System",
        ["LayoutKind"] = "System.Runtime.InteropServices",
        ["Math"] = "System",
        ["MathF"] = "System",
        ["MemoryExtensions"] = "System",
        ["MemoryMarshal"] = "System.Runtime.InteropServices",
        ["MethodImpl"] = "System.Runtime.CompilerServices",
        ["MethodImplOptions"] = "System.Runtime.CompilerServices",
        ["Obsolete"] = "System",
        ["ReadOnlySpan"] = "System",
        ["Span"] = "System",
        ["StructLayout"] = "System.Runtime.InteropServices",
        ["Unsafe"] = "System.Runtime.CompilerServices",
        ["UnscopedRef"] = "System.Diagnostics.CodeAnalysis",
        ["Vector128"] = "System.Runtime.Intrinsics",
        ["Vector256"] = "System.Runtime.Intrinsics",
        ["Vector512"] = "System.Runtime.Intrinsics",
    };

    private readonly SortedSet<string> _used = new(System.StringComparer.Ordinal);

    /// <summary>The namespaces of the names that were asked for and need a using directive.</summary>
    public IEnumerable<string> Usings => _used;

    public string this[string name]
    {
        get
        {
            if (qualify)
            {
                return $"global::{Namespaces[name]}.{name}";
            }

            _used.Add(Namespaces[name]);
            return name;
        }
    }

    public Element Element => element;

    public string Values => $"{this["ReadOnlySpan"]}<{element.Type}>";

    public string WritableValues => $"{this["Span"]}<{element.Type}>";
}
