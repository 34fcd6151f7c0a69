using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LstmGen.Pictures.Numbers;

namespace LstmGen.Pictures.Pages;

/// <summary>JSON that can be inside a script element.</summary>
internal static class Json
{
    public static string Object(params (string Name, string? Value)[] members) =>
        "{" + string.Join(",", members.Where(member => member.Value is not null).Select(member => $"\"{member.Name}\":{member.Value}")) + "}";

    public static string Array(IEnumerable<string> items) => "[" + string.Join(",", items) + "]";

    public static string Number(double value) => NumberText.Coordinate(value);

    public static string Bool(bool value) => value ? "true" : "false";

    /// <summary>A string that can't end the element around it; what UTF-8 can't encode becomes U+FFFD.</summary>
    public static string Text(string text)
    {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.Length; i++)
        {
            char letter = text[i];
            bool isLone = char.IsSurrogate(letter) && !char.IsSurrogatePair(text, i) && !(i > 0 && char.IsSurrogatePair(text, i - 1));
            if (isLone)
            {
                json.Append('\uFFFD');
            }
            else if (letter is '"' or '\\' or '<' or '>' or '&' or < ' ')
            {
                json.Append("\\u").Append(((int)letter).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                json.Append(letter);
            }
        }

        return json.Append('"').ToString();
    }

    /// <summary>Numbers bit for bit: little-endian floats or doubles in base64, half as long as their digits.</summary>
    public static string Numbers(IEnumerable<double> values, bool isDouble)
    {
        IEnumerable<byte[]> bytes = values.Select(value => isDouble ? BitConverter.GetBytes(value) : BitConverter.GetBytes((float)value));
        return "\"" + Convert.ToBase64String([.. bytes.SelectMany(number => BitConverter.IsLittleEndian ? number : number.Reverse())]) + "\"";
    }
}
