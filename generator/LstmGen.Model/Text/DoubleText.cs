using System.Globalization;

namespace LstmGen.Generator.Model.Text;

/// <summary>Doubles as decimal text that reads back as the same bits.</summary>
internal static class DoubleText
{
    /// <summary>A finite double with as few digits as tell it from its neighbours: from fifteen to seventeen.</summary>
    public static string Of(double value)
    {
        // Older runtimes print minus zero without its sign.
        if (value == 0)
        {
            return System.BitConverter.DoubleToInt64Bits(value) < 0 ? "-0" : "0";
        }

        foreach (string format in new[] { "G15", "G16" })
        {
            string text = value.ToString(format, CultureInfo.InvariantCulture);
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double back) && back == value)
            {
                return text;
            }
        }

        return value.ToString("G17", CultureInfo.InvariantCulture);
    }
}
