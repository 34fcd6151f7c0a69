using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>
/// Changes every field of every golden model, one at a time. Each change must be an error or change the network, or its reader must name
/// the entry of <see cref="HarmlessList"/> that says why it can't matter.
/// </summary>
/// <remarks>
/// Of fields that many models or layers have, only some are tried (LSTMGEN_FIELDS=all tries all of them). Of a tensor's values some are
/// changed, not all; of an ONNX graph's nodes of one operator some; at what is passed over for one reason a dozen changes are tried; JSON
/// is changed value by value, not byte by byte (other spaces, escapes or digits of the same value); of HDF5 it is what our process reads of
/// a file that is changed, not its bytes; a zip's and HDF5's own structures are left to the tests of damaged files.
/// </remarks>
public sealed class FieldChangeTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Lazy<FieldChangeRun>> Runs = new()
    {
        ["ONNX of PyTorch"] = Of("onnx-pytorch", "*.onnx", OnnxChanges.Of),
        ["ONNX of PyTorch's newer exporter"] = Of("onnx-dynamo", "*.onnx", OnnxChanges.Of),
        ["ONNX with the types of all values"] = Of("onnx-described", "*.onnx", OnnxChanges.Of),
        ["ONNX with states"] = Of("onnx-states", "*.onnx", OnnxChanges.Of),
        ["ONNX with scaled features"] = Of("onnx-scaled", "*.onnx", OnnxChanges.Of),
        ["ONNX that makes rows of others"] = Of("onnx-rows", "*.onnx", OnnxChanges.Of),
        ["ONNX of others"] = Of("onnx-nodes", "*.onnx", OnnxChanges.Of),
        ["safetensors"] = Of("state_dict", "*.safetensors", SafetensorsChanges.Of),
        ["torch.save"] = Of("torch_save", "*.pt", TorchSaveChanges.Of),
        ["torch.save in its older form"] = Of("torch_save", "*.pth", TorchSaveChanges.Of),
        ["torch.save by Lightning"] = Of("torch_save", "*.ckpt", TorchSaveChanges.Of),
        ["state_dict"] = Of("state_dict", "*.json", Json),
        ["GuitarML"] = Of("guitarml", "*.json", Json),
        ["RTNeural"] = Of("rtneural", "*.json", Json),
        ["AIDA-X"] = Of("aidax", "*.json", Json),
        ["NAM"] = Of("nam", "*.nam", Json),
        ["Keras 3"] = Of("keras", "*.keras", KerasChanges.OfZip),
        ["Keras HDF5"] = Of("keras", "*.h5", KerasChanges.OfHdf5),
        ["TensorFlow.js"] = Of("keras/tfjs", "model.json", Json),
        [".lstm"] = new(() => new([.. GoldenModel.Find("onnx-nodes", "both.onnx"), .. GoldenModel.Find("nam", "*.nam"), .. GoldenModel.Find("keras", "masking.keras")], LstmTextChanges.Of)),
    };

    public static TheoryData<string> Formats => new(Runs.Keys);

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_change_is_an_error_or_another_network_or_known_to_be_harmless(string format)
    {
        FieldChangeRun run = Runs[format].Value;
        output.WriteLine(run.Report);
        Assert.True(run.Changes > 40 * run.Models, run.Report);
        Assert.True(run.Wrong.Count == 0, run.Report);
    }

    [Fact]
    public void Every_entry_of_the_list_explains_something()
    {
        HashSet<Harmless> explained = [.. Runs.Values.SelectMany(run => run.Value.Explained)];
        List<Harmless> stale = [.. HarmlessList.All.Where(entry => entry.NotInGolden is null && !explained.Contains(entry))];
        Assert.True(stale.Count == 0, string.Join(Environment.NewLine, stale));

        // An entry that now explains a change no longer needs to be excused.
        Assert.Equal([], explained.Where(entry => entry.NotInGolden is not null));
        Assert.Equal([], explained.Except(HarmlessList.All));
    }

    [Fact]
    public void Every_entry_of_the_list_is_there_once_and_gives_a_reason()
    {
        Assert.Equal(HarmlessList.All.Count, HarmlessList.All.Select(entry => entry.ToString()).Distinct().Count());
        Assert.All(HarmlessList.All, entry => Assert.True(entry.Why.Length > 10, entry.ToString()));
    }

    private static Lazy<FieldChangeRun> Of(string folder, string pattern, Func<ModelInput, IEnumerable<FieldChange>> changes) =>
        new(() => new FieldChangeRun(GoldenModel.Find(folder, pattern), changes));

    private static IEnumerable<FieldChange> Json(ModelInput input) => JsonChanges.Of(input.Bytes, "", bytes => new ModelInput(input.Path, bytes));
}
