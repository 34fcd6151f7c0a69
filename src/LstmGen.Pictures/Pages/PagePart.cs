using System.Text;

namespace LstmGen.Pictures.Pages;

/// <summary>A part of a page that can be left out if the page would be too large with it.</summary>
/// <param name="layer">The layer that it draws; −1 for all.</param>
/// <param name="markup">Its markup in the page, and what the page's script knows about it.</param>
/// <param name="instead">The replacement if it is left out.</param>
internal sealed class PagePart(int layer, string markup, string? data, string instead)
{
    public int Layer => layer;

    public bool IsLeftOut { get; set; }

    public string Markup => IsLeftOut ? instead : markup;

    public string? Data => IsLeftOut ? null : data;

    public int Bytes { get; } = Encoding.UTF8.GetByteCount(markup) + (data?.Length ?? 0) - Encoding.UTF8.GetByteCount(instead);
}
