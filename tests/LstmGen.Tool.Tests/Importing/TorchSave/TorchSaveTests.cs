using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing.TorchSave;

/// <summary>State_dicts and checkpoints that PyTorch's torch.save wrote, in both of its forms.</summary>
public class TorchSaveTests
{
    [Theory]
    [InlineData("one.pt", "F32")]
    [InlineData("one_older.pth", "F32", "one")]
    [InlineData("one_protocol_4.pt", "F32", "one")]
    [InlineData("views.pt", "F32", "one")]
    [InlineData("parameters.pt", "F32", "one")]
    [InlineData("f16.pt", "F16")]
    [InlineData("bf16.pt", "BF16")]
    [InlineData("f64.pt", "F64, rounded to float")]
    [InlineData("cell.pt", "F32")]
    public void A_state_dict_computes_what_pytorch_does(string file, string type, string? name = null)
    {
        ImportedModel model = ModelCheck.Import(Golden(file));
        Check(model, name ?? Path.GetFileNameWithoutExtension(file));
        Assert.Equal(("PyTorch state_dict (torch.save)", "i, f, g, o"), (model.Format, model.GateOrder));
        Assert.Equal(6, model.Tensors.Count);
        Assert.All(model.Tensors, tensor => Assert.Equal(type, tensor.Type));
        Assert.All(model.Tensors, tensor => Assert.Contains(" of '", tensor.Use, StringComparison.Ordinal));
    }

    [Fact]
    public void A_checkpoint_names_what_is_passed_over()
    {
        ImportedModel model = ModelCheck.Import(Golden("wrapped.pt"));
        Check(model, "one");
        Assert.Equal(
            ["args", "best_loss", "epoch", "optimizer_state_dict"],
            model.Tensors.Where(tensor => tensor.Use.StartsWith("not needed: ", StringComparison.Ordinal)).Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.Contains(model.Tensors, tensor => tensor.Name == "module._orig_mod.rec.weight_ih_l0");
    }

    [Fact]
    public void A_checkpoint_of_lightning_is_read()
    {
        ImportedModel model = ModelCheck.Import(Golden("lightning.ckpt"), new ImportOptions { Steps = 13 });
        Check(model, "lightning");
        Assert.Equal([3, 10, 10], model.Network.Layers.Select(layer => layer.Input));
    }

    [Theory]
    [InlineData("rec")]
    [InlineData("module._orig_mod.rec")]
    public void What_wraps_a_model_may_be_left_out_of_the_names(string rec)
    {
        ImportedModel model = ModelCheck.Import(
            Golden("wrapped.pt"), new ImportOptions { Layers = [rec, "head"], Activations = new Dictionary<string, Activation> { ["head"] = Activation.Relu } });
        Assert.Equal(Activation.Relu, model.Network.Parts.Last().Activation);
    }

    [Fact]
    public void Modules_that_are_not_for_inference_are_left_out()
    {
        var options = new ImportOptions
        {
            Layers = ["lstm_actor", "mlp.policy", "action"],
            LeaveOut = ["lstm_critic", "mlp.value", "value"],
            Activations = new Dictionary<string, Activation> { ["mlp.policy"] = Activation.Tanh },
        };
        ImportedModel model = ModelCheck.Import(Golden("actor_critic.pt"), options);
        Check(model, "actor_critic");
        Assert.Equal(8, model.Tensors.Count(tensor => tensor.Use == "not needed: left out, as is stated"));
        Assert.Equal(
            "the order of the layers leaves out the module 'lstm_critic'; the file has 'lstm_actor', 'lstm_critic', 'mlp.policy', 'action'. What isn't for inference can be left out (--leave-out, LeaveOut on the item)",
            ModelCheck.Error(Golden("actor_critic.pt"), options with { LeaveOut = ["mlp.value", "value"] }));
    }

    /// <summary>Names, not extensions, tell what the file is.</summary>
    [Theory]
    [InlineData("one.pt", "weights.bin")]
    [InlineData("one.pt", "model.keras")]
    [InlineData("one_older.pth", "weights.bin")]
    public void A_file_is_known_by_its_content(string file, string name)
    {
        ImportedModel model = ModelImporter.Import(new ModelInput(name, File.ReadAllBytes(Golden(file))), new ImportOptions());
        Assert.Equal("PyTorch state_dict (torch.save)", model.Format);
    }

    /// <summary>Both forms hold the same numbers, bit for bit.</summary>
    [Theory]
    [InlineData("one_older.pth")]
    [InlineData("one_protocol_4.pt")]
    [InlineData("views.pt")]
    [InlineData("parameters.pt")]
    [InlineData("wrapped.pt")]
    public void Other_forms_of_a_file_are_the_same_network(string file) =>
        Assert.Equal(ModelCheck.Import(Golden("one.pt")).Network, ModelCheck.Import(Golden(file)).Network);

    [Fact]
    public void Big_endian_storages_are_turned()
    {
        byte[] big = TorchSaveModel.Floats(4);
        for (int at = 0; at < big.Length; at += 4)
        {
            Array.Reverse(big, at, 4);
        }

        Network little = TorchSaveModel.Import(TorchSaveModel.Good(null, ("m/byteorder", "little"u8.ToArray()))).Network;
        byte[] file = TorchSaveModel.Zip(TorchSaveModel.StateDict(), ("m/byteorder", "big"u8.ToArray()), ("m/data/0", big), ("m/data/1", big));
        Assert.Equal(little, TorchSaveModel.Import(file).Network);
        Assert.Equal(
            "the file's byteorder is 'middle'; there are little and big",
            TorchSaveModel.Error(TorchSaveModel.Good(null, ("m/byteorder", "middle"u8.ToArray()))));
    }

    /// <summary>Whole numbers beside the parameters count batches; they are never read.</summary>
    [Fact]
    public void A_batch_normalization_is_named()
    {
        byte[] file = TorchSaveModel.Good(pickle => pickle.Text("bn.num_batches_tracked").Tensor("2", 1, 0, [], [], "LongStorage"), ("m/data/2", new byte[8]));
        Assert.StartsWith("tensor 'bn.num_batches_tracked' is of a BatchNorm or another normalization with running statistics, which isn't supported in a state_dict; ", TorchSaveModel.Error(file), StringComparison.Ordinal);
        Assert.Single(TorchSaveModel.Import(file, new ImportOptions { LeaveOut = ["bn"] }).Network.Layers);
    }

    [SkippableTheory]
    [InlineData("sd.pt", null)]
    [InlineData("jit.pt", "the file is TorchScript (torch.jit.save), which holds code; save its parameters alone, in Python: torch.save(torch.jit.load('jit.pt').state_dict(), 'model.pt')")]
    public void Files_of_others(string name, string? message)
    {
        string path = Repository.Shared("..", "cases", "pytorch-pt-message", name);
        Skip.IfNot(File.Exists(path), "the cases aren't beside the repository");
        if (message is null)
        {
            Assert.Equal((2, 1), (ModelCheck.Import(path).Network.InputSize, ModelCheck.Import(path).Network.OutputSize));
        }
        else
        {
            Assert.Equal(message, ModelCheck.Error(path));
        }
    }

    private static void Check(ImportedModel model, string name)
    {
        RecordedVectors vectors = RecordedVectors.Read(Golden(name + ".io.json"));
        ModelCheck.Computes(model, vectors.Input, vectors.Output, 1e-6);
    }

    private static string Golden(string name) => Repository.Golden("torch_save", name);
}
