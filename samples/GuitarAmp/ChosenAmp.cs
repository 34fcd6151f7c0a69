using System;
using System.IO;
using LstmGen;
using LstmGen.Models;

namespace GuitarAmp;

/// <summary>The networks that this program has code for. Their parameters come from a file at run time.</summary>
internal static class ChosenAmp
{
    /// <summary>The amp of a model's size.</summary>
    /// <exception cref="InvalidDataException">There is no class for it.</exception>
    internal static IAmp Of(TrainedModel model) => model.Architecture switch
    {
        Lstm8.Architecture => new Lstm8(model.ParametersFor(Lstm8.Architecture), model.InitialState.Span),
        Lstm16Skip.Architecture => new Lstm16Skip(model.ParametersFor(Lstm16Skip.Architecture), model.InitialState.Span),
        Lstm40Skip.Architecture => new Lstm40Skip(model.ParametersFor(Lstm40Skip.Architecture), model.InitialState.Span),
        Stack5.Architecture => new Stack5(model.ParametersFor(Stack5.Architecture), model.InitialState.Span),
        Stack6Skip.Architecture => new Stack6Skip(model.ParametersFor(Stack6Skip.Architecture), model.InitialState.Span),
        _ => throw new InvalidDataException($"""
            {model}
            There is code for these alone:
              {string.Join("\n  ", Lstm8.Architecture, Lstm16Skip.Architecture, Lstm40Skip.Architecture, Stack5.Architecture, Stack6Skip.Architecture)}
            """),
    };
}

/// <summary>RTNeural's examples: 8 units.</summary>
[Lstm(Input = 1, Units = 8)]
[Dense(Units = 1)]
internal sealed partial class Lstm8 : IAmp
{
    private State _state;

    public void Rest()
    {
        ResetState(out _state);
        Silence.Play(this);
    }

    public void Play(ReadOnlySpan<float> input, Span<float> output) => Process(input, output, ref _state);
}

/// <summary>AIDA-X and GuitarML: 16 units, and the input added to the output.</summary>
[Lstm(Input = 1, Units = 16)]
[Dense(Units = 1)]
[SkipConnection]
internal sealed partial class Lstm16Skip : IAmp
{
    private State _state;

    public void Rest()
    {
        ResetState(out _state);
        Silence.Play(this);
    }

    public void Play(ReadOnlySpan<float> input, Span<float> output) => Process(input, output, ref _state);
}

/// <summary>GuitarML's Proteus: 40 units, and the input added to the output.</summary>
[Lstm(Input = 1, Units = 40)]
[Dense(Units = 1)]
[SkipConnection]
internal sealed partial class Lstm40Skip : IAmp
{
    private State _state;

    public void Rest()
    {
        ResetState(out _state);
        Silence.Play(this);
    }

    public void Play(ReadOnlySpan<float> input, Span<float> output) => Process(input, output, ref _state);
}

/// <summary>NAM: two layers of 5 units, which start from a trained initial state.</summary>
[Lstm(Input = 1, Units = 5, ReturnSequences = true)]
[Lstm(Units = 5)]
[Dense(Units = 1)]
internal sealed partial class Stack5 : IAmp
{
    private State _state;

    public void Rest()
    {
        ResetState(out _state);
        Silence.Play(this);
    }

    public void Play(ReadOnlySpan<float> input, Span<float> output) => Process(input, output, ref _state);
}

/// <summary>AIDA-X: layers of 6 and of 5 units, and the input added to the output.</summary>
[Lstm(Input = 1, Units = 6, ReturnSequences = true)]
[Lstm(Units = 5)]
[Dense(Units = 1)]
[SkipConnection]
internal sealed partial class Stack6Skip : IAmp
{
    private State _state;

    public void Rest()
    {
        ResetState(out _state);
        Silence.Play(this);
    }

    public void Play(ReadOnlySpan<float> input, Span<float> output) => Process(input, output, ref _state);
}
