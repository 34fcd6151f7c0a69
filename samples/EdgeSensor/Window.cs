using System;
using System.Runtime.InteropServices;

namespace EdgeSensor;

/// <summary>The hours since the last step of the optimizer: the network's inputs, and what its outputs should have been.</summary>
internal sealed class Window
{
    private const int Steps = Forecaster.Trainer.Steps;

    private readonly float[] inputs = new float[Steps * Forecaster.InputSize];
    private readonly float[] targets = new float[Steps * Forecaster.OutputSize];
    private int count;
    private int isFirst = 1; // as in a state file, where every byte has one meaning

    internal const int ByteCount = sizeof(int) * 2 + sizeof(float) * Steps * (Forecaster.InputSize + Forecaster.OutputSize);

    internal bool IsFull => count == Steps;

    /// <summary>Whether the network reads its first hour in the initial state.</summary>
    internal bool IsFirst => isFirst != 0;

    internal ReadOnlySpan<float> Inputs => inputs;

    internal ReadOnlySpan<float> Targets => targets;

    internal Span<float> LastTarget => targets.AsSpan((count - 1) * Forecaster.OutputSize, Forecaster.OutputSize);

    internal void Add(ReadOnlySpan<float> input, ReadOnlySpan<float> target)
    {
        input.CopyTo(inputs.AsSpan(count * Forecaster.InputSize));
        target.CopyTo(targets.AsSpan(count * Forecaster.OutputSize));
        count++;
    }

    /// <summary>Clears the numbers, too: equal states have the same bytes.</summary>
    internal void Clear(bool isFirst)
    {
        Array.Clear(inputs);
        Array.Clear(targets);
        count = 0;
        this.isFirst = isFirst ? 1 : 0;
    }

    internal void WriteTo(Span<byte> bytes)
    {
        MemoryMarshal.Write(bytes, count);
        MemoryMarshal.Write(bytes[4..], isFirst);
        MemoryMarshal.AsBytes<float>(inputs).CopyTo(bytes[8..]);
        MemoryMarshal.AsBytes<float>(targets).CopyTo(bytes[(8 + sizeof(float) * inputs.Length)..]);
    }

    /// <returns>False for values that no program has saved.</returns>
    internal bool TryReadFrom(ReadOnlySpan<byte> bytes)
    {
        count = MemoryMarshal.Read<int>(bytes);
        isFirst = MemoryMarshal.Read<int>(bytes[4..]);
        MemoryMarshal.Cast<byte, float>(bytes.Slice(8, sizeof(float) * inputs.Length)).CopyTo(inputs);
        MemoryMarshal.Cast<byte, float>(bytes.Slice(8 + sizeof(float) * inputs.Length, sizeof(float) * targets.Length)).CopyTo(targets);
        return count is >= 0 and <= Steps && isFirst is 0 or 1;
    }
}
