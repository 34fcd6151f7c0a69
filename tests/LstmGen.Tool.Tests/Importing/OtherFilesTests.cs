using System;
using System.IO;
using System.Linq;
using System.Text;
using LstmGen.Models;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>Files that aren't a model, or only part of one, and their error messages.</summary>
public class OtherFilesTests
{
    [Theory]
    [InlineData("model.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "git lfs pull")]
    [InlineData("model.keras", "<!DOCTYPE html><html></html>", "web page")]
    [InlineData("model.mat", "MATLAB 5.0 MAT-file, Platform: GLNXA64", "MATLAB's (.mat)")]
    [InlineData("model.tflite", "\u001c\0\0\0TFL3\u0014\0\u0020\0", "TensorFlow Lite (.tflite)")]
    [InlineData("model.pkl", "\u0080\u0004K\u0001.", "pickle")]
    [InlineData("model.npy", "\u0093NUMPY\u0001\0", "NumPy array (.npy)")]
    [InlineData("model.json.gz", "\u001f\u008b\u0008\0", "gzip")]
    public void A_file_of_another_kind_is_told_by_its_start(string name, string content, string message) =>
        Assert.Contains(message, ModelCheck.Error(Encoding.Latin1.GetBytes(content), name), StringComparison.Ordinal);

    [Fact]
    public void Arrays_of_numpy_in_a_zip_are_no_model() => Assert.Contains(
        "arrays of NumPy (.npz: 'W.npy', 'b.npy')", ModelCheck.Error(KerasGolden.Zip(("W.npy", [1]), ("b.npy", [2])), "model.npz"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("lstm_dense.keras", "the zip is damaged: it ends, after")]
    [InlineData("lstm_dense.h5", "the file is cut off: as an HDF5 file it has")]
    public void A_file_that_is_cut_off_says_so(string name, string message)
    {
        byte[] bytes = File.ReadAllBytes(KerasGolden.Path(name));
        foreach (int length in new[] { bytes.Length - 30, bytes.Length / 2, 100 })
        {
            string error = ModelCheck.Error([.. bytes.Take(length)], name);
            Assert.Contains(message, error, StringComparison.Ordinal);
        }
    }

    /// <summary>Its layers and tensors are shown, and the obstacle is marked, as for any refused file.</summary>
    [Fact]
    public void SmartAmpPros_models_are_named_and_shown()
    {
        const string Model = """
            {"conv1d": {"bias:0": [0, 1], "kernel:0": [[[1, 2]], [[3, 4]]]}, "conv1d_1": {"bias:0": [0], "kernel:0": [[[1], [2]]]},
             "lstm": {"bias:0": [0, 0, 0, 0], "kernel:0": [[1, 2, 3, 4]], "recurrent_kernel:0": [[1, 2, 3, 4]]}, "dense": {"bias:0": [0], "kernel:0": [[1]]},
             "input_size": 60, "conv1d_stride": 3, "conv1d_1_stride": 3}
            """;
        ModelException problem = Assert.Throws<ModelException>(() => ModelImporter.Import(new ModelInput("amp.json", System.Text.Encoding.UTF8.GetBytes(Model)), new ImportOptions()));
        Assert.Contains("the file is SmartAmpPro's, and its network isn't supported", problem.Message, System.StringComparison.Ordinal);
        Assert.Contains("NAM (architecture LSTM), AIDA-X", problem.Message, System.StringComparison.Ordinal);
        Models.Inspecting.Contents contents = problem.Contents!;
        Assert.Equal(["layer 'conv1d' (Conv1D)", "layer 'conv1d_1' (Conv1D)"], contents.Obstacles.Select(obstacle => obstacle.What));
        Assert.Equal(["conv1d", "conv1d_1", "lstm", "dense"], contents.Tables[0].Rows.Select(row => row.Cells[0]));
        Assert.Equal("[2, 1, 2]", contents.Tables[1].Rows.Single(row => row.Cells[0] == "conv1d/kernel:0").Cells[1]);
        Assert.Contains(("input_size", "60"), contents.Facts);

        // Another file with some of the members is what it was.
        Assert.DoesNotContain("SmartAmpPro", ModelCheck.Error(System.Text.Encoding.UTF8.GetBytes(Model.Replace("\"dense\"", "\"head\"", System.StringComparison.Ordinal)), "amp.json"), System.StringComparison.Ordinal);
    }
}
