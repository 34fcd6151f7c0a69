using System.Collections.Generic;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What a member does, or is.</summary>
internal abstract record Body;

/// <summary>The value of a constant, or the one that a field starts with.</summary>
internal sealed record HasValue(string Expression) : Body;

/// <summary>The values of several constants in one declaration, of which the member's own is the first.</summary>
internal sealed record HaveValues(IReadOnlyList<(string Name, string Expression)> All) : Body;

/// <summary>A property that is stored, and read alone.</summary>
internal sealed record IsStored : Body;

/// <summary>A property that is stored, read and set, with the value that it starts with.</summary>
internal sealed record IsSettable(string Value) : Body;

/// <summary>An expression.</summary>
internal sealed record Gives(string Expression) : Body;

/// <summary>Statements behind the checks.</summary>
internal sealed record Does(IReadOnlyList<Statement> Statements) : Body;

/// <summary>What is printed by a function of its own, which is found by the names of the type and of the member.</summary>
internal sealed record IsOwn : Body;

/// <summary>A part of what computes.</summary>
internal sealed record IsKernel(KernelPart Part) : Body;

internal enum KernelPart
{
    Sequence,
    Packing,
    Batch,
}

/// <summary>A statement of a member's body.</summary>
internal abstract record Statement;

/// <summary>A call of a kernel's entry or of another member.</summary>
internal sealed record Call(string Callee, IReadOnlyList<Argument> Arguments) : Statement;

/// <summary>A call whose result is the member's.</summary>
internal sealed record Returns(Call Call) : Statement;

/// <summary>
/// Sets a state in place to where the instance's sequences start: one that a member returns is copied once more by code that isn't
/// optimised yet.
/// </summary>
/// <param name="IsNew">Whether it is a structure whose values mean nothing yet.</param>
internal sealed record StartsAtInitialState(string State, bool IsNew) : Statement;

/// <summary>Keeps the values of an initial state in the instance.</summary>
/// <param name="IsFirst">Whether it has none yet.</param>
internal sealed record KeepsInitialState(bool IsFirst) : Statement;

/// <summary>A local state that starts where the instance's sequences do.</summary>
internal sealed record HasOwnState : Statement;

/// <summary>Sets values of a run to zero, or all from an index on.</summary>
internal sealed record Clears(string Run, string Start, string? Count = null) : Statement;

/// <summary>Copies the output of each step from its row of a trace.</summary>
internal sealed record CopiesOutputs(Parameter Trace, Parameter Output) : Statement;

/// <summary>Throws an exception of the base library.</summary>
internal sealed record Throws(string Exception, string Message) : Statement;

/// <summary>C# that is the same on every target.</summary>
internal sealed record Line(string Text) : Statement;

/// <summary>An argument of a call.</summary>
internal abstract record Argument;

/// <summary>The packed parameters.</summary>
internal sealed record PackedParameters : Argument;

/// <summary>A run of values that the member was given.</summary>
internal sealed record TheRun(string Name) : Argument;

/// <summary>No mask.</summary>
internal sealed record NoMask : Argument;

/// <summary>What the member itself was given, handed on: all of an array as a part of it.</summary>
internal sealed record Given(Parameter Parameter) : Argument;

/// <summary>An expression that is the same on every target.</summary>
internal sealed record Text(string Expression) : Argument;
