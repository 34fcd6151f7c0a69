namespace LstmGen.Models.Importing.Onnx;

/// <summary>One position in the shape of a Reshape: a size, the size of an axis, or, if both are null, the remaining size.</summary>
internal sealed record Place(long? Size, Axis? Axis)
{
    public bool IsOne => Size == 1 || Axis?.Size == 1;

    public bool IsRest => Size is null && Axis is null;

    /// <summary>Whether it is certainly the size of an axis.</summary>
    public bool IsSizeOf(Axis axis) => Axis == axis || (Size is not null && Size == axis.Size);
}
