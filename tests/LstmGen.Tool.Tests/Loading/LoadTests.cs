using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Loading;

/// <summary>Trained models that a program reads while it runs: what the library says of them is what the build has, bit for bit.</summary>
public class LoadTests
{
    public static TheoryData<string> Folders => [.. GoldenModels.Names.Select(name => name.Split('/')[0]).Distinct()];

    [Fact]
    public void There_are_golden_models_of_every_format() => Assert.Superset(
        ModelImporter.Formats.Where(format => format.Name != "LstmGen (.lstm)").ToHashSet(),
        GoldenModels.Names.Select(name => ModelImporter.FormatOf(ModelInput.Open(Repository.Golden(name.Split('/'))))!).ToHashSet());

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_path_and_a_stream_give_what_the_build_reads(string folder)
    {
        foreach (string name in GoldenModels.Names.Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal)))
        {
            string path = Repository.Golden(name.Split('/'));
            Network network = ModelImporter.Import(ModelInput.Open(path), new ImportOptions()).Network;
            TrainedModel model = TrainedModel.Load(path);
            Assert.Equal(ArchitectureText.Of(network), model.Architecture);
            Assert.Equal(network.Parameters, new Floats(model.ParametersFor(model.Architecture).ToArray()));
            Assert.Equal(network.InitialState is not null, model.HasInitialState);
            Assert.Equal(network.InitialState ?? new Floats(new float[network.TakesInitialState ? network.StateCount : 0]), new Floats(model.InitialState.ToArray()));
            Assert.Equal((network.InputSize, network.OutputSize, network.Steps), (model.InputSize, model.OutputSize, model.Steps));
            Assert.Equal(Path.GetFileName(path), model.Metadata.Source);
            if (!name.Contains("beside", StringComparison.Ordinal) && !name.Contains("tfjs", StringComparison.Ordinal))
            {
                using var stream = new Trickle(File.ReadAllBytes(path));
                Same(model, TrainedModel.Load(stream, Path.GetFileName(path)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_class_that_takes_parameters_computes_what_the_class_of_the_build_computes(string folder)
    {
        (TrainedModel Model, Network Network)[] all = [.. GoldenModels.Names.Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(name => (TrainedModel.Load(Repository.Golden(name.Split('/'))), WithSteps(ModelImporter.Import(ModelInput.Open(Repository.Golden(name.Split('/'))), new ImportOptions()).Network)))
            .DistinctBy(one => one.Item2)];
        IReadOnlyList<BothClasses> compiled = BothClasses.Of([.. all.Select(one => one.Network)]);
        foreach (((TrainedModel model, Network network), BothClasses classes) in all.Zip(compiled))
        {
            float[] input = Input(network.Steps!.Value * network.InputSize, network);
            float[] built = classes.Built(input);
            Assert.Equal(built, classes.Taken(model.ParametersFor(classes.Architecture).ToArray(), model.InitialState.ToArray(), input));
            Assert.Contains(built, value => value != 0);
        }
    }

    [Fact]
    public async Task What_is_awaited_is_the_same()
    {
        string path = Repository.Golden("nam", "two_layers.nam");
        TrainedModel model = TrainedModel.Load(path);
        Same(model, await TrainedModel.LoadAsync(path));
        await using var stream = new Trickle(File.ReadAllBytes(path));
        Same(model, await TrainedModel.LoadAsync(stream, "two_layers.nam"));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Metadata_is_all_that_the_build_has()
    {
        Assert.Equal(
            FactKind.All.Select(kind => (kind.Name, kind.IsText ? typeof(string) : typeof(double?))),
            typeof(ModelMetadata).GetProperties().Select(property => (property.Name, property.PropertyType)));
        string path = Repository.Golden("nam", "two_layers.nam");
        ImportedModel imported = ModelImporter.Import(ModelInput.Open(path), new ImportOptions());
        ModelMetadata metadata = TrainedModel.Load(path).Metadata;
        Assert.NotEmpty(imported.Metadata);
        foreach (ModelFact fact in imported.AsFile("two_layers.nam").Facts)
        {
            object? found = typeof(ModelMetadata).GetProperty(fact.Kind.Name)!.GetValue(metadata);
            Assert.Equal(fact.Kind.IsText ? fact.Text : fact.Number, found);
        }
    }

    [Fact]
    public void Tensors_by_name_are_a_state_dict()
    {
        TrainedModel file = TrainedModel.Load(Repository.Golden("state_dict", "one.json"));
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Repository.Golden("state_dict", "one.json")));
        NamedTensor[] tensors =
        [
            .. json.RootElement.EnumerateObject().Select(member => member.Value[0].ValueKind == System.Text.Json.JsonValueKind.Array
                ? new NamedTensor(member.Name, [member.Value.GetArrayLength(), member.Value[0].GetArrayLength()], member.Value.EnumerateArray().SelectMany(row => row.EnumerateArray().Select(value => value.GetSingle())).ToArray())
                : new NamedTensor(member.Name, [member.Value.GetArrayLength()], member.Value.EnumerateArray().Select(value => value.GetSingle()).ToArray())),
        ];
        TrainedModel model = TrainedModel.FromTensors(tensors);
        Assert.Equal(file.Architecture, model.Architecture);
        Assert.Equal(file.Parameters.ToArray(), model.Parameters.ToArray());

        tensors[0] = tensors[0] with { Shape = [3, 3, 3] };
        Assert.StartsWith("the tensors: tensor ", Assert.Throws<ModelException>(() => TrainedModel.FromTensors(tensors)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_file_does_not_say_is_stated()
    {
        string path = Repository.Golden("state_dict", "one.json");
        TrainedModel plain = TrainedModel.Load(path);
        TrainedModel model = TrainedModel.Load(path, new LoadOptions { Steps = 7, Activations = new Dictionary<string, string> { ["head"] = "relu" } });
        Assert.Equal(7, model.Steps);
        Assert.Contains("relu", model.Architecture, StringComparison.Ordinal);
        Assert.DoesNotContain("relu", plain.Architecture, StringComparison.Ordinal);
    }

    private static Network WithSteps(Network network) => network with { Steps = network.Steps ?? Math.Max(4, network.LeastSteps) };

    private static float[] Input(int count, Network network)
    {
        // Whole numbers for a table of rows.
        bool isIds = network.Layers.Any(layer => layer is EmbeddingLayer);
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(_ => isIds ? random.Next(2) : (2 * random.NextSingle()) - 1)];
    }

    private static void Same(TrainedModel one, TrainedModel other)
    {
        Assert.Equal(
            (one.Architecture, one.HasInitialState, one.Steps, one.Summary, one.Format, one.Metadata.ModelHash),
            (other.Architecture, other.HasInitialState, other.Steps, other.Summary, other.Format, other.Metadata.ModelHash));
        Assert.Equal(new Floats(one.Parameters.ToArray()), new Floats(other.Parameters.ToArray()));
        Assert.Equal(new Floats(one.InitialState.ToArray()), new Floats(other.InitialState.ToArray()));
    }
}
