using System;
using LstmGen;

/// <summary>An amplifier: one sample in, one sample out. Put a model of yours beside the project, and its name here and in the project file.</summary>
[LstmModel("amp.json")]
public sealed partial class Amp
{
    /// <summary>The rate that the model was trained at: at another one it sounds different.</summary>
    public const int SampleRate = Trained.Rate.Hertz;

    private State _state = State.Initial;

    /// <summary>Plays a block of any length, in place. Nothing is allocated, so that no garbage collection interrupts the sound.</summary>
    public void Play(Span<float> block) => Process(block, block, ref _state);

    /// <summary>Forgets what was played.</summary>
    public void Reset() => _state = State.Initial;
}
