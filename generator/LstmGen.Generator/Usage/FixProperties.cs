namespace LstmGen.Generator.Usage;

/// <summary>
/// What a rule says of the fix in the properties of a diagnostic. The rule knows what the code means; the code fix, in an assembly of its own
/// that has this file, too, needs to know its syntax alone.
/// </summary>
internal static class FixProperties
{
    /// <summary>What is to be written in place of what is underlined.</summary>
    public const string Replacement = "Replacement";

    /// <summary>With what the variable is to begin whose name is underlined.</summary>
    public const string Initializer = "Initializer";

    /// <summary>The name of a variable that is to be declared before the loop, for what is underlined.</summary>
    public const string Variable = "Variable";

    /// <summary>There where the declaration around what is underlined is to be moved before the loop.</summary>
    public const string Move = "Move";

    /// <summary>The statement that is to take the place of the declaration that is moved.</summary>
    public const string Instead = "Instead";
}
