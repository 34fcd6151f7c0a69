using System.Globalization;

namespace LstmGen.Generator.Model.Text;

/// <summary>Floats as decimal text that reads back as the same bits.</summary>
internal static class FloatText
{
    /// <summary>A finite float with as few digits as tell it from its neighbours: from seven to nine.</summary>
    public static string Of(float value)
    {
        // Older runtimes print minus zero without its sign.
        if (value == 0)
        {
            return Floats.Bits(value) < 0 ? "-0" : "0";
        }

        foreach (string format in new[] { "G7", "G8" })
        {
            string text = value.ToString(format, CultureInfo.InvariantCulture);
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float back) && back == value)
            {
                return text;
            }
        }

        return value.ToString("G9", CultureInfo.InvariantCulture);
    }
}
