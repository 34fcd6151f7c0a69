using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Benchmarks.Networks;

/// <summary>The networks that are compared, from small to large.</summary>
internal static class Catalog
{
    public static IReadOnlyList<ComparedNet> All { get; } =
    [
        new ComparedNet<Lstm3On4x2, Lstm3On4x2Calls, Lstm3On4x2.State>(2, 3, 4, parameters => new Lstm3On4x2(parameters), net => new Lstm3On4x2Calls(net)),
        new ComparedNet<Lstm8On64x1, Lstm8On64x1Calls, Lstm8On64x1.State>(1, 8, 64, parameters => new Lstm8On64x1(parameters), net => new Lstm8On64x1Calls(net)),
        new ComparedNet<Lstm16On64x1, Lstm16On64x1Calls, Lstm16On64x1.State>(1, 16, 64, parameters => new Lstm16On64x1(parameters), net => new Lstm16On64x1Calls(net)),
        new ComparedNet<Lstm20On64x1, Lstm20On64x1Calls, Lstm20On64x1.State>(1, 20, 64, parameters => new Lstm20On64x1(parameters), net => new Lstm20On64x1Calls(net)),
        new ComparedNet<Lstm40On64x1, Lstm40On64x1Calls, Lstm40On64x1.State>(1, 40, 64, parameters => new Lstm40On64x1(parameters), net => new Lstm40On64x1Calls(net)),
        new ComparedNet<Lstm32On64x8, Lstm32On64x8Calls, Lstm32On64x8.State>(8, 32, 64, parameters => new Lstm32On64x8(parameters), net => new Lstm32On64x8Calls(net)),
        new ComparedNet<Lstm64On64x16, Lstm64On64x16Calls, Lstm64On64x16.State>(16, 64, 64, parameters => new Lstm64On64x16(parameters), net => new Lstm64On64x16Calls(net)),
        new ComparedNet<Lstm128On64x64, Lstm128On64x64Calls, Lstm128On64x64.State>(64, 128, 64, parameters => new Lstm128On64x64(parameters), net => new Lstm128On64x64Calls(net)),
    ];

    public static ComparedNet Named(string name) => All.Single(net => net.Name == name);
}
