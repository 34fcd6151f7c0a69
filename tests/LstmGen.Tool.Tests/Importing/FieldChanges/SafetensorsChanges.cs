using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>Changes every field of a safetensors file: its header, and a value of each tensor.</summary>
internal static class SafetensorsChanges
{
    public static IEnumerable<FieldChange> Of(ModelInput input)
    {
        byte[] bytes = input.Bytes;
        int start = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        byte[] header = bytes[8..start];
        foreach (FieldChange change in JsonChanges.Of(header, "", changed => File(changed, bytes[start..])))
        {
            yield return change;
        }

        // The first and the last value of each tensor, in a way that is more than a rounding.
        foreach ((string name, JsonNode? entry) in JsonNode.Parse(header)!.AsObject())
        {
            if (name == "__metadata__")
            {
                continue;
            }

            (int size, int high) = entry!["dtype"]!.GetValue<string>() switch { "F64" => (8, 6), "F32" => (4, 2), "BF16" => (2, 0), _ => (2, 1) };
            int begin = entry["data_offsets"]![0]!.GetValue<int>();
            int end = entry["data_offsets"]![1]!.GetValue<int>();
            foreach (int at in new[] { begin + high, end - size + high })
            {
                yield return new FieldChange(ChangeKind.Value, PassedOver.Below("/data", name), FormattableString.Invariant($"byte {at} changes"), () =>
                {
                    byte[] data = bytes[start..];
                    data[at] ^= 2;
                    return File(header, data);
                });
            }
        }

        yield return new FieldChange(ChangeKind.Value, "/data", "a byte is removed", () => File(header, bytes[start..^1]));
        yield return new FieldChange(ChangeKind.Value, "/data", "a byte is added", () => File(header, [.. bytes[start..], 0]));

        ModelInput File(byte[] header, byte[] data)
        {
            var length = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            return new ModelInput(input.Path, [.. length, .. header, .. data]);
        }
    }
}
