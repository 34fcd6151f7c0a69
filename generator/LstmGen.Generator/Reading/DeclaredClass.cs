using LstmGen.Generator.Model;

namespace LstmGen.Generator.Reading;

/// <summary>An annotated type as it stands in the source, before the model that it may name is looked up.</summary>
/// <param name="QualifyNames">Whether names of the base library must be written in full.</param>
/// <param name="SharesName">Whether a library has a type or a namespace by the type's full name.</param>
/// <param name="HasOwnFields">
/// Whether the user's half of a structure has fields whose order in memory it doesn't state, and the generated half has another.
/// </param>
/// <param name="Members">Those of the user's half that may be in the way of generated ones.</param>
/// <param name="HasConstructor">Whether the user's half declares a constructor without parameters.</param>
/// <param name="Network">The declared network, or null where a model has it.</param>
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
    /// <summary>What training is asked for, or null.</summary>
    public TrainingRequest? Training { get; init; }
}

/// <summary>The model that a type names, and what is stated beside it.</summary>
internal sealed record ModelReference(string Name, int? Steps, EquatableArray<StatedLayer> Layers)
{
    public bool Skip { get; init; }

    public Masking? Masking { get; init; }
}
