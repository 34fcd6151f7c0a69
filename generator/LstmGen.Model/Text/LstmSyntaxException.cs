using System;

namespace LstmGen.Generator.Model.Text;

/// <summary>What is wrong with a <c>.lstm</c> text, and where: a line and a column, both from 0.</summary>
internal sealed class LstmSyntaxException(int start, int length, int line, int column, string message) : Exception(message)
{
    public int Start { get; } = start;

    public int Length { get; } = length;

    public int Line { get; } = line;

    public int Column { get; } = column;
}
