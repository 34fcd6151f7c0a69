using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using static System.FormattableString;

namespace LstmGen.Tool.Numbers;

/// <summary>Writes numbers in the forms in which <see cref="NumberFile"/> reads them, the same on every machine.</summary>
internal static class NumberWriter
{
    /// <summary>A line of fields, none of which contains a comma.</summary>
    public static void Line(TextWriter writer, IEnumerable<string> fields) => writer.Write(string.Join(',', fields) + "\n");

    /// <summary>Numbers as a table: a line of names, then a line for each row, sequence by sequence.</summary>
    public static void Csv(TextWriter writer, IEnumerable<string> names, NumberRows numbers)
    {
        Line(writer, names);
        for (int i = 0; i < numbers.Count * numbers.Rows; i++)
        {
            Line(writer, new ArraySegment<double>(numbers.Values, i * numbers.Columns, numbers.Columns).Select(numbers.Text));
        }
    }

    /// <summary>The JSON list of all rows, or of all sequences of rows where there are more than one.</summary>
    /// <param name="indent">What the lines after the first start with.</param>
    public static void Json(TextWriter writer, NumberRows numbers, string indent) => Json(writer, numbers, 0, numbers.Columns, indent, Word);

    /// <summary>The same for some columns only, with null for missing numbers.</summary>
    public static void JsonOfColumns(TextWriter writer, NumberRows numbers, int start, int count, string indent) =>
        Json(writer, numbers, start, count, indent, (text, value) => double.IsNaN(value) ? "null" : Word(text, value));

    /// <summary>The JSON list of numbers without rows.</summary>
    public static void JsonList(TextWriter writer, NumberRows numbers) => writer.Write(Row(numbers.AsList(), 0, 0, 0, numbers.Values.Length, Word));

    /// <summary>numpy's form: <c>[rows, columns]</c>, <c>[sequences, rows, columns]</c> where there are more than one, or <c>[numbers]</c>.</summary>
    public static void Npy(Stream stream, NumberRows numbers, bool isList)
    {
        string shape = isList ? Invariant($"{numbers.Values.Length},")
            : numbers.Count == 1 ? Invariant($"{numbers.Rows}, {numbers.Columns}")
            : Invariant($"{numbers.Count}, {numbers.Rows}, {numbers.Columns}");
        int size = numbers.IsDouble ? 8 : 4;
        string header = Invariant($"{{'descr': '<f{size}', 'fortran_order': False, 'shape': ({shape}), }}");

        // Blanks and a line break pad it to a multiple of 64 bytes.
        const int Prefix = 10;
        header = header.PadRight(((Prefix + header.Length + 64) / 64 * 64) - Prefix - 1) + "\n";
        stream.Write([.. NpyFile.Magic, 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header));
        var bytes = new byte[size];
        foreach (double value in numbers.Values)
        {
            if (numbers.IsDouble)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            }
            else
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
            }

            stream.Write(bytes);
        }
    }

    private static void Json(TextWriter writer, NumberRows numbers, int start, int count, string indent, Func<string, double, string> word)
    {
        writer.Write("[");
        for (int sequence = 0; sequence < numbers.Count; sequence++)
        {
            string inner = indent;
            if (numbers.Count > 1)
            {
                inner += "  ";
                writer.Write($"{(sequence > 0 ? "," : "")}\n{inner}[");
            }

            for (int row = 0; row < numbers.Rows; row++)
            {
                writer.Write($"{(row > 0 ? "," : "")}\n{inner}  {Row(numbers, sequence, row, start, count, word)}");
            }

            writer.Write($"\n{inner}]");
        }

        writer.Write(numbers.Count > 1 ? $"\n{indent}]" : "");
    }

    private static string Row(NumberRows numbers, int sequence, int row, int start, int count, Func<string, double, string> word)
    {
        var text = new StringBuilder("[");
        for (int i = start; i < start + count; i++)
        {
            double value = numbers[sequence, row, i];
            text.Append(i > start ? ", " : "").Append(word(numbers.Text(value), value));
        }

        return text.Append(']').ToString();
    }

    /// <summary>Numbers that JSON lacks are strings.</summary>
    private static string Word(string text, double value) => double.IsFinite(value) ? text : $"\"{text}\"";
}
