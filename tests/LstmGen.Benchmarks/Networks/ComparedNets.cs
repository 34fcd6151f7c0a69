using System;
#if BITS_128
using LstmGen;

[assembly: LstmOptions(VectorWidth = VectorWidth.Vector128)]
#elif BITS_256
using LstmGen;

[assembly: LstmOptions(VectorWidth = VectorWidth.Vector256)]
#endif

namespace LstmGen.Benchmarks.Networks;

// The networks that are compared, and the direct calls to each.

[Lstm(Input = 2, Units = 3, Steps = 4)]
public partial class Lstm3On4x2 : IBatch;

internal readonly struct Lstm3On4x2Calls(Lstm3On4x2 net) : INet<Lstm3On4x2.State>
{
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => net.Forward(input, output);

    public void Step(ReadOnlySpan<float> input, Span<float> output, ref Lstm3On4x2.State state) => net.Step(input, output, ref state);
}

[Lstm(Input = 1, Units = 8, Steps = 64)]
public partial class Lstm8On64x1 : IBatch;

internal readonly struct Lstm8On64x1Calls(Lstm8On64x1 net) : INet<Lstm8On64x1.State>
{
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => net.Forward(input, output);

    public void Step(ReadOnlySpan<float> input, Span<float> output, ref Lstm8On64x1.State state) => net.Step(input, output, ref state);
}

[Lstm(Input = 1, Units = 16, Steps = 64)]
public partial class Lstm16On64x1 : IBatch;

internal readonly struct Lstm16On64x1Calls(Lstm16On64x1 net) : INet<Lstm16On64x1.State>
{
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => net.Forward(input, output);

    public void Step(ReadOnlySpan<float> input, Span<float> output, ref Lstm16On64x1.State state) => net.Step(input, output, ref state);
}

[Lstm(Input = 1, Units = 20, Steps = 64)]
public partial class Lstm20On64x1 : IBatch;

internal readonly struct Lstm20On64x1Calls(Lstm20On64x1 net) : INet<Lstm20On64x1.State>
{
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => net.Forward(input, output);

    public void Step(ReadOnlySpan<float> input, Span<float> output, ref Lstm20On64x1.State state) => net.Step(input, output, ref state);
}

[Lstm(Input = 1, Units = 40, Steps = 64)]
public partial class Lstm40On64x1 : IBatch;

internal readonly struct Lstm40On64x1Calls(Lstm40On64x1 net) : INet<Lstm40On64x1.State>
{
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => net.Forward(input, output);

    public void Step(ReadOnlySpan<float> input, Span<float> output, ref Lstm40On64x1.State state) => net.Step(input, output, ref state);
}

[Lstm(Input = 8, Units = 32, Steps = 64)]
public partial class Lstm32On64x8 : IBatch;

internal readonly struct Lstm32On64x8Calls(Lstm32On64x8 net) : INet<Lstm32On64x8.State>
{
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => net.Forward(input, output);

    public void Step(ReadOnlySpan<float> input, Span<float> output, ref Lstm32On64x8.State state) => net.Step(input, output, ref state);
}

[Lstm(Input = 16, Units = 64, Steps = 64)]
public partial class Lstm64On64x16 : IBatch;

internal readonly struct Lstm64On64x16Calls(Lstm64On64x16 net) : INet<Lstm64On64x16.State>
{
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => net.Forward(input, output);

    public void Step(ReadOnlySpan<float> input, Span<float> output, ref Lstm64On64x16.State state) => net.Step(input, output, ref state);
}

[Lstm(Input = 64, Units = 128, Steps = 64)]
public partial class Lstm128On64x64 : IBatch;

internal readonly struct Lstm128On64x64Calls(Lstm128On64x64 net) : INet<Lstm128On64x64.State>
{
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => net.Forward(input, output);

    public void Step(ReadOnlySpan<float> input, Span<float> output, ref Lstm128On64x64.State state) => net.Step(input, output, ref state);
}
