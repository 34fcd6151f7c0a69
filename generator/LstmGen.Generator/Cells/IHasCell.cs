using LstmGen.Generator.Model;

namespace LstmGen.Generator.Cells;

/// <summary>A layer that brings its cell along.</summary>
internal interface IHasCell
{
    /// <param name="element">What is computed with.</param>
    Cell Cell(Element element);
}
