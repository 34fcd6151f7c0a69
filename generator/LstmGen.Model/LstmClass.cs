namespace LstmGen.Generator.Model;

/// <summary>An annotated type: everything that the generator needs to know of it.</summary>
/// <param name="QualifyNames">
/// Whether names of the base library must be written in full, because the type sees others by the same name.
/// </param>
internal sealed record LstmClass(TypeIdentity Type, Network Network, Options Options, bool QualifyNames)
{
    /// <summary>
    /// Whether the user's half of a structure has fields without a stated layout, while the generated half also has a field.
    /// </summary>
    public bool HasOwnFields { get; init; }

    /// <summary>Whether a library has a type or a namespace with the type's full name.</summary>
    public bool SharesName { get; init; }

    /// <summary>Whether the user's half declares a constructor without parameters.</summary>
    public bool HasConstructor { get; init; }

    /// <summary>The training that is asked for; null where there is none.</summary>
    public Training? Training { get; init; }

    /// <summary>Where the trained model comes from, for a reader; null where the network is declared by attributes.</summary>
    public string? Origin { get; init; }

    /// <summary>What the trained model's file says in addition to the network.</summary>
    public EquatableArray<ModelFact> Facts { get; init; }
}
