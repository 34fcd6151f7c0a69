using System.Collections.Generic;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>The lanes of one back end: its widest vectors and the narrower ones for the remaining units.</summary>
internal sealed class LaneSet
{
    private readonly Dictionary<int, Lanes> _lanes = new();

    /// <param name="references">Where constants are read through a reference: see <see cref="Spelling.References"/>.</param>
    public LaneSet(Names names, Arithmetic arithmetic, int width, ConstantReferences? references = null)
    {
        Names = names;
        Arithmetic = arithmetic;
        Width = width;
        References = references;
        Memory = IsScalar ? names.Memory : new ReferenceMemory(names, names.Element);
        Parameters = IsScalar ? names.Parameters : new ReferenceMemory(names, names.Stored);
        Scalar = new ScalarLanes(names, new ScalarSpelling(names, arithmetic) { References = references });
        if (IsScalar)
        {
            _lanes[1] = Scalar;
            return;
        }

        for (int narrower = width; narrower >= names.Element.Narrowest; narrower /= 2)
        {
            _lanes[narrower] = new VectorLanes(names, new VectorSpelling(names, arithmetic, narrower) { References = references });
        }
    }

    private LaneSet(Names names, Arithmetic arithmetic)
    {
        var lanes = new EveryWidthLanes(names, new EveryWidthSpelling(names, arithmetic), arithmetic);
        (Names, Arithmetic, Width, IsEveryWidth) = (names, arithmetic, lanes.Width, true);
        Memory = new ReferenceMemory(names, names.Element);
        Parameters = new ReferenceMemory(names, names.Stored);
        Scalar = new ScalarLanes(names, new ScalarSpelling(names, arithmetic));
        _lanes[Width] = lanes;
    }

    /// <summary>For code that is written once for vectors of every width.</summary>
    public static LaneSet OfEveryWidth(Names names, Arithmetic arithmetic) => new(names, arithmetic);

    /// <summary>Lanes of the widest vectors that there may be.</summary>
    public int Width { get; }

    public bool IsEveryWidth { get; }

    /// <summary>The type parameters of a method for every width.</summary>
    public string TypeParameters => IsEveryWidth ? LaneHelpers.Parameters : "";

    /// <summary>The constraints after the parameters of a method for every width.</summary>
    public string Constraint => IsEveryWidth ? LaneHelpers.Constraint(Names, Arithmetic) : "";

    public Arithmetic Arithmetic { get; }

    /// <summary>The reference through which constants are read, which the method has; null where they are in the code.</summary>
    public ConstantReferences? References { get; }

    /// <summary>The names of the code in which the lanes are written.</summary>
    public Names Names { get; }

    public bool IsScalar => Width == 1;

    /// <summary>How kernels access values.</summary>
    public Memory Memory { get; }

    /// <summary>How kernels access parameters.</summary>
    public Memory Parameters { get; }

    /// <summary>The argument for the packed parameters, <c>p</c>, from an index on.</summary>
    public string ParametersFrom(int start) => Parameters is ValueMemory whole ? whole.Within("p", start) : Parameters.From("p", start);

    /// <summary>For computations value by value.</summary>
    public Lanes Scalar { get; }

    public Lanes Widest => _lanes[Width];

    /// <summary>The property that says whether the processor has the widest.</summary>
    public string IsSupported => MathHelpers.HasVectors(Names, Arithmetic, Names.Element.VectorBits(Width));

    /// <summary>The same lanes under other names.</summary>
    public LaneSet In(Names names) => IsEveryWidth ? OfEveryWidth(names, Arithmetic) : new(names, Arithmetic, Width);

    /// <summary>The suffix of the names of the back end's methods.</summary>
    public string Suffix => Widest.Suffix;

    /// <summary>A lane for each unit of the group.</summary>
    public Lanes this[Group group] => _lanes[group.Lanes];

    /// <summary>A lane for each unit and each of the gates that the group's sums join.</summary>
    public Lanes Sums(Group group) => _lanes[group.SumLanes];
}
