using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>The same network gives the same text, wherever and in whatever order it is compiled.</summary>
public class DeterminismTests
{
    private static readonly KeyValuePair<string, string>[] Sources =
    [
        new("First.cs", """
            using LstmGen;

            namespace Istanbul;

            [Lstm(Input = 2, Units = 3, Steps = 1500, ReturnSequences = true)]
            [Dense(Units = 1, Activation = Activation.Sigmoid)]
            public partial class Iris { }
            """),
        new("Second.cs", """
            using LstmGen;

            [Lstm(Input = 16, Units = 100)]
            public partial class I { }

            [Lstm(Input = 1, Units = 1, RecurrentActivation = Activation.HardSigmoid02)]
            public partial class i { }
            """),
    ];

    private static readonly Dictionary<string, string> Expected = Generate(Sources);

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    [InlineData("hi-IN")]
    public void In_every_culture(string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo beforeUi = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
            Assert.Equal(Expected, Generate(Sources));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.CurrentUICulture = beforeUi;
        }
    }

    [Fact]
    public void A_culture_that_writes_minus_and_groups_differently_is_among_them()
    {
        // Without culture data every culture would be the invariant one, and the test above would check nothing.
        Assert.NotEqual(1234.5.ToString("N1", CultureInfo.InvariantCulture), 1234.5.ToString("N1", CultureInfo.GetCultureInfo("de-DE")));
        Assert.NotEqual("i".ToUpper(CultureInfo.InvariantCulture), "i".ToUpper(CultureInfo.GetCultureInfo("tr-TR")));
    }

    [Fact]
    public void With_line_feeds_alone() => Assert.All(Expected.Values, text => Assert.DoesNotContain('\r', text));

    [Fact]
    public void Whatever_the_line_ends_of_the_sources() =>
        Assert.Equal(Expected, Generate(Sources.Select(source => new KeyValuePair<string, string>(source.Key, source.Value.Replace("\n", "\r\n")))));

    [Theory]
    [InlineData("/home/someone/project/")]
    [InlineData("C:\\project\\")]
    public void In_every_folder(string folder) =>
        Assert.Equal(Expected, Generate(Sources.Select(source => new KeyValuePair<string, string>(folder + source.Key, source.Value))));

    [Fact]
    public void In_every_order_of_the_files() => Assert.Equal(Expected, Generate(Sources.Reverse()));

    [Fact]
    public void In_every_order_of_the_classes() => Assert.Equal(
        Expected["I.g.cs"],
        Generate([Sources[0], new("Second.cs", """
            using LstmGen;

            [Lstm(Input = 1, Units = 1, RecurrentActivation = Activation.HardSigmoid02)]
            public partial class i { }

            [Lstm(Input = 16, Units = 100)]
            public partial class I { }
            """)])["I.g.cs"]);

    private static Dictionary<string, string> Generate(IEnumerable<KeyValuePair<string, string>> sources)
    {
        RunOptions options = RunOptions.Default;
        GeneratorRunResult result = CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], parseOptions: options.ParseOptions)
            .RunGenerators(options.Compile(sources)).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        // Three classes of four files each, and the file of shared helpers.
        Assert.Equal(13, result.GeneratedSources.Length);
        return result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);
    }
}
