using System;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>What a Slice takes of one axis, as the file states it: from a start up to an end that is left out, both counted from the axis' end where they are negative.</summary>
internal sealed record Range(int Axis, long Start, long End, long Step)
{
    /// <summary>The start and the end within an axis of some size, for a step that isn't negative.</summary>
    public (long Start, long End) Within(long size) => (Clamp(Start, size), Clamp(End, size));

    private static long Clamp(long at, long size) => Math.Clamp(at < 0 ? Math.Max(at, -size) + size : at, 0, size);
}
