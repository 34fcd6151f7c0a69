using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Google.Protobuf;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx.Proto;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>ONNX files whose tensors are in a file beside them.</summary>
public sealed class OnnxExternalDataTests : IDisposable
{
    private const string Data = "beside.onnx.data";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void IsTheSameNetworkAsInOneFile()
    {
        ModelInput input = ModelInput.Open(Repository.Golden("onnx-states", "beside.onnx"));
        Network network = ModelImporter.Import(input, new ImportOptions()).Network;
        Assert.Equal(ModelCheck.Import(Repository.Golden("onnx-states", "policy.onnx")).Network, network);
        Assert.Equal([Repository.Golden("onnx-states", Data)], input.Siblings);
    }

    /// <summary>In any number of files, without optional parts, with a checksum, with gaps between the tensors.</summary>
    [Fact]
    public void EachTensorMayHaveItsOwnFile()
    {
        ModelProto model = OnnxModel.Load("onnx-states", "beside");
        byte[] data = File.ReadAllBytes(Repository.Golden("onnx-states", Data));
        foreach (TensorProto tensor in model.Graph.Initializer.Where(tensor => tensor.ExternalData.Count > 0))
        {
            int offset = int.Parse(Entry(tensor, "offset").Value, null);
            int length = int.Parse(Entry(tensor, "length").Value, null);
            string name = FormattableString.Invariant($"t{offset}.bin");
            bool hasRoom = offset % 512 == 0;
            byte[] own = [.. new byte[hasRoom ? 7 : 0], .. data.AsSpan(offset, length)];
            File.WriteAllBytes(Path.Combine(_folder.FullName, name), own);
            tensor.ExternalData.Clear();
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = name });
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "checksum", Value = Convert.ToHexStringLower(SHA1.HashData(own)) });
            if (hasRoom)
            {
                tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = "7" });
            }
        }

        Assert.Equal(ModelCheck.Import(Repository.Golden("onnx-states", "policy.onnx")).Network, ModelCheck.Import(Write(model)).Network);
    }

    private static readonly Dictionary<string, (Action<TensorProto> Change, string Message)> Changes = new()
    {
        ["folder above"] = (t => Entry(t, "location").Value = "../" + Data, "names the file '../beside.onnx.data'; only a plain file name beside model.onnx is read"),
        ["folder below"] = (t => Entry(t, "location").Value = "data/" + Data, "only a plain file name beside model.onnx is read"),
        ["folder of Windows"] = (t => Entry(t, "location").Value = @"..\" + Data, "only a plain file name beside model.onnx is read"),
        ["absolute"] = (t => Entry(t, "location").Value = "/etc/passwd", "names the file '/etc/passwd'; only a plain file name beside model.onnx is read"),
        ["the folder itself"] = (t => Entry(t, "location").Value = ".", "only a plain file name beside model.onnx is read"),
        ["empty"] = (t => Entry(t, "location").Value = "", "names the file ''; only a plain file name beside model.onnx is read"),
        ["missing file"] = (t => Entry(t, "location").Value = "other.data", "names the file 'other.data', which isn't beside model.onnx"),
        ["a link"] = (t => Entry(t, "location").Value = "link", "names the file 'link', which is a link to another place"),
        ["no location"] = (t => t.ExternalData.Remove(Entry(t, "location")), "has its data in another file, and no location says in which"),
        ["location twice"] = (t => t.ExternalData.Add(Entry(t, "location").Clone()), "has the entry 'location' twice"),
        ["other entry"] = (t => t.ExternalData.Add(new StringStringEntryProto { Key = "codec", Value = "zip" }), "has the entry 'codec'; location, offset, length, checksum are known"),
        ["behind the end"] = (t => Entry(t, "offset").Value = "2736", "has the bytes 2736 to 3216 of 'beside.onnx.data', which has 2736"),
        ["far behind the end"] = (t => Entry(t, "offset").Value = "9223372036854775807", "has the bytes 9223372036854775807 to 9223372036854776287 of 'beside.onnx.data', which has 2736"),
        ["negative"] = (t => Entry(t, "offset").Value = "-4", "has the offset '-4'; it is a whole number of bytes"),
        ["no number"] = (t => Entry(t, "length").Value = "1e3", "has the length '1e3'; it is a whole number of bytes"),
        ["longer"] = (t => Entry(t, "length").Value = "484", "which is 480 bytes of FLOAT, and its data has the length 484"),
        ["overlapping"] = (t => Entry(t, "offset").Value = "481", "has some of them"),
        ["huge"] = (t => { t.Dims[0] = 1 << 20; Entry(t, "length").Value = "503316480"; }, "which is more than the 4,194,304 parameters that can be generated"),
        ["here and there"] = (t => t.RawData = ByteString.CopyFrom(new byte[480]), "has its data both in this file and in another one"),
        ["said to be here"] = (t => t.DataLocation = 0, "has data_location DEFAULT, which is in this file, and external_data"),
        ["said to be there"] = (t => t.ExternalData.Clear(), "has data_location EXTERNAL and no external_data"),
        ["elsewhere"] = (t => t.DataLocation = 2, "has data_location 2; DEFAULT (0) and EXTERNAL (1) are known"),
        ["other checksum"] = (t => t.ExternalData.Add(new StringStringEntryProto { Key = "checksum", Value = "00" }), "states the checksum '00' of 'beside.onnx.data', which has"),
    };

    public static TheoryData<string> ChangeNames => new(Changes.Keys);

    [Theory]
    [MemberData(nameof(ChangeNames))]
    public void NamesWhatIsWrongWithTheFileBeside(string name)
    {
        (Action<TensorProto> change, string message) = Changes[name];
        ModelProto model = OnnxModel.Load("onnx-states", "beside");
        change(model.Graph.Initializer.First(tensor => tensor.ExternalData.Count > 0 && Entry(tensor, "length").Value == "480"));
        File.Copy(Repository.Golden("onnx-states", Data), Path.Combine(_folder.FullName, Data));
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "link"), Repository.Golden("onnx-states", Data));
        string error = ModelCheck.Error(Write(model));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Contains("tensor 'onnx::LSTM_", error, StringComparison.Ordinal);
    }

    /// <summary>A file that is long, and of which a tensor names a little, is not read in whole.</summary>
    [Fact]
    public void OnlyThePartsThatTensorsNameAreRead()
    {
        ModelProto model = OnnxModel.Load("onnx-states", "beside");
        string path = Write(model);
        File.Copy(Repository.Golden("onnx-states", Data), Path.Combine(_folder.FullName, Data));
        using (FileStream data = File.OpenWrite(Path.Combine(_folder.FullName, Data)))
        {
            data.SetLength(8_000_000_000);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(643, ModelCheck.Import(path).Network.ParameterCount);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
    }

    private string Write(ModelProto model)
    {
        string path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        return path;
    }

    private static StringStringEntryProto Entry(TensorProto tensor, string key) => tensor.ExternalData.First(entry => entry.Key == key);
}
