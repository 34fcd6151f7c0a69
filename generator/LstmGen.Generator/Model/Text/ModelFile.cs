namespace LstmGen.Generator.Model.Text;

/// <summary>A trained model as a <c>.lstm</c> file holds it.</summary>
/// <param name="Source">The file that it was converted from, as its project calls it, or null.</param>
/// <param name="Framework">What trained it, as far as that is known, such as <c>Keras 3.4.1</c>.</param>
/// <param name="Network">With its parameters.</param>
internal sealed record ModelFile(string? Source, string? Framework, Network Network);
