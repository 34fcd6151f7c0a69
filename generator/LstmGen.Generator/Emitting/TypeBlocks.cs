using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the namespace and the types around an annotated type.</summary>
internal static class TypeBlocks
{
    /// <param name="write">Writes the type itself.</param>
    public static void Write(CodeWriter code, TypeIdentity type, Action write)
    {
        var around = new List<string>();
        if (type.Namespace.Length > 0)
        {
            around.Add("namespace " + type.Namespace);
        }

        around.AddRange(type.Containing.Select(containing => $"partial {containing.Keyword} {containing.Name}"));
        Within(code, around, write);
    }

    /// <summary>Writes nested blocks, the first one outermost, and something inside the innermost.</summary>
    private static void Within(CodeWriter code, IReadOnlyList<string> headers, Action write, int depth = 0)
    {
        if (depth == headers.Count)
        {
            write();
            return;
        }

        using (code.Block(headers[depth]))
        {
            Within(code, headers, write, depth + 1);
        }
    }
}
