namespace LstmGen.Models.Importing.Onnx;

/// <summary>One place in the shape that a Reshape asks for: a size, the size of an axis, or, where both are null, what is left.</summary>
internal sealed record Place(long? Size, Axis? Axis)
{
    public bool IsOne => Size == 1 || Axis?.Size == 1;

    public bool IsRest => Size is null && Axis is null;

    /// <summary>Whether it is sure to be the size of an axis.</summary>
    public bool IsSizeOf(Axis axis) => Axis == axis || (Size is not null && Size == axis.Size);
}
