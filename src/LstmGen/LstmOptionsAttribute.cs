using System;
using System.Diagnostics;

namespace LstmGen;

/// <summary>
/// Chooses how the code of a network is written. On an assembly it sets the defaults for every network in it; on a class or
/// struct it overrides them, property by property.
/// </summary>
/// <remarks>
/// Only <see cref="Arithmetic"/> and <see cref="Precision"/> can change a result. <see cref="Unroll"/> and <see cref="VectorWidth"/> change size and speed:
/// the bits of every result stay the same.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Assembly, Inherited = false)]
[Conditional("LSTMGEN_KEEP_ATTRIBUTES")]
public sealed class LstmOptionsAttribute : Attribute
{
    /// <summary>How far loops are written out. The default is <see cref="LstmGen.Unroll.Auto"/>.</summary>
    public Unroll Unroll { get; set; }

    /// <summary>How a product is added to a sum. The default is <see cref="LstmGen.Arithmetic.Auto"/>.</summary>
    public Arithmetic Arithmetic { get; set; }

    /// <summary>The widest vectors that the code may use. The default is <see cref="LstmGen.VectorWidth.Auto"/>.</summary>
    public VectorWidth VectorWidth { get; set; }

    /// <summary>What is computed with. The default is <see cref="LstmGen.Precision.Single"/>.</summary>
    public Precision Precision { get; set; }

    /// <summary>
    /// Whether the class has a nested class <c>Static</c> too, whose static methods take the packed parameters and the state and need no
    /// object: for Unity's Burst, jobs and entities. The default is <see langword="false"/>.
    /// </summary>
    public bool StaticForm { get; set; }

    /// <summary>
    /// Whether the class implements the interfaces <c>ILstm</c>, <c>ILstmSequence</c> and <c>ILstmStream</c> of the package LstmGen.Models,
    /// for generic code that works with any network: .NET 8 and C# 11. The default is <see langword="false"/>.
    /// </summary>
    public bool Interface { get; set; }
}
