using System;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// The range that a Slice takes from one axis, as stated in the file: from a start to an exclusive end, both counted from the axis' end if
/// negative.
/// </summary>
internal sealed record Range(int Axis, long Start, long End, long Step)
{
    /// <summary>The start and the end within an axis of some size, for a step that isn't negative.</summary>
    public (long Start, long End) Within(long size) => (Clamp(Start, size), Clamp(End, size));

    private static long Clamp(long at, long size) => Math.Clamp(at < 0 ? Math.Max(at, -size) + size : at, 0, size);
}
