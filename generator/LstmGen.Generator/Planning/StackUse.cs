using System;

namespace LstmGen.Generator.Planning;

/// <summary>The most stack that a member takes, in bytes.</summary>
/// <param name="Member">The member, or several of one kind.</param>
/// <param name="Callers">What is already taken when the innermost method is called.</param>
/// <param name="Leaf">What that method itself takes.</param>
internal sealed record StackUse(string Member, long Callers, long Leaf)
{
    /// <summary>
    /// The limit that every member of every network keeps in optimised code, at its first call and later: it leaves enough of the smallest
    /// common stacks, 256 KB in hosts of games and audio plug-ins. It is documented, and measured by StackTests.
    /// </summary>
    public const long Limit = 96 * 1024;

    /// <summary>What the JIT takes when a method is called for the first time: measured up to 41 KB, with .NET 10 on Linux.</summary>
    private const long Compiling = 44 * 1024;

    /// <summary>What methods of the base library take when called from the innermost method.</summary>
    private const long Calling = 12 * 1024;

    /// <summary>The frames of the methods themselves: parameters, references and vectors that don't fit into registers.</summary>
    private const long Frames = 4 * 1024;

    public long Bytes => Frames + Math.Max(Callers + Compiling, Callers + Leaf + Calling);

    public bool Fits => Bytes <= Limit;
}
