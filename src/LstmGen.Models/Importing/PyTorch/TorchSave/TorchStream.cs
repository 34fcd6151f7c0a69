using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using LstmGen.Models.Importing.PyTorch.Pickles;

namespace LstmGen.Models.Importing.PyTorch.TorchSave;

/// <summary>
/// The form before PyTorch 1.6 (<c>_use_new_zipfile_serialization=False</c>): pickles of a magic number, a version, the writer's
/// numbers, the object, and
/// the storages' keys; then each storage, its count in 8 bytes and its numbers, little-endian.
/// </summary>
internal static class TorchStream
{
    private const long FormVersion = 1001;

    private const int CountBytes = 8;

    private static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356", CultureInfo.InvariantCulture);

    /// <summary>The magic number as a pickle has it.</summary>
    private static readonly byte[] MagicBytes = Magic.ToByteArray();

    /// <summary>
    /// Whether a file is a pickle of a protocol that is declared at the start: nothing else starts with these two bytes and ends with a
    /// full stop.
    /// </summary>
    public static bool IsPickle(ModelInput input) =>
        input.Bytes is [0x80, >= 2 and <= 5, ..] && (IsOne(input) || input.Bytes[^1] == (byte)PickleOpcode.Stop);

    /// <exception cref="ModelException">The file is damaged, or contains something other than tensors and their containers.</exception>
    public static TorchFile Read(ModelInput input)
    {
        if (!IsOne(input))
        {
            throw new ModelException($"the file is a pickle of Python that torch.save didn't write. {TorchNames.Advice}");
        }

        byte[] bytes = input.Bytes;
        var names = new TorchNames();
        object magic = Unpickler.Read(bytes, 0, names, "the magic number", out int at);
        Require(magic is BigInteger number && number == Magic, "the magic number is wrong");
        Require(Unpickler.Read(bytes, at, names, "the version", out at) is FormVersion, FormattableString.Invariant($"the version isn't {FormVersion}, the only one known"));
        CheckWriter(Unpickler.Read(bytes, at, names, "the writer's properties", out at) as PickleDict, input);
        object root = Unpickler.Read(bytes, at, names, "the file", out at);
        object keys = Unpickler.Read(bytes, at, names, "the storages' keys", out at);
        Require(keys is PickleList list && list.Items.All(key => key is string), "the storages' keys aren't a list of strings");
        Dictionary<string, int> places = Places(bytes, at, [.. ((PickleList)keys).Items.Cast<string>()], names.Asked);
        return new TorchFile(root, names.Asked, storage => (bytes, places[storage.Key]));
    }

    private static bool IsOne(ModelInput input) => input.Bytes.AsSpan(0, Math.Min(input.Bytes.Length, 32)).IndexOf(MagicBytes) >= 0;

    /// <summary>
    /// The properties of the machine that wrote the file: the sizes of C types, which the file doesn't use, and the byte order.
    /// </summary>
    private static void CheckWriter(PickleDict? writer, ModelInput input)
    {
        Require(writer is not null, "the writer's properties aren't a dictionary");
        foreach ((object key, object value) in writer!.Items)
        {
            bool isKnown = key switch
            {
                "protocol_version" => value is FormVersion,
                "little_endian" => value is true,
                "type_sizes" => value is PickleDict,
                _ => false,
            };
            Require(isKnown, key is "little_endian" ? "it was written on a big-endian machine, which isn't supported in the older form" : $"the writer's {(key is string text ? Shown.Text(text) : "properties")} isn't known");
        }

        input.PassedOver.Note("/writer/type_sizes", TorchHarmless.TypeSizes);
    }

    /// <summary>Where the numbers of each storage begin.</summary>
    private static Dictionary<string, int> Places(
        byte[] bytes, int at, IReadOnlyList<string> keys, IReadOnlyDictionary<string, TorchStorage> storages)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string key in keys)
        {
            TorchStorage storage = storages.GetValueOrDefault(key) ?? throw Damaged($"it has the storage {Shown.Text(key)}, which no tensor uses");
            Require(bytes.Length - at >= CountBytes, $"it ends before the storage {Shown.Text(key)}");
            long count = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            at += CountBytes;
            Require(count == storage.Count, FormattableString.Invariant($"the storage {Shown.Text(key)} has {count:N0} numbers, and {storage.Count:N0} by the pickle"));
            Require(storage.Length <= bytes.Length - at, FormattableString.Invariant($"the storage {Shown.Text(key)} has {storage.Length:N0} bytes, and {bytes.Length - at:N0} are left: the file is cut off"));
            Require(places.TryAdd(key, at), $"it has the storage {Shown.Text(key)} twice");
            at += (int)storage.Length;
        }

        Require(at == bytes.Length, FormattableString.Invariant($"{bytes.Length - at:N0} bytes are left over after the last storage"));
        return storages.Keys.FirstOrDefault(key => !places.ContainsKey(key)) is { } missing
            ? throw Damaged($"the storage {Shown.Text(missing)} is missing")
            : places;
    }

    private static void Require(bool isMet, string otherwise)
    {
        if (!isMet)
        {
            throw Damaged(otherwise);
        }
    }

    private static ModelException Damaged(string why) => new("the file of torch.save can't be read: " + why);
}
