using System;
using System.Linq;

namespace LstmGen.Tool.Tests.Importing.TorchSave;

/// <summary>Files as torch.save wrote them before PyTorch 1.6: pickles, one after another.</summary>
internal static class TorchStreamText
{
    private static readonly byte[] Magic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    private static readonly byte[] Version = new PickleWriter().Number(1001).Done();

    private static readonly byte[] Writer = new PickleWriter().Op("}").Done();

    /// <summary>Where the object's pickle begins.</summary>
    public static int Start => Magic.Length + Version.Length + Writer.Length;

    /// <summary>A file without storages.</summary>
    public static byte[] File(byte[] pickle, byte[]? writer = null) => [.. Magic, .. Version, .. writer ?? Writer, .. pickle, .. new PickleWriter().Op("]").Done()];
}
