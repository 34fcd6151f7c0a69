using System;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

public sealed class TfjsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("lstm_dense")]
    [InlineData("stack")]
    [InlineData("hard_sigmoid")]
    [InlineData("no_bias")]
    [InlineData("time_distributed")]
    [InlineData("every_step")]
    [InlineData("functional")]
    [InlineData("bidirectional")]
    [InlineData("merge_modes")]
    [InlineData("two_outputs")]
    [InlineData("go_backwards")]
    [InlineData("masking")]
    [InlineData("activations")]
    [InlineData("scaled")]
    [InlineData("residual")]
    [InlineData("residual_rows")]
    [InlineData("layer_normalization")]
    [InlineData("embedding")]
    [InlineData("uint8", "tfjs/uint8/expected")]
    [InlineData("uint16", "tfjs/uint16/expected")]
    [InlineData("float16", "tfjs/float16/expected")]
    public void A_model_computes_what_tensorflow_js_computes(string name, string? expected = null)
    {
        ImportedModel model = ModelCheck.Import(KerasGolden.Path("tfjs", name, "model.json"));

        (float[] input, float[] output) = KerasGolden.Expected((expected ?? name) + ".json");
        ModelCheck.Computes(model, input, output, 1e-6);
        Assert.Equal("TensorFlow.js tfjs-layers v4.22.0", model.Framework);
    }

    /// <summary>They repeat the directions' last outputs, and are zero in Keras. An LSTM after them doesn't read them.</summary>
    [Fact]
    public void Rows_of_masked_steps_that_tensorflow_js_fills_are_refused()
    {
        string path = KerasGolden.Path("tfjs", "masked_rows", "model.json");
        Assert.Equal(
            "the last LSTM of the model is bidirectional and returns the rows of masked steps, which TensorFlow.js tfjs-layers v4.22.0 computes otherwise than Keras: there they are zero",
            ModelCheck.Error(path));

        // A model converted from Keras is computed as in Keras.
        File.WriteAllText(Path.Combine(_folder.FullName, "model.json"), File.ReadAllText(path)
            .Replace("TensorFlow.js tfjs-layers v4.22.0", "keras v2.11.0", StringComparison.Ordinal).Replace("tfjs-layers 4.22.0", "2.11.0", StringComparison.Ordinal));
        File.Copy(Path.Combine(Path.GetDirectoryName(path)!, "weights.bin"), Path.Combine(_folder.FullName, "weights.bin"));
        (float[] input, float[] output) = KerasGolden.Expected("keras_masked_rows.json");
        ModelCheck.Computes(ModelCheck.Import(Path.Combine(_folder.FullName, "model.json")), input, output, 1e-6);
    }

    [Theory]
    [InlineData("\"softmax\"", "\"hardSigmoid\"", "hard_sigmoid_02")]
    [InlineData("\"softmax\"", "\"gelu_new\"", "gelu_tanh")]
    [InlineData("\"softmax\"", "{\"class_name\":\"swish\",\"config\":{}}", "silu")]
    public void Names_are_those_of_the_code_too(string old, string by, string read)
    {
        string json = File.ReadAllText(KerasGolden.Path("tfjs", "bidirectional", "model.json"));
        Assert.Contains(old, json, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder.FullName, "model.json"), json.Replace(old, by, StringComparison.Ordinal));
        File.Copy(KerasGolden.Path("tfjs", "bidirectional", "weights.bin"), Path.Combine(_folder.FullName, "weights.bin"));
        Assert.Equal(read, ModelCheck.Import(Path.Combine(_folder.FullName, "model.json")).Network.Parts.Last().Activation.ToString());
    }

    [Theory]
    [InlineData("\"layers-model\"", "\"graph-model\"", "the file has the format 'graph-model'; a layers-model is read, which keeps the layers as Keras has them")]
    [InlineData("\"weights.bin\"", "\"../weights.bin\"", "'weightsManifest[0].paths[0]' names the file '../weights.bin'; only a plain file name beside model.json is read")]
    [InlineData("[\"weights.bin\"]", "[\"weights.bin\",\"weights.bin\"]", "'weightsManifest[0].paths[1]' names the file 'weights.bin' once more")]
    [InlineData("\"shape\":[3,20]", "\"shape\":[3,200]", "tensor 'lstm/kernel' [3, 200] of 'float32' needs 2400 bytes, and 768 are left of its files")]
    [InlineData("\"shape\":[3,20]", "\"shape\":[2147483647,2147483647,2147483647]", "tensor 'lstm/kernel' [2147483647, 2147483647, 2147483647] of 'float32' needs 2147483647000000000000 bytes, and 768 are left of its files")]
    [InlineData("\"shape\":[3,20]", "\"shape\":[20,3]", "tensor 'lstm/kernel' (kernel of lstm) has the shape [20, 3], and [3, 20] is needed")]
    [InlineData("\"shape\":[2],\"dtype\":\"float32\"", "\"shape\":[2],\"dtype\":\"int32\"", "tensor 'dense/bias' is of the type 'int32', kept as 'int32'; float32 is read, also kept as float16, uint16 or uint8")]
    [InlineData("\"name\":\"dense/bias\"", "\"name\":\"dense/kernel\"", "tensor 'dense/kernel' is in the file twice")]
    [InlineData("\"name\":\"dense/bias\"", "\"name\":\"dense/x/kernel\"", "layer 'dense' has two tensors for its kernel: 'dense/kernel' and 'dense/x/kernel'")]
    [InlineData("\"generatedBy\"", "\"generatedFor\"", "the file has the member 'generatedFor', and it isn't known what it changes")]
    public void What_cant_be_read_is_named(string old, string by, string message) => Assert.Equal(message, Error(old, by, 768));

    [Theory]
    [InlineData("\"generatedBy\":\"TensorFlow.js tfjs-layers v4.22.0\"", "\"generatedBy\":\"my exporter 1.0\"", "'generatedBy' is 'my exporter 1.0', and 'keras_version' in modelTopology says 'TensorFlow.js tfjs-layers v4.22.0'")]
    [InlineData("\"generatedBy\":\"TensorFlow.js tfjs-layers v4.22.0\"", "\"generatedBy\":\"keras v2.4.0\"", "'generatedBy' is 'keras v2.4.0', and 'keras_version' in modelTopology says 'TensorFlow.js tfjs-layers v4.22.0'")]
    [InlineData("4.22.0", "four", "'generatedBy' is 'TensorFlow.js tfjs-layers vfour'; files are read that TensorFlow.js wrote ('TensorFlow.js tfjs-layers v4.22.0') or converted from Keras ('keras v2.11.0')")]
    [InlineData("\"keras_version\":\"tfjs-layers 4.22.0\"", "\"keras_version\":\"tfjs-layers 4.21.0\"", "'generatedBy' is 'TensorFlow.js tfjs-layers v4.22.0', and 'keras_version' in modelTopology says 'TensorFlow.js tfjs-layers v4.21.0'")]
    [InlineData("\"class_name\":\"Dense\",\"config\":{", "\"class_name\":\"Dense\",\"config\":{\"batch_input_shape\":[null,6,3],", "layer 'dense' (Dense) has the batch_input_shape [null, 6, 3], and it reads [null, 5]")]
    [InlineData("\"shape\":[2],\"dtype\":\"float32\"", "\"shape\":[2],\"dtype\":\"float32\",\"quantization\":{\"dtype\":\"float16\",\"scale\":2}", "the quantization of tensor 'dense/bias' has the member 'scale', and it isn't known what it changes")]
    [InlineData("\"shape\":[2],\"dtype\":\"float32\"", "\"shape\":[2],\"dtype\":\"float32\",\"quantization\":{\"dtype\":\"float16\",\"original_dtype\":\"int32\"}", "tensor 'dense/bias' is of the type 'float32', and its quantization says that it was 'int32'")]
    public void What_contradicts_is_named(string old, string by, string message) => Assert.Equal(message, Error(old, by, 768));

    /// <summary>TensorFlow.js computes 0.2x + 0.5 with a model that Keras 3 trained with x/6 + 0.5.</summary>
    [Fact]
    public void Hard_sigmoid_of_a_model_of_keras_3_has_to_be_stated()
    {
        string source = KerasGolden.Path("tfjs", "hard_sigmoid");
        string path = Path.Combine(_folder.FullName, "model.json");
        File.Copy(Path.Combine(source, "weights.bin"), Path.Combine(_folder.FullName, "weights.bin"));
        foreach (string keras in new[] { "2.11.0", "3.5.0" })
        {
            File.WriteAllText(path, File.ReadAllText(Path.Combine(source, "model.json"))
                .Replace("TensorFlow.js tfjs-layers v4.22.0", "keras v" + keras, StringComparison.Ordinal).Replace("tfjs-layers 4.22.0", keras, StringComparison.Ordinal));
            if (keras[0] == '2')
            {
                Assert.Equal(Activation.HardSigmoid02, ModelCheck.Import(path).Network.Recurrent.OfType<LstmLayer>().First().RecurrentActivation);
            }
        }

        Assert.Equal(
            "layer 'lstm' (LSTM)'s recurrent_activation is hard_sigmoid, which Keras 3, where the model is from, and TensorFlow.js, which the file is for, define differently; state which one it is (--hard-sigmoid, HardSigmoid on the item)",
            ModelCheck.Error(path));
        Assert.Equal(Activation.HardSigmoid, ModelCheck.Import(path, new ImportOptions { HardSigmoid = Activation.HardSigmoid }).Network.Recurrent.OfType<LstmLayer>().First().RecurrentActivation);
    }

    [Theory]
    [InlineData(760, "tensor 'dense/bias' [2] of 'float32' needs 8 bytes, and 0 are left of its files")]
    [InlineData(770, "the files of 'weightsManifest[0]' have 770 bytes, and its tensors need 768")]
    public void The_files_have_the_bytes_of_the_tensors(int length, string message) => Assert.Equal(message, Error("", "", length));

    private string Error(string old, string by, int length)
    {
        string source = KerasGolden.Path("tfjs", "lstm_dense");
        string json = File.ReadAllText(Path.Combine(source, "model.json"));
        Assert.Contains(old, json, StringComparison.Ordinal);
        string path = Path.Combine(_folder.FullName, "model.json");
        File.WriteAllText(path, old.Length == 0 ? json : json.Replace(old, by, StringComparison.Ordinal));
        byte[] weights = File.ReadAllBytes(Path.Combine(source, "weights.bin"));
        Array.Resize(ref weights, length);
        File.WriteAllBytes(Path.Combine(_folder.FullName, "weights.bin"), weights);
        return ModelCheck.Error(path);
    }
}
