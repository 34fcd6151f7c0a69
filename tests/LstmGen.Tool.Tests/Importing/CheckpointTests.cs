using System;
using System.IO;
using System.Linq;
using System.Text;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>
/// Checkpoints, in which a state_dict stands beside other things; as JSON here, and the same code reads them in every format.
/// </summary>
public class CheckpointTests
{
    private static readonly string One = File.ReadAllText(Repository.Golden("state_dict", "one.json"));

    [Theory]
    [InlineData("{\"model\": @, \"epoch\": 3, \"best_loss\": 0.5}", "epoch,best_loss")]
    [InlineData("{\"epoch\": 3, \"optimizer_state_dict\": {\"state\": {}, \"param_groups\": []}, \"model_state_dict\": @}", "epoch,optimizer_state_dict")]
    [InlineData("{\"state_dict\": @, \"epoch\": 1, \"global_step\": 7, \"hyper_parameters\": {\"lr\": 0.1}}", "epoch,global_step,hyper_parameters")]
    [InlineData("{\"net\": @}", "")]
    public void The_state_dict_in_it_is_the_network(string text, string passedOver)
    {
        ImportedModel model = Import(text);
        Assert.Equal(ModelCheck.Import(Repository.Golden("state_dict", "one.json")).Network, model.Network);
        Assert.Equal(passedOver.Split(',', StringSplitOptions.RemoveEmptyEntries), model.Tensors.Where(tensor => tensor.Type == "in the checkpoint").Select(tensor => tensor.Name));
        Assert.All(model.Tensors.Where(tensor => tensor.Type == "in the checkpoint"), tensor => Assert.StartsWith("not needed: ", tensor.Use, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"model\": @, \"obs_norm\": {\"mean\": [1]}}", "the file is a checkpoint, whose 'model' is read; what its 'obs_norm' changes isn't known. If that isn't for inference, leave it out (--leave-out, LeaveOut on the item)")]
    [InlineData("{\"model\": @, \"ema\": @}", "the file is a checkpoint with 2 state_dicts of an LSTM ('model', 'ema'); leave out those that aren't for inference (--leave-out, LeaveOut on the item)")]
    [InlineData("{\"checkpoint\": {\"nets\": {\"value\": {}, \"policy\": @}}}", "the file is a checkpoint: its 'checkpoint.nets.policy' is a PyTorch state_dict, which is read only where it is the whole file, or a member of it; save 'checkpoint.nets.policy' as a file of its own")]
    public void What_may_matter_is_an_error(string text, string message) => Assert.Equal(message, ModelCheck.Error(Bytes(text), "checkpoint.json"));

    [Theory]
    [InlineData("{\"model\": @, \"obs_norm\": {\"mean\": [1]}}", "obs_norm")]
    [InlineData("{\"model\": @, \"ema\": {\"rec.weight_ih_l0\": [[1]]}}", "ema")]
    public void It_can_be_left_out(string text, string name)
    {
        ImportedModel model = Import(text, name);
        Assert.Equal(ModelCheck.Import(Repository.Golden("state_dict", "one.json")).Network, model.Network);
        Assert.Equal("not needed: left out, as is stated", model.Tensors.Single(tensor => tensor.Name == name).Use);
    }

    [Theory]
    [InlineData("critic", "'critic' is to be left out, and the file has no module of that name; it has 'rec', 'head'")]
    [InlineData("hea", "'hea' is to be left out, and the file has no module of that name; it has 'rec', 'head'")]
    [InlineData("head.bias", "'head.bias' is to be left out, which is one parameter of the module 'head'; whole modules can be left out")]
    [InlineData("rec.bias_ih_l0", "'rec.bias_ih_l0' is to be left out, which is one parameter of the module 'rec'; whole modules can be left out")]
    public void What_is_left_out_has_to_be_a_module_of_the_file(string name, string message) =>
        Assert.Equal(message, ModelCheck.Error(Bytes("@"), "one.json", new ImportOptions { LeaveOut = [name] }));

    [Fact]
    public void A_head_can_be_left_out()
    {
        Network network = Import("@", "head").Network;
        Assert.Equal(7, Assert.IsType<LstmLayer>(Assert.Single(network.Layers)).Units);
    }

    [Fact]
    public void It_computes_what_pytorch_does()
    {
        ImportedModel model = ModelCheck.Import(Repository.Golden("state_dict", "checkpoint.json"));
        RecordedVectors vectors = RecordedVectors.Read(Repository.Golden("state_dict", "checkpoint.io.json"));
        ModelCheck.Computes(model, vectors.Input, vectors.Output, 1e-6);
        Assert.Equal(["epoch", "optimizer_states", "hyper_parameters"], model.Tensors.Where(tensor => tensor.Type == "in the checkpoint").Select(tensor => tensor.Name));
    }

    [SkippableTheory]
    [InlineData("json-checkpoint/ckpt_model.json")]
    [InlineData("json-checkpoint/lightning.json")]
    public void Checkpoints_of_others_are_read(string file)
    {
        string path = Repository.Shared("..", "cases", Path.Combine(file.Split('/')));
        Skip.IfNot(File.Exists(path), "the cases aren't beside the repository");
        Assert.Equal((2, 1), (ModelCheck.Import(path).Network.InputSize, ModelCheck.Import(path).Network.OutputSize));
    }

    private static ImportedModel Import(string text, params string[] leaveOut) =>
        ModelImporter.Import(new ModelInput("checkpoint.json", Bytes(text)), new ImportOptions { LeaveOut = leaveOut });

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.Replace("@", One));
}
