using System;

namespace GuitarAmp;

/// <summary>An amp that is at rest or playing: one of the classes that the generator makes, with the state that it has come to.</summary>
internal interface IAmp
{
    /// <summary>
    /// Goes back to the state in which silence has left the network. From its first state it takes some samples to come to rest, which are
    /// heard as a click; plugins play silence first for the same reason.
    /// </summary>
    void Rest();

    /// <summary>Plays the samples that come next. They may be computed in place.</summary>
    void Play(ReadOnlySpan<float> input, Span<float> output);
}
