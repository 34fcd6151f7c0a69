using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Basic.Reference.Assemblies;
using LstmGen.Generator;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Reading;
using LstmGen.Schedules.Networks;
using LstmGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>Attributes declare the intended network: random networks over all options, written as attributes, give the same code.</summary>
public class AttributeTests
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13, DocumentationMode.None);

    [Fact]
    public void Random_networks()
    {
        Network[] networks = [.. Enumerable.Range(0, 200).Select(seed => RandomNetwork.Of(seed)).Where(CanBeDeclared).Select(network => network with { Parameters = null, InitialState = null })];
        Assert.True(networks.Length > 40, $"{networks.Length}");
        string source = "using LstmGen;\n" + string.Concat(networks.Select((network, i) => $"{Attributes(network)}\n[LstmOptions(VectorWidth = VectorWidth.Scalar)]\npublic partial class N{i} {{ }}\n\n"));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Declared",
            [CSharpSyntaxTree.ParseText(source, ParseOptions), .. Directory.EnumerateFiles(Repository.Source("LstmGen"), "*.cs").Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), ParseOptions))],
            Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriverRunResult result = CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], parseOptions: ParseOptions).RunGenerators(compilation).GetRunResult();
        Generator.Model.Target target = TargetReader.Read(compilation);
        for (int i = 0; i < networks.Length; i++)
        {
            var expected = new LstmClass(new TypeIdentity("", default, new TypePart("class", $"N{i}"), $"N{i}"), networks[i], new Options(Unroll.Auto, Arithmetic.Auto, VectorWidth.Scalar), QualifyNames: false);
            string[] generated =
            [
                .. result.Results[0].GeneratedSources
                    .Where(one => one.HintName == $"N{i}.g.cs" || one.HintName.StartsWith($"N{i}-", StringComparison.Ordinal))
                    .Select(one => one.SourceText.ToString()),
            ];
            Expect.True(generated.Length > 0, $"nothing is generated for\n{Attributes(networks[i])}");
            IEnumerable<string> emitted = ClassEmitter.Emit(Planner.Plan(expected, target)).Files.Select(file => file.Text);
            Expect.True(emitted.SequenceEqual(generated), $"other code for\n{Attributes(networks[i])}");
        }
    }

    /// <summary>Attributes give both directions the same options.</summary>
    private static bool CanBeDeclared(Network network) => network.Layers.OfType<BidirectionalLayer>().All(layer =>
        layer.Forward.Direction == Direction.Forward && layer.Forward with { Name = "" } == layer.Backward with { Name = "", Direction = Direction.Forward });

    private static string Attributes(Network network)
    {
        IEnumerable<string> layers = network.Layers.Select((layer, i) =>
        {
            IEnumerable<string> first = i == 0 ? [$"Input = {layer.Input}", $"Steps = {network.Steps}"] : [];
            return layer is DenseLayer dense
                ? $"[Dense({string.Join(", ", first.Concat(Common(dense)).Concat(Activated("Activation", dense.Activation)))})]"
                : $"[Lstm({string.Join(", ", first.Concat(Lstm(layer)))})]";
        });
        string masking = network.Masking is not { } given ? "" : given.Value is float value ? $"[Masking(Value = {Number(value)})]" : "[Masking]";
        return string.Join('\n', layers) + masking + (network.Skip ? "[SkipConnection]" : "");
    }

    private static IEnumerable<string> Lstm(Layer layer)
    {
        var lstm = (LstmLayer)layer.Parts.First();
        return Common(lstm)
            .Concat(Activated("Activation", lstm.Activation))
            .Concat(Activated("RecurrentActivation", lstm.RecurrentActivation))
            .Concat(layer is BidirectionalLayer both ? ["Direction = LstmDirection.Bidirectional", $"Merge = MergeMode.{both.Merge}"] : [$"Direction = LstmDirection.{lstm.Direction}"])
            .Append($"ReturnSequences = {Text(lstm.ReturnSequences)}")
            .Concat(LstmLayer.CellOptions.SelectMany(option => (option.Get(lstm) ?? option.Default(lstm)) switch
            {
                null => [],
                bool flag => [$"{option.Property} = {Text(flag)}"],
                float number => [$"{option.Property} = {Number(number)}"],
                Activation activation => Activated(option.Property, activation),
                var size => new[] { $"{option.Property} = {size}" },
            }));
    }

    private static IEnumerable<string> Common(WeightedLayer layer) => [$"Units = {layer.Units}", $"UseBias = {Text(layer.UseBias)}"];

    private static IEnumerable<string> Activated(string name, Activation activation)
    {
        (float? alpha, float? beta) = Activation.Defaults(activation.Kind);
        return new[] { $"{name} = Activation.{activation.Kind}" }
            .Concat(alpha is null ? [] : [$"{name}Alpha = {Number(activation.Alpha)}"])
            .Concat(beta is null ? [] : [$"{name}Beta = {Number(activation.Beta)}"]);
    }

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture) + "f";

    private static string Text(bool value) => value ? "true" : "false";
}
