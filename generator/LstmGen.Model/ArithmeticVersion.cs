namespace LstmGen.Generator.Model;

/// <summary>
/// The version of the arithmetic. Within one the bits of every result stand; a release that changes them has another number, and says why
/// in generator/docs/semantics.md.
/// </summary>
internal static class ArithmeticVersion
{
    public const int Current = 2;
}
