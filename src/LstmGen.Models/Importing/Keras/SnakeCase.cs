using System.Text;

namespace LstmGen.Models.Importing.Keras;

/// <summary>Converts names in code to Keras' form with underscores.</summary>
internal static class SnakeCase
{
    /// <summary><c>TimeDistributed</c> is <c>time_distributed</c>, <c>LSTM</c> is <c>lstm</c>, and <c>hardSigmoid</c> is <c>hard_sigmoid</c>.</summary>
    public static string Of(string text)
    {
        var name = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            bool isStart = char.IsAsciiLetterUpper(text[i]) && i > 0
                && (char.IsAsciiLetterLower(text[i - 1]) || (i + 1 < text.Length && char.IsAsciiLetterLower(text[i + 1])));
            name.Append(isStart ? "_" : "").Append(char.ToLowerInvariant(text[i]));
        }

        return name.ToString();
    }
}
