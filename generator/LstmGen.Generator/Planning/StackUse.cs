using System;

namespace LstmGen.Generator.Planning;

/// <summary>What a member takes of the stack at most, in bytes.</summary>
/// <param name="Member">The member, or several of one kind.</param>
/// <param name="Callers">What is taken when the last method is called.</param>
/// <param name="Leaf">What that method takes itself.</param>
internal sealed record StackUse(string Member, long Callers, long Leaf)
{
    /// <summary>
    /// What every member of every network keeps to in optimised code, at its first call and later: enough is left of the smallest stacks
    /// that are usual, 256 KB in hosts of games and of audio plug-ins. It is documented, and measured by StackTests.
    /// </summary>
    public const long Limit = 96 * 1024;

    /// <summary>
    /// What the runtime's compiler takes when a method is called for the first time: measured up to 41 KB, with .NET 10 on Linux.
    /// </summary>
    private const long Compiling = 44 * 1024;

    /// <summary>What methods of the base library take, called from the last method.</summary>
    private const long Calling = 12 * 1024;

    /// <summary>The frames of the methods themselves: parameters, references and vectors that don't fit into registers.</summary>
    private const long Frames = 4 * 1024;

    public long Bytes => Frames + Math.Max(Callers + Compiling, Callers + Leaf + Calling);

    public bool Fits => Bytes <= Limit;
}
