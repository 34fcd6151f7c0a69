using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Prints the methods that convert values to bytes and back: as integers where there are spans, otherwise by copying bytes, so that no
/// runtime changes the bits of a NaN. Doubles are read from saved floats, too, which is exact.
/// </summary>
internal sealed class SavedValueHelpers(CodeWriter code, Names names, SavedStateHelpers helpers)
{
    private const string Type = HelperTypes.LstmState;

    private Element Element => names.Element;

    private bool HasSpans => names.Target.Spans;

    private string Integers => $"{names["MemoryMarshal"]}.Cast<{Element.Type}, {Element.Integer}>(values)";

    private string Values(bool isWritten) =>
        HasSpans ? $"{(isWritten ? names.WritableValues : names.Values)} values" : $"{Element.Type}[] values, int start, int count";

    public void Write()
    {
        code.Doc("<summary>Writes values as bytes, and returns where the next ones come.</summary>");
        using (code.Block($"internal static int WriteValues({Values(false)}, {helpers.Bytes(true)} bytes, int at)"))
        {
            code.Line(HasSpans ? $$"""
                foreach ({{Element.Integer}} bits in {{Integers}})
                {
                    {{names["BinaryPrimitives"]}}.Write{{Element.IntegerName}}LittleEndian(bytes.Slice(at), bits);
                    at += {{Element.Bytes}};
                }

                return at;
                """ : $$"""
                {{names["Buffer"]}}.BlockCopy(values, {{Element.Bytes}} * start, bytes, at, {{Element.Bytes}} * count);
                for (int i = 0; !{{names["BitConverter"]}}.IsLittleEndian && i < {{Element.Bytes}} * count; i++)
                {
                    bytes[at + (i ^ {{Element.Bytes - 1}})] = {{names["Buffer"]}}.GetByte(values, {{Element.Bytes}} * start + i);
                }

                return at + {{Element.Bytes}} * count;
                """);
        }
    }

    public void Read()
    {
        code.Doc("<summary>Reads values from bytes, and returns where the next ones are.</summary>");
        using (code.Block($"internal static int ReadValues({Values(true)}, {helpers.Bytes(false)} bytes, int at, int valueBytes)"))
        {
            if (Element == Element.Double)
            {
                ReadFloats();
            }

            code.Line(HasSpans ? $$"""
                foreach (ref {{Element.Integer}} bits in {{Integers}})
                {
                    bits = {{names["BinaryPrimitives"]}}.Read{{Element.IntegerName}}LittleEndian(bytes.Slice(at));
                    at += valueBytes;
                }

                return at;
                """ : $$"""
                {{names["Buffer"]}}.BlockCopy(bytes, at, values, {{Element.Bytes}} * start, {{Element.Bytes}} * count);
                for (int i = 0; !{{names["BitConverter"]}}.IsLittleEndian && i < {{Element.Bytes}} * count; i++)
                {
                    {{names["Buffer"]}}.SetByte(values, {{Element.Bytes}} * start + (i ^ {{Element.Bytes - 1}}), bytes[at + i]);
                }

                return at + valueBytes * count;
                """);
        }
    }

    private void ReadFloats()
    {
        string count = HasSpans ? "values.Length" : "count";
        string value = HasSpans ? "values[i]" : "values[start + i]";
        using (code.Block("if (valueBytes == 4)"))
        {
            code.Line($$"""
                for (int i = 0; i < {{count}}; i++, at += 4)
                {
                    {{value}} = {{names["BitConverter"]}}.Int64BitsToDouble({{Widened()}}((long){{helpers.Number()}}(bytes, at, 4)));
                }

                return at;
                """);
        }
    }

    /// <summary>The method that turns the bits of a float into those of the double with the same value.</summary>
    private string Widened() => names.Helper(Type, "Widened", "4 Widened", (code, inner) => code.Line($$"""
        /// <summary>The bits of the double that has the value of a float, a NaN's with its payload.</summary>
        internal static long Widened(long bits)
        {
            long magnitude = bits & 0x7FFFFFFF;
            long widened = magnitude << 29;
            if (magnitude >= 0x7F800000)
            {
                widened |= 0x7FF0000000000000;
            }
            else if (magnitude >= 0x00800000)
            {
                widened += 0x3800000000000000; // the exponents' biases, 1023 and 127, differ
            }
            else
            {
                widened = {{inner["BitConverter"]}}.DoubleToInt64Bits(magnitude * {{Element.Double.Literal(float.Epsilon)}});
            }

            return bits >> 31 << 63 | widened;
        }
        """));
}
