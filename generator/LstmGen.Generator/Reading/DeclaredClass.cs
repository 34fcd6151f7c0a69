using LstmGen.Generator.Model;

namespace LstmGen.Generator.Reading;

/// <summary>An annotated type as written in the source, before the model that it may name is looked up.</summary>
/// <param name="QualifyNames">Whether names of the base library must be written in full.</param>
/// <param name="SharesName">Whether a library has a type or a namespace with the type's full name.</param>
/// <param name="HasOwnFields">
/// Whether the user's half of a structure has fields without a stated layout, while the generated half also has a field.
/// </param>
/// <param name="Members">Members of the user's half that may conflict with generated ones.</param>
/// <param name="HasConstructor">Whether the user's half declares a constructor without parameters.</param>
/// <param name="Network">The declared network, or null if it comes from a model.</param>
/// <param name="Model">The model that the type names, or null.</param>
internal sealed record DeclaredClass(
    TypeIdentity Type,
    Options Options,
    bool QualifyNames,
    bool SharesName,
    bool HasOwnFields,
    EquatableArray<DeclaredMember> Members,
    bool HasConstructor,
    Network? Network,
    ModelReference? Model)
{
    /// <summary>The training that is asked for, or null.</summary>
    public TrainingRequest? Training { get; init; }
}

/// <summary>The model that a type names, and what is stated with it.</summary>
internal sealed record ModelReference(string Name, int? Steps, EquatableArray<StatedLayer> Layers)
{
    public bool Skip { get; init; }

    public Masking? Masking { get; init; }
}
