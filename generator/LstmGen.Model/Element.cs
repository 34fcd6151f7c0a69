using System.Globalization;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Model;

/// <summary>
/// What a class computes with: the type of its values, and what follows from that. Planning and emitting ask it, so that nothing else knows
/// that there are two types.
/// </summary>
/// <param name="Type">The type in C#.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Name">The type's name in the base library, which is part of the names of some methods.</param>
/// <param name="Integer">The integer of the same size in C#.</param>
/// <param name="IntegerName">The integer's name in the base library.</param>
/// <param name="MantissaBits">Where the exponent starts.</param>
/// <param name="MathClass">The class of the base library with its functions.</param>
/// <param name="Plural">The plural of the type, for text.</param>
internal sealed record Element(
    string Type, int Bytes, string Name, string Integer, string IntegerName, int MantissaBits, string MathClass, string Plural)
{
    public static readonly Element Single = new("float", 4, "Single", "int", "Int32", 23, "MathF", "floats");
    public static readonly Element Double = new("double", 8, "Double", "long", "Int64", 52, "Math", "doubles");

    public static Element Of(Precision precision) => precision == Precision.Double ? Double : Single;

    /// <summary>Lanes of the widest vector.</summary>
    public int Widest => Lanes(512);

    /// <summary>Lanes of the narrowest vector.</summary>
    public int Narrowest => Lanes(128);

    /// <summary>Values in a cache line of 64 bytes.</summary>
    public int Alignment => 64 / Bytes;

    /// <summary>How many values a vector of that many bits holds.</summary>
    public int Lanes(int bits) => bits / (8 * Bytes);

    /// <summary>The bits of a vector with that many lanes.</summary>
    public int VectorBits(int lanes) => 8 * Bytes * lanes;

    /// <summary>
    /// A number of the model, such as α or a limit, in the precision of the computation. The model stores a float; in double precision the
    /// number meant is the shortest one that rounds to that float: 0.1, not 0.100000001.
    /// </summary>
    public double Meant(float value) => this == Single || float.IsNaN(value) || float.IsInfinity(value)
        ? value
        : double.Parse(FloatText.Of(value), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A C# literal that reads back as the same bits. In a class that computes with floats, every value is a float.</summary>
    public string Literal(double value)
    {
        if (double.IsNaN(value))
        {
            return Type + ".NaN";
        }

        if (double.IsInfinity(value))
        {
            return Type + (value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        }

        if (this == Single)
        {
            return FloatText.Of((float)value) + "f";
        }

        string text = DoubleText.Of(value);
        return text.IndexOf('.') < 0 && text.IndexOf('E') < 0 ? text + ".0" : text;
    }

    /// <summary>A literal of an integer as wide as a value, the type in which lanes are numbered.</summary>
    public string Index(string index) => this == Single ? index : $"(long){index}";

    public override string ToString() => Type;
}
