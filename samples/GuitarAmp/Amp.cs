using System;
using LstmGen;

namespace GuitarAmp;

/// <summary>The network of the model file that the project file names: one sample in, one sample out.</summary>
[LstmModel(AmpModel.FileName)]
internal sealed partial class Amp : IAmp
{
    private State _state;

    public void Rest()
    {
        _state = State.Initial;
        Silence.Play(this);
    }

    public void Play(ReadOnlySpan<float> input, Span<float> output) => Process(input, output, ref _state);
}
