using System;
using LstmGen;

/// <summary>
/// An amplifier: one sample in, one sample out. Put a model of yours beside the project, its name here and in the project file, and the
/// sample rate that it was trained at below: at another rate it sounds different.
/// </summary>
[LstmModel("amp.json")]
public sealed partial class Amp
{
    public const int SampleRate = 44_100;

    private State _state = State.Initial;

    /// <summary>Plays a block of any length, in place. Nothing is allocated, so that no garbage collection interrupts the sound.</summary>
    public void Play(Span<float> block) => Process(block, block, ref _state);

    /// <summary>Forgets what was played.</summary>
    public void Reset() => _state = State.Initial;
}
