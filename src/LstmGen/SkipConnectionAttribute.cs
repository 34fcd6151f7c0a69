using System;
using System.Diagnostics;

namespace LstmGen;

/// <summary>
/// Adds the first features of each step's input to the network's outputs, one to each: what the layers compute is then the difference
/// from the input, as in GuitarML's models.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
[Conditional("LSTMGEN_KEEP_ATTRIBUTES")]
public sealed class SkipConnectionAttribute : Attribute
{
}
