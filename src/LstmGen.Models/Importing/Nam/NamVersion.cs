using System.Globalization;
using System.Linq;

namespace LstmGen.Models.Importing.Nam;

/// <summary>
/// The version of the layout of a NAM file. It isn't NAM's own: it changes where the layout does, so an unknown one may mean other weights
/// in the same list. NAM's own reader doesn't accept other versions, either.
/// </summary>
internal static class NamVersion
{
    private const int FirstMinor = 5;
    private const int LastMinor = 7;

    /// <exception cref="ModelException">It isn't a version, or has an unknown layout.</exception>
    public static string Read(JsonModel version)
    {
        int?[] parts = [.. version.Text.Split('.').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : (int?)null)];
        return parts is [0, >= FirstMinor and <= LastMinor, not null]
            ? version.Text
            : throw version.Error(System.FormattableString.Invariant(
                $"is {Shown.Text(version.Text)}; the versions 0.{FirstMinor}.0 to 0.{LastMinor}.x are read, and another may lay out its weights otherwise"));
    }
}
