using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LstmGen.Converter.Hdf5;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Hdf5;
using Xunit;

namespace LstmGen.Tool.Tests.Loading;

/// <summary>What can't be loaded: each error names the file, what it has and what is needed.</summary>
public sealed class LoadErrorTests : IDisposable
{
    private static readonly byte[] Amp = File.ReadAllBytes(Repository.Golden("nam", "two_layers.nam"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen load ü");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Another_architecture()
    {
        TrainedModel model = TrainedModel.Load(Repository.Golden("nam", "two_layers.nam"));
        Assert.Equal(
            $"two_layers.nam: the model has the architecture \"{model.Architecture}\", and \"lstm 1>8 tanh/sigmoid\" is needed",
            Assert.Throws<ModelException>(() => { _ = model.ParametersFor("lstm 1>8 tanh/sigmoid"); }).Message);
    }

    [Fact]
    public void Files_that_are_none()
    {
        File.WriteAllBytes(In("empty.nam"), []);
        Assert.Equal("missing.nam: the file doesn't exist", Error(In("missing.nam")));
        Assert.Equal("empty.nam: the file is empty", Error(In("empty.nam")));
        Assert.Equal($"{_folder.Name}: the file is a folder", Error(_folder.FullName));
        Assert.Equal("the file has no name", Error(""));
        Assert.Throws<ArgumentNullException>(() => TrainedModel.Load(null!));
    }

    [Fact]
    public void The_words_are_the_importers()
    {
        File.WriteAllText(In("some.json"), "{\"a\": [1, 2");
        string words = Assert.Throws<ModelException>(() => ModelImporter.Import(ModelInput.Open(In("some.json")), new ImportOptions())).Message;
        Assert.Equal("some.json: " + words, Error(In("some.json")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_changes_while_it_is_read(bool isShorter)
    {
        File.WriteAllBytes(In("amp.nam"), Amp);
        bool isFirst = true;
        ModelException problem = Assert.Throws<ModelException>(() => ModelBytes.OfFile(In("amp.nam"), "the file", 1_000_000, file => new Trickle(isShorter ? Amp[..2000] : Amp, 1500)
        {
            Stated = Amp.Length,
            Before = _ =>
            {
                if (isFirst)
                {
                    File.AppendAllText(In("amp.nam"), " ");
                    isFirst = false;
                }
            },
        }, default));
        Assert.Equal(isShorter ? FormattableString.Invariant($"the file ends after 2,000 bytes, and its length is {Amp.Length:N0}") : "the file changed while it was read; one that stays as it is is needed", problem.Message);
    }

    [Fact]
    public async Task A_stream_that_ends_early()
    {
        string expected = FormattableString.Invariant($"amp.nam: the stream ends after 3,000 bytes, and its length is {Amp.Length:N0}");
        Trickle Cut() => new(Amp[..3000]) { Stated = Amp.Length };
        Assert.Equal(expected, Assert.Throws<ModelException>(() => TrainedModel.Load(Cut(), "amp.nam")).Message);
        Assert.Equal(expected, (await Assert.ThrowsAsync<ModelException>(() => TrainedModel.LoadAsync(Cut(), "amp.nam"))).Message);

        // One that says nothing of its length is cut-off JSON.
        Assert.StartsWith("amp.nam: the file is not valid JSON", Assert.Throws<ModelException>(() => TrainedModel.Load(new Trickle(Amp[..3000]), "amp.nam")).Message, StringComparison.Ordinal);
        Assert.Equal("amp.nam: the file is empty", Assert.Throws<ModelException>(() => TrainedModel.Load(new Trickle([]), "amp.nam")).Message);
    }

    [Fact]
    public void A_stream_that_cannot_be_read_or_fails()
    {
        var closed = new MemoryStream(Amp);
        closed.Dispose();
        Assert.Equal("stream", Assert.Throws<ArgumentException>(() => TrainedModel.Load(closed, "amp.nam")).ParamName);
        var failing = new Trickle(Amp) { Before = position => throw new IOException("gone") };
        Assert.Equal("gone", Assert.Throws<IOException>(() => TrainedModel.Load(failing, "amp.nam")).Message);
    }

    [Fact]
    public void A_stream_has_no_files_beside_it()
    {
        byte[] bytes = File.ReadAllBytes(Repository.Golden("onnx-states", "beside.onnx"));
        Assert.EndsWith("a model from a stream has no files beside it; load it by its path",
            Assert.Throws<ModelException>(() => TrainedModel.Load(new MemoryStream(bytes), Repository.Golden("onnx-states", "beside.onnx"))).Message, StringComparison.Ordinal);
        Assert.Contains("has a path that starts at the model's folder", Assert.Throws<ModelException>(() =>
            TrainedModel.Load(new MemoryStream(Amp), "amp.nam", new LoadOptions { Scaler = "scaler.json" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_are_none()
    {
        Assert.Equal("two_layers.nam: steps is 0; it is a whole number of at least 1", Assert.Throws<ModelException>(() =>
            TrainedModel.Load(Repository.Golden("nam", "two_layers.nam"), new LoadOptions { Steps = 0 })).Message);
        Assert.StartsWith("two_layers.nam: hard-sigmoid is ", Assert.Throws<ModelException>(() =>
            TrainedModel.Load(Repository.Golden("nam", "two_layers.nam"), new LoadOptions { HardSigmoid = "relu" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_is_cancelled()
    {
        using var before = new CancellationTokenSource();
        before.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => TrainedModel.Load(Repository.Golden("nam", "two_layers.nam"), null, before.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TrainedModel.LoadAsync(Repository.Golden("nam", "two_layers.nam"), null, before.Token));

        // A stream is asked between its reads.
        using var between = new CancellationTokenSource();
        long last = 0;
        var stream = new Trickle(Amp, 1000) { Before = position => { last = position; if (position >= 2000) { between.Cancel(); } } };
        Assert.ThrowsAny<OperationCanceledException>(() => TrainedModel.Load(stream, "amp.nam", null, between.Token));
        Assert.Equal(2000, last);
    }

    /// <summary>A hundred million characters of JSON, which take a second or more to parse.</summary>
    [Fact]
    public void A_slow_load_is_cancelled_at_once()
    {
        File.WriteAllText(In("slow.json"), "{\"x\": [" + string.Concat(Enumerable.Repeat("0.125,", 4_000_000)) + "1]}");

        // The best of a few, since other tests run at the same time.
        long fewest = long.MaxValue;
        for (int attempt = 0; attempt < 5 && fewest > 1000; attempt++)
        {
            using var source = new CancellationTokenSource();
            var clock = new Stopwatch();
            // A thread of its own: the pool's may all be busy with other tests until the load has ended.
            var canceller = new Thread(() => { Thread.Sleep(60); clock.Start(); source.Cancel(); });
            canceller.Start();
            Assert.ThrowsAny<OperationCanceledException>(() => TrainedModel.Load(In("slow.json"), null, source.Token));
            canceller.Join();
            fewest = Math.Min(fewest, clock.ElapsedMilliseconds);
        }

        Assert.InRange(fewest, 0, 1000);
    }

    [Theory]
    [InlineData("loop")]
    [InlineData("external_link")]
    [InlineData("external_values")]
    [InlineData("soft_link")]
    [InlineData("virtual")]
    public void Hostile_hdf5_is_refused_in_this_process(string name)
    {
        byte[] bytes = File.ReadAllBytes(Repository.Golden("hdf5", name + ".h5"));
        string inProcess = Assert.Throws<ModelException>(() => Hdf5Support.Read(bytes, [], default)).Message;
        Assert.Equal(Assert.Throws<ModelException>(() => Hdf5Process.Read(bytes)).Message, inProcess);
    }

    private static string Error(string path) => Assert.Throws<ModelException>(() => TrainedModel.Load(path)).Message;

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
