using System.Collections.Generic;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What a member makes sure of before it does anything, in the order in which it does.</summary>
internal abstract record Check;

/// <summary>That an array is there, and that a part of it lies within it. A span always is.</summary>
internal sealed record IsGiven(Parameter Run) : Check;

/// <summary>That an object is there.</summary>
internal sealed record IsNotNull(string Parameter) : Check;

/// <summary>That a run of values has one length.</summary>
/// <param name="Length">The expression of the length.</param>
/// <param name="Needs">The length as the message says it.</param>
internal sealed record HasLength(Parameter Run, string Length, string Needs) : Check;

/// <summary>That a run has one length, or nothing in it.</summary>
/// <param name="Length">The expression of the length.</param>
/// <param name="Needs">The length as the message says it.</param>
internal sealed record HasLengthOrNone(Parameter Run, string Length, string Needs) : Check;

/// <summary>That a run has some values for each sequence of a batch.</summary>
/// <param name="Each">How many values.</param>
/// <param name="Needs">The values of a sequence as the message says them.</param>
internal sealed record HasLengthForEach(Parameter Run, long Each, string Needs) : Check;

/// <summary>That the input is whole rows, a step each, and the output as many; the number of steps is known from there on.</summary>
internal sealed record HasRows(Parameter Input, Parameter Output) : Check;

/// <summary>The same for each sequence of a batch.</summary>
internal sealed record HasRowsForEach(Parameter Inputs, Parameter Outputs) : Check;

/// <summary>That <c>length</c> is a number of steps that a sequence can have.</summary>
internal sealed record IsLengthOfSequence : Check;

/// <summary>That <c>count</c> is a number of sequences.</summary>
internal sealed record IsCount : Check;

/// <summary>That the states of a batch have a slot for each of <c>count</c> sequences, from <c>first</c> on.</summary>
internal sealed record HasSlots(string State) : Check;

/// <summary>That a part of a batch is one of those that there are.</summary>
internal sealed record IsPartOfBatch : Check;

/// <summary>That no output lies where an input is that is still to be read when the output is written.</summary>
/// <param name="MayShareStart">Whether both may start at the same value.</param>
internal sealed record IsApart(Parameter Inputs, Parameter Outputs, bool MayShareStart) : Check;

/// <summary>That no length is wrong, with a message that is a constant, for compilers that put none together.</summary>
/// <param name="Wrong">The expressions of what may be wrong.</param>
/// <param name="Needs">What is needed instead of all of them.</param>
internal sealed record HasLengths(IReadOnlyList<string> Wrong, string Needs) : Check;
