using System;
using System.Globalization;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using Xunit;

namespace LstmGen.Tool.Tests.Text;

public sealed class LstmWriterTests
{
    private static readonly Network Small = new(
        new EquatableArray<Layer>(
        [
            new LstmLayer("lstm", 2, 1, Generator.Model.Activation.Tanh, Generator.Model.Activation.HardSigmoid02, UseBias: true, ReturnSequences: true),
            new DenseLayer("dense", 1, 2, Generator.Model.Activation.Relu, UseBias: false),
        ]),
        Steps: 3)
    {
        Skip = true,
        Parameters = new Floats([1f, -0f, 0f, 0.1f, -1.5f, float.Epsilon, float.MaxValue, 1e-7f, 16777216f, 1f / 3, 1e10f, -2f, 9f, 8f, 7f, 6f, 5f, 0.25f]),
        InitialState = new Floats([0.5f, -0.5f]),
    };

    [Fact]
    public void Every_line_is_as_the_format_is_described() => Assert.Equal(
        """
        lstm-model 1
        source "a \"b\" \\ c\u000a\u2028\ud800.keras"
        framework "Keras 3.5.0"
        input 2
        steps 3
        skip # the first 2 features of a step's input are added to the outputs

        lstm units 1 activation tanh recurrent_activation hard_sigmoid_02 use_bias true return_sequences true
          kernel # [2, 4]: i, f, c, o, row by row
            1
            -0
            0
            0.1
            -1.5
            1.401298E-45
            3.4028235E+38
            1E-07
          recurrent_kernel # [1, 4]: i, f, c, o
            16777216
            0.33333334
            1E+10
            -2
          bias # [4]: i, f, c, o
            9
            8
            7
            6
          initial_hidden
            0.5
          initial_cell
            -0.5

        dense units 2 activation relu use_bias false
          kernel # [1, 2]
            5 0.25

        end

        """.ReplaceLineEndings("\n"),
        Write(new ModelFile("a \"b\" \\ c\n\u2028\ud800.keras", "Keras 3.5.0", Small)));

    [Fact]
    public void A_model_is_read_back_as_it_was()
    {
        for (int seed = 0; seed < 1000; seed++)
        {
            RoundTrip(RandomModel.Of(seed));
        }
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    public void The_culture_changes_nothing(string culture)
    {
        var here = CultureInfo.GetCultureInfo(culture);
        for (int seed = 0; seed < 100; seed++)
        {
            ModelFile file = RandomModel.Of(seed);
            string text = In(CultureInfo.InvariantCulture, () => Write(file));
            Assert.Equal(text, In(here, () => Write(file)));
            Assert.Equal(file, In(here, () => LstmReader.Read(text)));
        }
    }

    [Fact]
    public void A_number_that_is_none_is_allowed_only_where_there_is_one()
    {
        Assert.DoesNotContain("allow_nonfinite", Write(new ModelFile(null, null, Small)), StringComparison.Ordinal);
        foreach (float value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            foreach (Network network in new[] { Small with { Parameters = new Floats(Small.Parameters!.Skip(1).Append(value)) }, Small with { InitialState = new Floats([1f, value]) } })
            {
                Assert.Contains("\nallow_nonfinite\n", Write(new ModelFile(null, null, network)), StringComparison.Ordinal);
                RoundTrip(new ModelFile(null, null, network));
            }
        }
    }

    [Fact]
    public void Every_character_of_a_string_is_read_back()
    {
        string all = string.Concat(Enumerable.Range(0, 0x10000).Select(code => (char)code));
        RoundTrip(new ModelFile(all, all, Small));
    }

    [Fact]
    public void Floats_all_over_their_range_are_read_back()
    {
        var layer = new LstmLayer("lstm", 4096, 1, Generator.Model.Activation.Tanh, Generator.Model.Activation.Sigmoid, UseBias: false, ReturnSequences: false);
        int count = (int)layer.ParameterCount;
        var values = Enumerable.Range(0, count).Select(i => BitConverter.Int32BitsToSingle(unchecked(i * 262_147 * 7))).Select(value => float.IsNaN(value) ? float.NaN : value);
        RoundTrip(new ModelFile(null, null, new Network(new EquatableArray<Layer>([layer]), null) { Parameters = new Floats(values) }));
    }

    [Fact]
    public void A_network_without_parameters_is_no_file() =>
        Assert.Throws<ArgumentException>(() => Write(new ModelFile(null, null, Small with { Parameters = null })));

    private static void RoundTrip(ModelFile file)
    {
        string text = Write(file);
        Assert.DoesNotContain('\r', text);
        Assert.EndsWith("\nend\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, character => character != '\n' && (char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029'));
        ModelFile back = LstmReader.Read(text);
        Assert.Equal(file, back);
        Assert.Equal(text, Write(back));
    }

    private static string Write(ModelFile file)
    {
        // A writer whose own line ends aren't the format's.
        using var writer = new StringWriter(CultureInfo.CurrentCulture) { NewLine = "\r\n" };
        LstmWriter.Write(file, writer);
        return writer.ToString();
    }

    private static T In<T>(CultureInfo culture, Func<T> work)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            return work();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
