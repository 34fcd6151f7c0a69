using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Training;

namespace LstmGen.Generator.Planning;

/// <summary>How a network is computed on one target: plain values from which the text follows.</summary>
internal sealed record Plan(
    LstmClass Class,
    Target Target,
    Arithmetic Arithmetic,
    EquatableArray<LayerLayout> Layouts,
    EquatableArray<BackEnd> BackEnds,
    int PackedCount,
    int StateCount,
    MemoryPlan Memory,
    BatchPlan Batch,
    TraceLayout Trace,
    ParameterStorage Storage)
{
    public Network Network => Class.Network;

    /// <summary>Whether the steps of a whole sequence are written out for some vector width.</summary>
    public bool HasWholeSequence => BackEnds.Any(backEnd => backEnd.StepsPerMethod > 0);

    /// <summary>How it is trained; null where training isn't asked for.</summary>
    public TrainingPlan? Training { get; init; }

    private readonly Element? _stored;

    /// <summary>The type of computation.</summary>
    public Element Element => Element.Of(Class.Options.Precision);

    /// <summary>The type as which kernels read parameters; members take and return them in the type of computation.</summary>
    public Element Stored
    {
        get => _stored ?? Element;
        init => _stored = value;
    }
}
