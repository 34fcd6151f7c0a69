using System.Collections.Generic;

namespace LstmGen.Benchmarks.Networks;

// Layers of growing size, all with one feature and 16 steps. They are structs, so that the measuring loops call them directly.

[Lstm(Input = 1, Units = 1, Steps = 16)] public readonly partial struct Sweep1 : INet<Sweep1.State>;
[Lstm(Input = 1, Units = 2, Steps = 16)] public readonly partial struct Sweep2 : INet<Sweep2.State>;
[Lstm(Input = 1, Units = 3, Steps = 16)] public readonly partial struct Sweep3 : INet<Sweep3.State>;
[Lstm(Input = 1, Units = 4, Steps = 16)] public readonly partial struct Sweep4 : INet<Sweep4.State>;
[Lstm(Input = 1, Units = 6, Steps = 16)] public readonly partial struct Sweep6 : INet<Sweep6.State>;
[Lstm(Input = 1, Units = 8, Steps = 16)] public readonly partial struct Sweep8 : INet<Sweep8.State>;
[Lstm(Input = 1, Units = 12, Steps = 16)] public readonly partial struct Sweep12 : INet<Sweep12.State>;
[Lstm(Input = 1, Units = 16, Steps = 16)] public readonly partial struct Sweep16 : INet<Sweep16.State>;
[Lstm(Input = 1, Units = 20, Steps = 16)] public readonly partial struct Sweep20 : INet<Sweep20.State>;
[Lstm(Input = 1, Units = 24, Steps = 16)] public readonly partial struct Sweep24 : INet<Sweep24.State>;
[Lstm(Input = 1, Units = 32, Steps = 16)] public readonly partial struct Sweep32 : INet<Sweep32.State>;
[Lstm(Input = 1, Units = 40, Steps = 16)] public readonly partial struct Sweep40 : INet<Sweep40.State>;
[Lstm(Input = 1, Units = 48, Steps = 16)] public readonly partial struct Sweep48 : INet<Sweep48.State>;
[Lstm(Input = 1, Units = 64, Steps = 16)] public readonly partial struct Sweep64 : INet<Sweep64.State>;
[Lstm(Input = 1, Units = 80, Steps = 16)] public readonly partial struct Sweep80 : INet<Sweep80.State>;
[Lstm(Input = 1, Units = 96, Steps = 16)] public readonly partial struct Sweep96 : INet<Sweep96.State>;
[Lstm(Input = 1, Units = 128, Steps = 16)] public readonly partial struct Sweep128 : INet<Sweep128.State>;
[Lstm(Input = 1, Units = 160, Steps = 16)] public readonly partial struct Sweep160 : INet<Sweep160.State>;
[Lstm(Input = 1, Units = 192, Steps = 16)] public readonly partial struct Sweep192 : INet<Sweep192.State>;
[Lstm(Input = 1, Units = 256, Steps = 16)] public readonly partial struct Sweep256 : INet<Sweep256.State>;

internal static class SweepNets
{
    public static IReadOnlyList<SweptNet> All { get; } =
    [
        new SweptNet<Sweep1, Sweep1.State>(1, parameters => new Sweep1(parameters)),
        new SweptNet<Sweep2, Sweep2.State>(2, parameters => new Sweep2(parameters)),
        new SweptNet<Sweep3, Sweep3.State>(3, parameters => new Sweep3(parameters)),
        new SweptNet<Sweep4, Sweep4.State>(4, parameters => new Sweep4(parameters)),
        new SweptNet<Sweep6, Sweep6.State>(6, parameters => new Sweep6(parameters)),
        new SweptNet<Sweep8, Sweep8.State>(8, parameters => new Sweep8(parameters)),
        new SweptNet<Sweep12, Sweep12.State>(12, parameters => new Sweep12(parameters)),
        new SweptNet<Sweep16, Sweep16.State>(16, parameters => new Sweep16(parameters)),
        new SweptNet<Sweep20, Sweep20.State>(20, parameters => new Sweep20(parameters)),
        new SweptNet<Sweep24, Sweep24.State>(24, parameters => new Sweep24(parameters)),
        new SweptNet<Sweep32, Sweep32.State>(32, parameters => new Sweep32(parameters)),
        new SweptNet<Sweep40, Sweep40.State>(40, parameters => new Sweep40(parameters)),
        new SweptNet<Sweep48, Sweep48.State>(48, parameters => new Sweep48(parameters)),
        new SweptNet<Sweep64, Sweep64.State>(64, parameters => new Sweep64(parameters)),
        new SweptNet<Sweep80, Sweep80.State>(80, parameters => new Sweep80(parameters)),
        new SweptNet<Sweep96, Sweep96.State>(96, parameters => new Sweep96(parameters)),
        new SweptNet<Sweep128, Sweep128.State>(128, parameters => new Sweep128(parameters)),
        new SweptNet<Sweep160, Sweep160.State>(160, parameters => new Sweep160(parameters)),
        new SweptNet<Sweep192, Sweep192.State>(192, parameters => new Sweep192(parameters)),
        new SweptNet<Sweep256, Sweep256.State>(256, parameters => new Sweep256(parameters)),
    ];
}
