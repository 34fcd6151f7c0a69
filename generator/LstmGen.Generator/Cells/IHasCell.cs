using LstmGen.Generator.Model;

namespace LstmGen.Generator.Cells;

/// <summary>A layer that provides its own cell.</summary>
internal interface IHasCell
{
    /// <param name="element">The type of computation.</param>
    Cell Cell(Element element);
}
