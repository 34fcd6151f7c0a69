using System.Collections.Generic;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What a parameter stands for.</summary>
internal enum ParameterForm
{
    /// <summary>One value: a number, a state.</summary>
    Single,

    /// <summary>Some values: a span, or a part of an array, which takes two more parameters.</summary>
    Part,

    /// <summary>All values of a span or of an array.</summary>
    Whole,
}

/// <summary>How an argument is handed over.</summary>
internal enum Passing
{
    Value,
    Reference,
    ReadOnlyReference,

    /// <summary>A reference to what the member sets.</summary>
    Result,
}

/// <summary>A parameter of a member: what a caller hands over, which may be several parameters in C#.</summary>
internal sealed record Parameter(string Name, TypeUse Type)
{
    public ParameterForm Form { get; init; }

    public Passing Passing { get; init; }

    /// <summary>Whether a caller may leave it out: nothing is handed over then.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Its documentation, or null where it has none.</summary>
    public string? Meaning { get; init; }

    /// <summary>What it is in C#: a part of an array is the array, the index of the first value, and how many there are.</summary>
    public IEnumerable<Parameter> Declared => Form == ParameterForm.Part && Type.IsArray
        ?
        [
            this with { Form = ParameterForm.Single },
            new Parameter(OffsetOf(Name), TypeUse.Int)
            {
                Meaning = Meaning is null ? null : "The index in the array of the first of them.",
            },
            new Parameter(CountOf(Name), TypeUse.Int) { Meaning = Meaning is null ? null : "How many there are." },
        ]
        : [this];

    /// <summary>What stands in front of the type, and of the argument, with a space behind it.</summary>
    public string Prefix => Passing switch
    {
        Passing.Reference => "ref ",
        Passing.ReadOnlyReference => "in ",
        Passing.Result => "out ",
        _ => "",
    };

    /// <summary>What stands behind the name where it may be left out.</summary>
    public string Default => !IsOptional ? "" : Type.IsArray ? " = null" : " = default";

    /// <summary>The parameter with the index of the first value of a part of an array.</summary>
    public static string OffsetOf(string name) => name + "Offset";

    /// <summary>The parameter with the number of values of a part of an array.</summary>
    public static string CountOf(string name) => name + "Count";
}
