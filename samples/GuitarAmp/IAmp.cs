using System;

namespace GuitarAmp;

/// <summary>An amp that is at rest or playing: one of the generated classes, with its current state.</summary>
internal interface IAmp
{
    /// <summary>
    /// Returns to the state of the network after silence. From its initial state it takes some samples to settle, which are heard as a
    /// click; plugins play silence first for the same reason.
    /// </summary>
    void Rest();

    /// <summary>Plays the samples that come next. They may be computed in place.</summary>
    void Play(ReadOnlySpan<float> input, Span<float> output);
}
