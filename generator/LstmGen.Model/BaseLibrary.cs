using System;
using System.Collections.Generic;

namespace LstmGen.Generator.Model;

/// <summary>
/// The types of the base library that generated code names. A project may have types of its own by these names, so each is looked up.
/// </summary>
internal static class BaseLibrary
{
    /// <summary>Each simple name that generated code uses, with its namespace.</summary>
    public static readonly IReadOnlyDictionary<string, string> Namespaces = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["AdvSimd"] = "System.Runtime.Intrinsics.Arm",
        ["ArgumentException"] = "System",
        ["ArgumentNullException"] = "System",
        ["ArgumentOutOfRangeException"] = "System",
        ["Array"] = "System",
        ["Avx512F"] = "System.Runtime.Intrinsics.X86",
        ["BinaryPrimitives"] = "System.Buffers.Binary",
        ["BitConverter"] = "System",
        ["Buffer"] = "System",
        ["CultureInfo"] = "System.Globalization",
        ["DataContract"] = "System.Runtime.Serialization",
        ["DataMember"] = "System.Runtime.Serialization",
        ["DebuggerDisplay"] = "System.Diagnostics",
        ["DebuggerTypeProxy"] = "System.Diagnostics",
        ["Fma"] = "System.Runtime.Intrinsics.X86",
        ["EditorBrowsable"] = "System.ComponentModel",
        ["EditorBrowsableState"] = "System.ComponentModel",
        ["GC"] = "System",
        ["GeneratedCode"] = "System.CodeDom.Compiler",
        ["IEquatable"] = "System",
        ["InlineArray"] = "System.Runtime.CompilerServices",
        ["InvalidOperationException"] = "System",
        ["JsonIgnore"] = "System.Text.Json.Serialization",
        ["JsonRequired"] = "System.Text.Json.Serialization",
        ["LayoutKind"] = "System.Runtime.InteropServices",
        ["Math"] = "System",
        ["MathF"] = "System",
        ["MemoryExtensions"] = "System",
        ["MemoryMarshal"] = "System.Runtime.InteropServices",
        ["MethodImpl"] = "System.Runtime.CompilerServices",
        ["MethodImplOptions"] = "System.Runtime.CompilerServices",
        ["NotSupportedException"] = "System",
        ["Obsolete"] = "System",
        ["ReadOnlySpan"] = "System",
        ["RuntimeHelpers"] = "System.Runtime.CompilerServices",
        ["Span"] = "System",
        ["StructLayout"] = "System.Runtime.InteropServices",
        ["UIntPtr"] = "System",
        ["Unsafe"] = "System.Runtime.CompilerServices",
        ["UnscopedRef"] = "System.Diagnostics.CodeAnalysis",
        ["Vector128"] = "System.Runtime.Intrinsics",
        ["Vector256"] = "System.Runtime.Intrinsics",
        ["Vector512"] = "System.Runtime.Intrinsics",
    };

    /// <summary>The names that are attributes.</summary>
    public static readonly HashSet<string> Attributes = new HashSet<string>(StringComparer.Ordinal)
    {
        "DataContract", "DataMember", "DebuggerDisplay", "DebuggerTypeProxy", "EditorBrowsable", "GeneratedCode", "InlineArray",
        "JsonIgnore", "JsonRequired", "MethodImpl", "Obsolete", "StructLayout", "UnscopedRef",
    };

    /// <summary>What the language calls <c>UIntPtr</c>, unless something else has that name.</summary>
    public const string ContextualName = "nuint";
}
