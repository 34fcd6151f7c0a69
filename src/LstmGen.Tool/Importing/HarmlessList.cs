using System.Collections.Generic;
using LstmGen.Tool.Importing.GuitarMl;
using LstmGen.Tool.Importing.Keras;
using LstmGen.Tool.Importing.LstmText;
using LstmGen.Tool.Importing.Nam;
using LstmGen.Tool.Importing.Onnx;
using LstmGen.Tool.Importing.PyTorch;
using LstmGen.Tool.Importing.PyTorch.TorchSave;
using LstmGen.Tool.Importing.RtNeural;
using LstmGen.Tool.Importing.Safetensors;
using LstmGen.Tool.Importing.Tfjs;

namespace LstmGen.Tool.Importing;

/// <summary>
/// Everything in any file that no reader uses, with the reason why it can't change what is computed. Readers take their reasons from here, and a
/// test changes every field of every golden model, one at a time: a change that leaves the network as it was has to be one that
/// the reader gave such a reason for.
/// </summary>
internal static class HarmlessList
{
    public static IReadOnlyList<Harmless> All { get; } =
    [
        .. GuitarMlHarmless.All, .. KerasHarmless.All, .. LstmTextHarmless.All, .. NamHarmless.All, .. OnnxHarmless.All, .. RtNeuralHarmless.All,
        .. SafetensorsHarmless.All, .. TfjsHarmless.File, .. CheckpointHarmless.All, .. TorchHarmless.All,
    ];
}
