using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>
/// Changes every value that the pickles of a file of torch.save state, the last number of each storage, and the entries of its zip.
/// </summary>
internal static class TorchSaveChanges
{
    private const string Pickle = "data.pkl";

    public static IEnumerable<FieldChange> Of(ModelInput input) => ModelZip.LooksLike(input) ? OfZip(input) : OfStream(input);

    private static IEnumerable<FieldChange> OfZip(ModelInput input)
    {
        ModelZip zip = ModelZip.Open(input.Bytes);
        var entries = zip.Names.Select(name => (Name: name, Bytes: zip.Read(name, int.MaxValue))).ToList();
        string folder = entries[0].Name[..(entries[0].Name.IndexOf('/', StringComparison.Ordinal) + 1)];
        foreach ((string name, byte[] bytes) in entries)
        {
            string inFolder = name[folder.Length..];
            string place = "/" + inFolder;
            yield return new FieldChange(ChangeKind.Remove, place, "is removed", () => File(name, null));
            IEnumerable<FieldChange> changes = inFolder switch
            {
                Pickle => OfPickle(bytes, 0, "/root", changed => File(name, changed), out _),
                "version" => new[] { "1\n", "2\n", "4\n", "" }.Select(text => new FieldChange(
                    ChangeKind.Value, place, $"is {text.Trim()}", () => File(name, System.Text.Encoding.ASCII.GetBytes(text)))),
                _ => [new FieldChange(ChangeKind.Value, place, "the last number changes", () => File(name, [.. bytes[..^1], (byte)(bytes[^1] ^ 2)]))],
            };
            foreach (FieldChange change in changes)
            {
                yield return change;
            }
        }

        yield return new FieldChange(ChangeKind.Add, "/byteorder", "little is added", () => File(folder + "byteorder", "little"u8.ToArray()));
        yield return new FieldChange(ChangeKind.Add, "/byteorder", "big is added", () => File(folder + "byteorder", "big"u8.ToArray()));
        yield return new FieldChange(ChangeKind.Add, "/data/of_another_version", "is added", () => File(folder + "data/of_another_version", [1]));
        yield return new FieldChange(ChangeKind.Add, "/of_another_version", "is added", () => File(folder + "of_another_version", [1]));

        ModelInput File(string changed, byte[]? bytes) => new(
            input.Path,
            KerasGolden.Zip([
                .. entries.Where(entry => entry.Name != changed || bytes is not null).Select(entry => entry.Name == changed ? (changed, bytes!) : entry),
                .. bytes is not null && entries.TrueForAll(entry => entry.Name != changed) ? [(changed, bytes)] : Array.Empty<(string, byte[])>(),
            ]));
    }

    private static IEnumerable<FieldChange> OfStream(ModelInput input)
    {
        byte[] bytes = input.Bytes;
        int at = 0;
        var changes = new List<FieldChange>();
        foreach (string place in new[] { "/magic", "/version", "/writer", "/root", "/keys" })
        {
            changes.AddRange(OfPickle(bytes, at, place, File, out at));
        }

        // The storages are named by the numbers that they had in the memory, in that order.
        string[] keys = [.. PickleTexts(bytes, at)];
        foreach (string key in keys)
        {
            int count = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            changes.Add(Changed(PassedOver.Below("/count", key), at));
            int size = (bytes.Length - at) / Math.Max(count, 1) < 2 ? 1 : SizeOf(input.Path, count);
            at += 8 + (count * size);
            changes.Add(Changed(PassedOver.Below("/data", key), at - 1));
        }

        changes.Add(new FieldChange(ChangeKind.Value, "/data", "a byte is removed", () => File(bytes[..^1])));
        changes.Add(new FieldChange(ChangeKind.Value, "/data", "a byte is added", () => File([.. bytes, 0])));
        return changes;

        FieldChange Changed(string place, int index) => new(ChangeKind.Value, place, FormattableString.Invariant($"byte {index} changes"), () => File(With(bytes, index, (byte)(bytes[index] ^ 2))));

        ModelInput File(byte[] changed) => new(input.Path, changed);
    }

    /// <summary>The golden models of this form have numbers of one size.</summary>
    private static int SizeOf(string path, int count) => count > 0 && path.Contains("bf16", StringComparison.Ordinal) ? 2 : 4;

    /// <summary>The texts of the pickle that ends at a place.</summary>
    private static IEnumerable<string> PickleTexts(byte[] bytes, int end)
    {
        int start = bytes.AsSpan(0, end).LastIndexOf(new byte[] { 0x80, 2, (byte)']' });
        return PickleFields.Of(bytes, start, out _).Select(field => System.Text.Encoding.UTF8.GetString(bytes, field.At, field.Length));
    }

    private static IEnumerable<FieldChange> OfPickle(byte[] bytes, int start, string place, Func<byte[], ModelInput> file, out int end)
    {
        IReadOnlyList<PickleFields.Field> fields = PickleFields.Of(bytes, start, out end);
        return fields.SelectMany(field => Values(bytes, field).Select((changed, i) => new FieldChange(
            ChangeKind.Value, place + field.Place, FormattableString.Invariant($"{field.What} at byte {field.At} changes ({i})"), () => file(changed))));
    }

    /// <summary>Other values of a field.</summary>
    private static IEnumerable<byte[]> Values(byte[] bytes, PickleFields.Field field)
    {
        // True and false are opcodes; numbers begin with their lowest byte, doubles with the sign.
        int first = field.At;
        int last = field.At + field.Length - 1;
        return field.What switch
        {
            "true or false" => [With(bytes, first, (byte)(bytes[first] ^ 1))],
            "number" => [With(bytes, first, (byte)(bytes[first] + 1)), With(bytes, first, (byte)(bytes[first] ^ 64))],
            _ => [With(bytes, last, (byte)(bytes[last] ^ 1)), With(bytes, first, (byte)(bytes[first] ^ 1))],
        };
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        byte[] changed = [.. bytes];
        changed[at] = value;
        return changed;
    }
}
