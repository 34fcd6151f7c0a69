namespace LstmGen.Generator.Model;

/// <summary>
/// The version of the arithmetic. Within a version no bit of a result changes; a release that changes one has a new number, and says why in
/// generator/docs/semantics.md.
/// </summary>
internal static class ArithmeticVersion
{
    public const int Current = 2;
}
