using System.Text;

namespace LstmGen.Pictures.Pages;

/// <summary>A part of a page that can be left out, where the page would be too large with it.</summary>
/// <param name="layer">The layer that it draws; −1 for all.</param>
/// <param name="markup">What it has in the page, and what the page's script knows of it.</param>
/// <param name="instead">What the page has in its place.</param>
internal sealed class PagePart(int layer, string markup, string? data, string instead)
{
    public int Layer => layer;

    public bool IsLeftOut { get; set; }

    public string Markup => IsLeftOut ? instead : markup;

    public string? Data => IsLeftOut ? null : data;

    public int Bytes { get; } = Encoding.UTF8.GetByteCount(markup) + (data?.Length ?? 0) - Encoding.UTF8.GetByteCount(instead);
}
