using System;
using System.Diagnostics;

namespace LstmGen;

/// <summary>
/// Lets steps of a sequence be masked, as Keras' <c>Masking</c> layer does: a masked step leaves the state as it is, and its output is
/// that of the step before. The class gets a <c>Forward</c> with a mask.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
[Conditional("LSTMGEN_KEEP_ATTRIBUTES")]
public sealed class MaskingAttribute : Attribute
{
    /// <summary>
    /// Keras' <c>mask_value</c>: a step that has it in every feature is masked, in each member of the class. If omitted, only the mask that
    /// is given to <c>Forward</c> counts.
    /// </summary>
    public float Value { get; set; }
}
