namespace LstmGen.Pictures.Pages;

/// <summary>A picture with its heading in a page.</summary>
/// <param name="Id">What a link in the page names it by, such as <c>layer-1-over-time</c>.</param>
/// <param name="Heading">The heading; the picture's own title says the rest.</param>
/// <param name="Svg">The picture.</param>
internal sealed record PageSection(string Id, string Heading, string Svg);
