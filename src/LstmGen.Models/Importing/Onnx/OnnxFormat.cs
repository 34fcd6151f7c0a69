using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>Reads ONNX models: a graph whose nodes are a chain of LSTM and fully connected layers.</summary>
internal sealed class OnnxFormat : IModelFormat
{
    public string Name => "ONNX (.onnx)";

    public bool Matches(ModelInput input) =>
        OnnxFile.LooksLike(input.Bytes) || (input.HasExtension(".onnx") && !JsonModel.LooksLike(input.Bytes));

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        StatedOptions.RefuseLayers(options, Name);
        ModelProto model = OnnxFile.Parse(input.Bytes, input.PassedOver);
        long opset = OnnxFile.OpsetOf(model, input.PassedOver);
        using var external = new ExternalData(input);
        var reader = new GraphReader(model.Graph, opset, input.Bytes.Length, external, input.PassedOver);
        return new ImportedModel(
            reader.Read(options), Name, OnnxFile.FrameworkOf(model), GateOrder.Onnx.Text, reader.Tensors.Uses, []);
    }
}
