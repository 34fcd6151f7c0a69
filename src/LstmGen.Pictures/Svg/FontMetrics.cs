namespace LstmGen.Pictures.Svg;

/// <summary>
/// The maximum width of a text in whichever sans-serif font a viewer has: for each character the wider of DejaVu Sans, the widest common
/// font, and Liberation Sans, which has the widths of Arial and Helvetica.
/// </summary>
internal static class FontMetrics
{
    /// <summary>How far letters reach above the base line, as a fraction of the font size.</summary>
    public const double Ascent = 0.78;

    /// <summary>How far letters reach below the base line.</summary>
    public const double Descent = 0.24;

    private const int First = ' ';
    private const int Unknown = 1040;

    // Thousandths of the font's size, from the space to the tilde.
    private static readonly short[] Regular =
    [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556,
        1015, 684, 686, 722, 770, 667, 611, 778, 752, 295, 500, 667, 557, 863, 748, 787, 667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838, 556,
        500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ];

    private static readonly short[] Bold =
    [
        348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 611,
        1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 556, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 556,
        500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
    ];

    public static double Width(string text, double size, bool isBold = false)
    {
        long width = 0;
        foreach (char letter in text)
        {
            width += Width(letter, isBold ? Bold : Regular);
        }

        return width * size / 1000;
    }

    /// <summary>A text, cut off with an ellipsis if it would be wider.</summary>
    public static string Fitted(string text, double width, double size, bool isBold = false)
    {
        if (Width(text, size, isBold) <= width)
        {
            return text;
        }

        double room = (width * 1000 / size) - Unknown;
        short[] widths = isBold ? Bold : Regular;
        int length = 0;
        for (int used = 0; length < text.Length; length++)
        {
            used += Width(text[length], widths);
            if (used > room)
            {
                break;
            }
        }

        // Neither half of a surrogate pair is a letter.
        bool isSplit = length > 0 && char.IsHighSurrogate(text[length - 1]);
        return text.Substring(0, isSplit ? length - 1 : length) + "…";
    }

    private static int Width(char letter, short[] widths) =>
        letter >= First && letter - First < widths.Length ? widths[letter - First]
        : letter switch
        {
            '·' => 380,
            '−' or '×' or '≤' => 838,
            'σ' => 779,
            'Σ' => 684,
            '∘' => 626,
            // Half of a character outside the Basic Multilingual Plane.
            _ when char.IsSurrogate(letter) => Unknown / 2,
            _ => Unknown,
        };
}
