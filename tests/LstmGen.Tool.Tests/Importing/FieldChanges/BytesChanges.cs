using System;
using System.Collections.Generic;
using LstmGen.Tool.Importing;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>Changes the values of tensors that stand in a file as bytes.</summary>
internal static class BytesChanges
{
    /// <summary>At most as many bytes are changed, spread evenly.</summary>
    private const int Most = 32;

    public static IEnumerable<FieldChange> Of(byte[] bytes, string place, Func<byte[], ModelInput> input)
    {
        int step = Math.Max(1, bytes.Length / Most);
        for (int i = 0; i < bytes.Length; i += step)
        {
            int at = i;
            yield return new FieldChange(ChangeKind.Value, place, FormattableString.Invariant($"byte {at} changes"), () =>
            {
                byte[] changed = [.. bytes];
                changed[at] ^= 1;
                return input(changed);
            });
        }

        yield return new FieldChange(ChangeKind.Value, place, "a byte is removed", () => input(bytes[..^1]));
        yield return new FieldChange(ChangeKind.Value, place, "a byte is added", () => input([.. bytes, 0]));
    }
}
