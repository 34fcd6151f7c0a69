using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator.Diagnostics;

/// <summary>
/// Where a problem is shown: a place in the source, for code that reads it, or the thing concerned, for later code that has no source.
/// </summary>
internal abstract record Place
{
    public static implicit operator Place(Location location) => new InSource(location);
}

internal sealed record InSource(Location Location) : Place;

/// <summary>At the type's name.</summary>
internal sealed record AtType : Place;

/// <summary>At a member of the type's own half.</summary>
/// <param name="Index">The index among those that were read.</param>
internal sealed record AtMember(int Index) : Place;

/// <summary>At the attribute that names the model.</summary>
internal sealed record AtModel : Place;

/// <summary>At a layer's attribute.</summary>
internal sealed record AtLayer(int Index) : Place;

/// <summary>At an option of the attribute that asks for training, or at the whole attribute if the option isn't given.</summary>
/// <param name="Option">The option's name; null for the attribute.</param>
internal sealed record AtTraining(string? Option = null) : Place;

/// <summary>In the text of a file, from an offset on, on one line: line and column from 0.</summary>
internal sealed record InFile(string Path, int Start, int Length, int Line, int Column) : Place
{
    public Location Location => Location.Create(
        Path,
        new TextSpan(Start, Length),
        new LinePositionSpan(new LinePosition(Line, Column), new LinePosition(Line, Column + Length)));
}
