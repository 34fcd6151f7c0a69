using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using LstmGen.Tool.Importing;

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

        foreach (FieldChange change in BytesChanges.Of(bytes[start..], "/data", data => File(header, data)))
        {
            yield return change;
        }

        ModelInput File(byte[] header, byte[] data)
        {
            var length = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            return new ModelInput(input.Path, [.. length, .. header, .. data]);
        }
    }
}
