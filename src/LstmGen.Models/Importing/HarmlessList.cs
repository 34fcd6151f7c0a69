using System.Collections.Generic;
using LstmGen.Models.Importing.GuitarMl;
using LstmGen.Models.Importing.Keras;
using LstmGen.Models.Importing.LstmText;
using LstmGen.Models.Importing.Nam;
using LstmGen.Models.Importing.Onnx;
using LstmGen.Models.Importing.PyTorch;
using LstmGen.Models.Importing.PyTorch.TorchSave;
using LstmGen.Models.Importing.RtNeural;
using LstmGen.Models.Importing.Safetensors;
using LstmGen.Models.Importing.Tfjs;

namespace LstmGen.Models.Importing;

/// <summary>
/// Everything in any file that no reader uses, with the reason why it can't change what is computed. Readers take their reasons from here,
/// and a test changes every field of every golden model, one at a time: if a change leaves the network as it was, the reader must have
/// given such a reason.
/// </summary>
internal static class HarmlessList
{
    public static IReadOnlyList<Harmless> All { get; } =
    [
        .. GuitarMlHarmless.All, .. KerasHarmless.All, .. LstmTextHarmless.All, .. NamHarmless.All, .. OnnxHarmless.All, .. RtNeuralHarmless.All,
        .. SafetensorsHarmless.All, .. TfjsHarmless.File, .. CheckpointHarmless.All, .. TorchHarmless.All,
    ];
}
