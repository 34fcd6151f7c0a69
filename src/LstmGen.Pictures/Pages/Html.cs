using System.Collections.Generic;
using System.Linq;
using System.Text;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Pages;

/// <summary>The text of HTML elements.</summary>
internal static class Html
{
    /// <summary>An element around markup.</summary>
    public static string Element(string name, string inner, params (string Name, string Value)[] attributes) => $"<{name}{Attributes(attributes)}>{inner}</{name}>";

    public static string Text(string text) => SvgPrinter.Escaped(text);

    /// <summary>A number in a sentence, with the value from which it was rounded.</summary>
    public static string Number(string of, string exact, string shown, params (string Name, string Value)[] data) =>
        Element("b", Text(shown), [("data-value-of", of), ("data-value", exact), .. data.Select(pair => ("data-" + pair.Name, pair.Value))]);

    /// <summary>Something that may be wider than a screen, in a box that scrolls sideways, also with the keyboard.</summary>
    public static string Scrolled(string inner, string label) => Element("div", "\n" + inner, ("class", "scroll"), ("role", "group"), ("tabindex", "0"), ("aria-label", label)) + "\n";

    private static string Attributes(IEnumerable<(string Name, string Value)> attributes)
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in attributes)
        {
            text.Append(' ').Append(name);
            if (value.Length > 0)
            {
                text.Append("=\"").Append(Text(value)).Append('"');
            }
        }

        return text.ToString();
    }
}
