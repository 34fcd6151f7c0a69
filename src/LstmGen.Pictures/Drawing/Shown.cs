using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Pictures.Drawing;

/// <summary>
/// Which units or steps are drawn: all of them, or if there are too many the first and the last ones, with a gap between them.
/// </summary>
internal static class Shown
{
    /// <summary>Up to this many, all are drawn.</summary>
    public const int Most = 64;

    private const int First = 4;
    private const int Last = 2;

    /// <summary>The indices; −1 for the gap.</summary>
    public static int[] Of(int count) => count <= Most
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, First), -1, .. Enumerable.Range(count - Last, Last)];

    /// <summary>The number of those in the gap.</summary>
    public static int Hidden(int count) => count <= Most ? 0 : count - First - Last;

    /// <summary>The indices of a sample of at most <see cref="Most"/>, evenly spaced, and the distance between them.</summary>
    public static (int[] Indices, int Every) Sample(int count)
    {
        int every = (count + Most - 1) / Most;
        IEnumerable<int> all = Enumerable.Range(0, count);
        return ([.. all.Where(index => index % every == 0)], every);
    }
}
