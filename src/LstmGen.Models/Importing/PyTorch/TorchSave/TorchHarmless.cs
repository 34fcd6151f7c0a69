using System.Collections.Generic;

namespace LstmGen.Models.Importing.PyTorch.TorchSave;

/// <summary>What files of <c>torch.save</c> say that can't change what is computed.</summary>
internal static class TorchHarmless
{
    private const string Format = "torch.save";

    public static readonly Harmless Version = new(
        Format, "version", "1, 2 and 3 differ in what TorchScript means by its code, and the file has none")
    {
        Kind = HarmlessKind.OtherWords,
    };

    public static readonly Harmless ByteOrder = new(Format, "byteorder", "little-endian where it is left out, as PyTorch 1 does")
    {
        Kind = HarmlessKind.Checked,
    };

    public static readonly Harmless Written = new(
        Format, ".format_version, .storage_alignment, .data/serialization_id", "how the file was written: a name for it, and where its entries begin")
    {
        NotInGolden = "PyTorch 2 writes them",
    };

    public static readonly Harmless TypeSizes = new(
        Format, "type_sizes", "the sizes of C's types where the file was written; the numbers of storages have sizes of their own");

    public static readonly Harmless Metadata = new(
        Format, "_metadata of a state_dict",
        "versions of modules, and an nn.LSTM, nn.LSTMCell and nn.Linear have had one layout of parameters");

    public static readonly Harmless Device = new(
        Format, "device, requires_grad", "where a tensor was computed, and whether it was trained");

    public static readonly Harmless NotRead = new(
        Format, "storages of tensors that aren't read", "the tensors are passed over as well, or left out by the user");

    public static IReadOnlyList<Harmless> All { get; } = [Version, ByteOrder, Written, TypeSizes, Metadata, Device, NotRead];
}
