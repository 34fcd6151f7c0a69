namespace LstmGen.Generator.Usage;

/// <summary>
/// What a rule says about the fix in the properties of a diagnostic. The rule knows what the code means; the code fix, in its own assembly,
/// which also compiles this file, needs to know only its syntax.
/// </summary>
internal static class FixProperties
{
    /// <summary>The replacement for the underlined code.</summary>
    public const string Replacement = "Replacement";

    /// <summary>The new initial value of the variable whose name is underlined.</summary>
    public const string Initializer = "Initializer";

    /// <summary>The name of a variable to declare before the loop for the underlined code.</summary>
    public const string Variable = "Variable";

    /// <summary>Present if the declaration around the underlined code is to be moved before the loop.</summary>
    public const string Move = "Move";

    /// <summary>The statement that replaces the moved declaration.</summary>
    public const string Instead = "Instead";
}
