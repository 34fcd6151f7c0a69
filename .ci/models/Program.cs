using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using LstmGen;

// A model of every format, and what its framework computed: the argument is the folder of the models.
string folder = args[0];
bool good = true;

Check("keras/lstm_dense.keras", "keras/lstm_dense.json", (x, y) => { var s = Keras3.State.Initial; new Keras3().Process(x, y, ref s); }, Keras3.InputSize, Keras3.OutputSize);
Check("keras/stack.h5", "keras/stack.json", (x, y) => { var s = Keras2.State.Initial; new Keras2().Process(x, y, ref s); }, Keras2.InputSize, Keras2.OutputSize);
Check("keras/every_step.weights.h5", "keras/every_step.json", (x, y) => { var s = KerasWeights.State.Initial; new KerasWeights().Process(x, y, ref s); }, KerasWeights.InputSize, KerasWeights.OutputSize);
Check("keras/tfjs/functional/model.json", "keras/functional.json", (x, y) => { var s = Tfjs.State.Initial; new Tfjs().Process(x, y, ref s); }, Tfjs.InputSize, Tfjs.OutputSize);
Check("onnx-pytorch/last.onnx", "onnx-pytorch/last.json", (x, y) => { var s = Onnx.State.Initial; new Onnx().Process(x, y, ref s); }, Onnx.InputSize, Onnx.OutputSize);
Check("onnx-states/actor-critic.onnx", "onnx-states/actor-critic.json", (x, y) => { var s = ActorCritic.State.Initial; new ActorCritic().Process(x, y, ref s); }, ActorCritic.InputSize, ActorCritic.OutputSize);
Check("onnx-states/beside.onnx", "onnx-states/policy.json", (x, y) => { var s = OnnxBeside.State.Initial; new OnnxBeside().Process(x, y, ref s); }, OnnxBeside.InputSize, OnnxBeside.OutputSize);
Check("state_dict/modules.safetensors", "state_dict/modules.io.json", (x, y) => { var s = Safetensors.State.Initial; new Safetensors().Process(x, y, ref s); }, Safetensors.InputSize, Safetensors.OutputSize);
Check("torch_save/actor_critic.pt", "torch_save/actor_critic.io.json", (x, y) => { var s = TorchSave.State.Initial; new TorchSave().Process(x, y, ref s); }, TorchSave.InputSize, TorchSave.OutputSize);
Check("torch_save/one_older.pth", "torch_save/one.io.json", (x, y) => { var s = OlderTorchSave.State.Initial; new OlderTorchSave().Process(x, y, ref s); }, OlderTorchSave.InputSize, OlderTorchSave.OutputSize);
Check("state_dict/one.json", "scalers/standard.io.json", (x, y) => { var s = StateDict.State.Initial; new StateDict().Process(x, y, ref s); }, StateDict.InputSize, StateDict.OutputSize);
Check("rtneural/layers.json", "rtneural/layers.io.json", (x, y) => { var s = RtNeural.State.Initial; new RtNeural().Process(x, y, ref s); }, RtNeural.InputSize, RtNeural.OutputSize);
Check("guitarml/two_layers.json", "guitarml/two_layers.io.json", (x, y) => { var s = GuitarMl.State.Initial; new GuitarMl().Process(x, y, ref s); }, GuitarMl.InputSize, GuitarMl.OutputSize);
Check("aidax/two_layers.json", "aidax/two_layers.json", (x, y) => { var s = AidaX.State.Initial; new AidaX().Process(x, y, ref s); }, AidaX.InputSize, AidaX.OutputSize);
Check("nam/two_layers.nam", "nam/two_layers.io.json", (x, y) => { var s = Nam.State.Initial; new Nam().Process(x, y, ref s); }, Nam.InputSize, Nam.OutputSize);
return good ? 0 : 1;

void Check(string model, string recorded, Process process, int inputSize, int outputSize)
{
    using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, recorded)));
    float[] Values(params string[] names) => [.. Flat(json.RootElement.EnumerateObject().First(member => names.Contains(member.Name)).Value)];
    float[] input = Values("input", "input_batch");
    float[] expected = Values("output", "output_batch");
    var output = new float[input.Length / inputSize * outputSize];
    process(input, output);
    double largest = expected.Zip(output[^expected.Length..], (a, b) => Math.Abs((double)a - b)).Max() / Math.Max(1, expected.Max(Math.Abs));
    bool isEqual = expected.Length > 0 && largest <= 1e-6;
    good &= isEqual;
    Console.WriteLine($"{model}: {expected.Length} values, largest difference {largest:g2}{(isEqual ? "" : " DIFFERS")}");
}

static IEnumerable<float> Flat(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Flat) : [value.GetSingle()];

internal delegate void Process(ReadOnlySpan<float> input, Span<float> output);

[LstmModel("lstm_dense.keras")]
public partial class Keras3 { }

[LstmModel("stack.h5")]
public partial class Keras2 { }

[LstmModel("every_step.weights.h5")]
public partial class KerasWeights { }

[LstmModel("tfjs/functional/model.json")]
public partial class Tfjs { }

[LstmModel("last.onnx")]
public partial class Onnx { }

[LstmModel("actor-critic.onnx")]
public partial class ActorCritic { }

[LstmModel("beside.onnx")]
public partial class OnnxBeside { }

[LstmModel("modules.safetensors")]
public partial class Safetensors { }

[LstmModel("actor_critic.pt")]
public partial class TorchSave { }

[LstmModel("one_older.pth")]
public partial class OlderTorchSave { }

[LstmModel("one.json")]
public partial class StateDict { }

[LstmModel("rtneural/layers.json")]
public partial class RtNeural { }

[LstmModel("guitarml/two_layers.json")]
public partial class GuitarMl { }

[LstmModel("aidax/two_layers.json")]
public partial class AidaX { }

[LstmModel("two_layers.nam")]
public partial struct Nam { }
