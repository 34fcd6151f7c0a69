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

    /// <summary>How it is trained; null where nobody asks for that.</summary>
    public TrainingPlan? Training { get; init; }

    private readonly Element? _stored;

    /// <summary>What is computed with.</summary>
    public Element Element => Element.Of(Class.Options.Precision);

    /// <summary>What the kernels read parameters as; members take and give them as what is computed with.</summary>
    public Element Stored
    {
        get => _stored ?? Element;
        init => _stored = value;
    }
}
