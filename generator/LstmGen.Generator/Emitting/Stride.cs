namespace LstmGen.Generator.Emitting;

/// <summary>
/// The distance from one item to the next: a number where the width of the vectors is known, otherwise a name in the code.
/// </summary>
internal readonly record struct Stride
{
    private readonly int _number;
    private readonly string? _name;

    public Stride(int number) => (_number, _name) = (number, null);

    public Stride(string name) => (_number, _name) = (0, name);

    public string Text => Times(1);

    /// <summary>A multiple of it.</summary>
    public string Times(int count) => _name is null ? Literal.Of((long)count * _number) : Literal.Scaled(count, _name);

    /// <summary>A multiple of it after some values.</summary>
    public string From(int start, int count) => _name is null ? Literal.Of(start + ((long)count * _number))
        : start == 0 ? Times(count)
        : count == 0 ? Literal.Of(start)
        : $"{Times(count)} + {start}";

    /// <summary>A multiple by an expression, which may be a number.</summary>
    public string Times(string count) => Times(0, count);

    /// <summary>A multiple by the sum of a number and an expression, which may be a number.</summary>
    public string Times(int first, string more)
    {
        if (_name is null)
        {
            return Literal.Sum(first * _number, Literal.Scaled(_number, more));
        }

        string count = Literal.Sum(first, more);
        return Literal.IsNumber(count, out int number) ? Times(number) : $"{_name} * {Literal.Factor(count)}";
    }
}
