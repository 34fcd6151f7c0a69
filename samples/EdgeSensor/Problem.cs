using System;

namespace EdgeSensor;

/// <summary>Why a line is skipped. The default value means no problem.</summary>
/// <param name="field">The field with the problem, or empty for the whole line.</param>
/// <param name="message">What is wrong.</param>
/// <param name="text">The text there, or empty if that doesn't help.</param>
internal readonly ref struct Problem(ReadOnlySpan<byte> field, ReadOnlySpan<byte> message, ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> field = field;
    private readonly ReadOnlySpan<byte> message = message;
    private readonly ReadOnlySpan<byte> text = text;

    internal Problem(ReadOnlySpan<byte> message)
        : this(default, message, default)
    {
    }

    internal bool IsNone => message.IsEmpty;

    /// <summary>Writes a line such as <c>line 7: temperature is no number: 'abc'</c>.</summary>
    internal void WriteTo(OutputBuffer errors, long line)
    {
        errors.Write("line "u8);
        errors.Write(line);
        errors.Write(": "u8);
        if (!field.IsEmpty)
        {
            errors.Write(field);
            errors.Write(" "u8);
        }

        errors.Write(message);
        if (!text.IsEmpty)
        {
            errors.Write(": "u8);
            errors.WriteQuoted(text);
        }

        errors.Write("\n"u8);
    }
}
