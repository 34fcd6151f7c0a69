using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>The golden models of Keras, and copies of them with something else in it.</summary>
internal static class KerasGolden
{
    public static string Path(params string[] path) => Repository.Golden(["keras", .. path]);

    /// <summary>What the framework computed.</summary>
    public static (float[] Input, float[] Output) Expected(params string[] path)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path(path)));
        return (Floats("input"), Floats("output"));

        float[] Floats(string name) => json.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetSingle()).ToArray();
    }

    /// <summary>A .keras file whose configuration has a text replaced.</summary>
    public static byte[] Keras(string name, string old, string by)
    {
        string config = Encoding.UTF8.GetString(Entry(name, "config.json"));
        Xunit.Assert.Contains(old, config, System.StringComparison.Ordinal);
        return Zip(
            ("metadata.json", Entry(name, "metadata.json")),
            ("config.json", Encoding.UTF8.GetBytes(config.Replace(old, by, System.StringComparison.Ordinal))),
            ("model.weights.h5", Entry(name, "model.weights.h5")));
    }

    public static byte[] Entry(string name, string entry)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path(name));
        using Stream stream = archive.GetEntry(entry)!.Open();
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
