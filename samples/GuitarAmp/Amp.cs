using LstmGen;

namespace GuitarAmp;

/// <summary>The network of the model file that the project file names: one sample in, one sample out.</summary>
[LstmModel(AmpModel.FileName)]
internal sealed partial class Amp
{
    private const int Silence = 4096;

    /// <summary>
    /// The state in which silence has left the network. From zero it takes some samples to come to rest, which are heard as a click;
    /// plugins play silence first for the same reason.
    /// </summary>
    internal State Settled()
    {
        State state = State.Initial;
        for (int sample = 0; sample < Silence; sample++)
        {
            Step(0, ref state);
        }

        return state;
    }
}
