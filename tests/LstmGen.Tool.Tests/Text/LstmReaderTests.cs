using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using Xunit;

namespace LstmGen.Tool.Tests.Text;

/// <summary>Texts that aren't models, with the place of the error, which is marked by ¦.</summary>
public sealed class LstmReaderTests
{
    private const string Head = "lstm-model 1\n";
    private const string Input = Head + "input 1\n";
    private const string Single = "lstm units 1 activation tanh recurrent_activation sigmoid use_bias false return_sequences false";
    private const string Numbers = " kernel 1 2 3 4 recurrent_kernel 5 6 7 8";
    private const string Lstm = Single + Numbers + "\n";
    private const string Dense = "dense units 1 activation linear use_bias false kernel 1\n";
    private const string LayerOrEnd = "expected a layer (lstm, bidirectional, dense, add, layer_normalization, embedding, mean, max, last, flatten or repeat) or end but found";

    private const string Whole = """
        lstm-model 1
        source "am\"p\\\u000a.keras" # a comment
        framework "Keras 3.5.0"
        allow_nonfinite
        input 2
        steps 64
        skip

        lstm units 1 activation tanh recurrent_activation hard_sigmoid use_bias true return_sequences true
          kernel # [2, 4]: i, f, c, o, row by row
            1 -2.5 3e-3 4
            inf -inf nan -0
          recurrent_kernel
            5 6 7 8
          bias
            1 1 1 1
          initial_hidden
            0.25
          initial_cell
            0.5

        dense units 2 activation linear use_bias true
          kernel
            1 2
          bias
            3 4

        end

        """;

    public static TheoryData<string, string> Properties { get; } = new()
    {
        { "¦", "expected 'lstm-model 1' but found the end of the file; this is not a .lstm file" },
        { " \n # lstm-model 1\n¦", "expected 'lstm-model 1' but found the end of the file; this is not a .lstm file" },
        { "¦{\"layers\": []}", "expected 'lstm-model 1' but found '{'; this is not a .lstm file" },
        { "  ¦LSTM-model 1\n", "expected 'lstm-model 1' but found 'LSTM-model'; this is not a .lstm file" },
        { "¦\"lstm-model\" 1\n", "expected 'lstm-model 1' but found 'lstm-model'; this is not a .lstm file" },
        { "lstm-model ¦2\n", "the file has version '2' of the format, and this version of LstmGen reads version 1" },
        { "lstm-model ¦1.0\n", "the file has version '1.0' of the format, and this version of LstmGen reads version 1" },
        { "lstm-model\n¦", "expected the version of the format but found the end of the file" },
        { "lstm-model ¦\"1\"\ninput 1\n" + Lstm + "end", "the file has version '1' in quotation marks; it is a number" },
        { Head + "¦", "the model has 0 layers and no lstm among them" },
        { Head + "¦end\n", "'end' is not part of a model; a layer starts with lstm or dense" },
        { Head + "¦" + Lstm + "end\n", "'input' is missing before the first layer: how many features a step has" },
        { Input + Lstm + "¦add end\n", "layer add has no source" },
        { Input + Lstm + "add source ¦output end\n", "'output' is not a valid value for source: it must be input, or the number of a layer, counted from 0, before the one that this layer reads" },
        { Input + Lstm + "add source ¦0 end\n", "'0' is not a valid value for source: it must be input, or the number of a layer, counted from 0, before the one that this layer reads" },
        { Input + Lstm + "add source ¦\"input\" end\n", "'input' is not a valid value for source: it must be input, or the number of a layer, counted from 0, before the one that this layer reads" },
        { Input + "add source input " + Lstm + "¦end\n", "layer add adds the output of another layer, which has to come before the one that it reads itself" },
        { Head + "input 2\n" + Lstm.Replace("kernel 1 2 3 4 ", "kernel 1 2 3 4 1 2 3 4 ", StringComparison.Ordinal) + "add source input ¦end\n", "layer add reads 1 values and adds 2 to them; both have to be as many" },
        { Input + "masking 0\n" + Lstm.Replace("sequences false", "sequences true", StringComparison.Ordinal) + Dense + Lstm + "add source 0 ¦end\n", "layer add adds a row from before the last LSTM, with masked steps; their output isn't defined beside it" },
        { Input + Lstm + "¦layer_normalization epsilon 1 scale true gamma 1 end\n", "layer layer_normalization has no center" },
        { Input + Lstm + "layer_normalization epsilon ¦one end\n", "'one' is not a valid value for epsilon: it must be a finite number" },
        { Input + Lstm + "layer_normalization epsilon -1 scale false center false ¦end\n", "layer layer_normalization has the epsilon -1; it is a finite number of at least 0" },
        { Input + Lstm + "layer_normalization epsilon 1 scale true center true gamma 1 ¦end\n", "expected beta [1] of layer layer_normalization but found 'end'" },
        { Input + "¦embedding ids 3 " + Lstm + "end\n", "layer embedding has no units" },
        { Input + Lstm + "embedding ¦ids 1 units 1 end\n", "layer embedding reads one id a step, so it has to be the first layer, and input has to be 1" },
        { Head + "input 2 embedding ¦ids 1 units 1 end\n", "layer embedding reads one id a step, so it has to be the first layer, and input has to be 1" },
        { Input + "  ¦input 1\n", "input is given twice" },
        { Head + "source \"a\"\n¦source \"a\"\n", "source is given twice" },
        { Head + "framework \"a\" ¦framework \"a\"\n", "framework is given twice" },
        { Head + "steps 1\n¦steps 1\n", "steps is given twice" },
        { Head + "skip ¦skip\n", "skip is given twice" },
        { Head + "allow_nonfinite ¦allow_nonfinite\n", "allow_nonfinite is given twice" },
        { Head + "input ¦0\n", "'0' is not a valid value for input: it must be a whole number from 1 to 2147483647" },
        { Head + "input ¦-1\n", "'-1' is not a valid value for input: it must be a whole number from 1 to 2147483647" },
        { Head + "input ¦+1\n", "'+1' is not a valid value for input: it must be a whole number from 1 to 2147483647" },
        { Head + "input ¦1.0\n", "'1.0' is not a valid value for input: it must be a whole number from 1 to 2147483647" },
        { Head + "input ¦1e1\n", "'1e1' is not a valid value for input: it must be a whole number from 1 to 2147483647" },
        { Head + "input ¦0x1\n", "'0x1' is not a valid value for input: it must be a whole number from 1 to 2147483647" },
        { Head + "input ¦٣\n", "'٣' is not a valid value for input: it must be a whole number from 1 to 2147483647" },
        { Head + "input ¦2147483648\n", "'2147483648' is not a valid value for input: it must be a whole number from 1 to 2147483647" },
        { Head + "input ¦\"1\"\n", "'1' is not a valid value for input: it must be a whole number from 1 to 2147483647" },
        { Head + "input ¦1\0\n", "'1\\u0000' is not a valid value for input: it must be a whole number from 1 to 2147483647" },
        { Head + "input\n¦steps 1\n", "'steps' is not a valid value for input: it must be a whole number from 1 to 2147483647" },
        { Head + "input¦", "the end of the file is not a valid value for input: it must be a whole number from 1 to 2147483647" },
        { Head + "steps ¦0\n", "'0' is not a valid value for steps: it must be a whole number from 1 to 2147483647" },
        { Head + "source ¦amp\n", "expected the string of source, in quotation marks, but found 'amp'" },
        { Head + "framework\n¦input 1\n", "expected the string of framework, in quotation marks, but found 'input'" },
        { Head + "source ¦\"amp\ninput 1\n", "the string has no closing quotation mark on its line" },
        { Head + "source ¦\"amp\r\n\"", "the string has no closing quotation mark on its line" },
        { Head + "source ¦\"amp", "the string has no closing quotation mark on its line" },
        { Head + "source ¦\"amp\\\"\n", "the string has no closing quotation mark on its line" },
        { Head + "source ¦\"a\\mp\"\n", "a backslash in a string comes before \", \\ or u and four hexadecimal digits" },
        { Head + "source ¦\"a\\", "a backslash in a string comes before \", \\ or u and four hexadecimal digits" },
        { Head + "source ¦\"a\\\n\"", "a backslash in a string comes before \", \\ or u and four hexadecimal digits" },
        { Head + "source ¦\"\\u12", "a backslash in a string comes before \", \\ or u and four hexadecimal digits" },
        { Head + "source ¦\"\\u123\"\n", "a backslash in a string comes before \", \\ or u and four hexadecimal digits" },
        { Head + "source ¦\"\\u12g4\"\n", "a backslash in a string comes before \", \\ or u and four hexadecimal digits" },
        { Head + "source ¦\"\\u 123\"\n", "a backslash in a string comes before \", \\ or u and four hexadecimal digits" },
        { Head + "source ¦\"\\u+123\"\n", "a backslash in a string comes before \", \\ or u and four hexadecimal digits" },
        { Head + "source ¦\"\\u12\0\0\"\n", "a backslash in a string comes before \", \\ or u and four hexadecimal digits" },
        { Head + "metadata ¦input 1\n", "'input' comes after metadata; there are model_hash, scaler, name, modeled_by, gear_make, gear_model, gear_type, tone_type, sample_rate, loudness, gain, input_level_dbu, output_level_dbu" },
        { Head + "metadata gain 1 ¦gain 1\n", "gain is given twice" },
        { Head + "metadata gain 1 ¦metadata loudness 1\n", "metadata is given twice" },
        { Head + "metadata gain ¦\"1\"\n", "expected the number gain but found '1'" },
        { Head + "metadata gain ¦1e999\n", "expected the number gain but found '1e999'" },
        { Head + "metadata gain ¦nan\n", "expected the number gain but found 'nan'" },
        { Head + "metadata gain ¦1\0\n", "expected the number gain but found '1\\u0000'" },
        { Head + "metadata name ¦1\n", "expected the string of name, in quotation marks, but found '1'" },
        { Head + "metadata name ¦\"" + new string('x', 257) + "\"\n", "name has 257 characters, and at most 256 are read" },
        { Head + "metadata name \"x\" ¦color 1\n", "'color' is not part of a model; a layer starts with lstm or dense" },
        { Input + "¦gru units 1\n", "'gru' is not part of a model; a layer starts with lstm or dense" },
        { Input + "¦\"lstm\" units 1\n", "'lstm' is not part of a model; a layer starts with lstm or dense" },
        { Input + "¦\u001b[2J\n", "'\\u001b[2J' is not part of a model; a layer starts with lstm or dense" },
        { Input + "¦" + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…' is not part of a model; a layer starts with lstm or dense" },
    };

    public static TheoryData<string, string> Layers { get; } = new()
    {
        { Input + "¦lstm activation tanh recurrent_activation sigmoid use_bias false return_sequences false\n", "layer lstm has no units" },
        { Input + "¦lstm units 1 recurrent_activation sigmoid use_bias false return_sequences false\n", "layer lstm has no activation" },
        { Input + "¦lstm units 1 activation tanh use_bias false return_sequences false\n", "layer lstm has no recurrent_activation" },
        { Input + "¦lstm units 1 activation tanh recurrent_activation sigmoid return_sequences false\n", "layer lstm has no use_bias" },
        { Input + "  ¦lstm units 1 activation tanh recurrent_activation sigmoid use_bias false\n", "layer lstm has no return_sequences" },
        { Input + Dense + "¦dense units 1 activation linear\n", "layer dense_1 has no use_bias" },
        { Input + Single + " ¦units 1\n", "expected kernel [1, 4] of layer lstm but found 'units'" },
        { Input + Single + "\n ¦use_bias false\n", "expected kernel [1, 4] of layer lstm but found 'use_bias'" },
        { Input + "dense units 1 activation linear use_bias false ¦return_sequences true\n", "expected kernel [1, 1] of layer dense but found 'return_sequences'" },
        { Input + "dense units 1 activation linear use_bias false ¦recurrent_activation tanh\n", "expected kernel [1, 1] of layer dense but found 'recurrent_activation'" },
        { Input + "lstm units ¦0 ", "'0' is not a valid value for units: it must be a whole number from 1 to 4096" },
        { Input + "lstm units ¦-1 ", "'-1' is not a valid value for units: it must be a whole number from 1 to 4096" },
        { Input + "lstm units ¦4097 ", "'4097' is not a valid value for units: it must be a whole number from 1 to 4096" },
        { Input + "dense units ¦99999999999 ", "'99999999999' is not a valid value for units: it must be a whole number from 1 to 4096" },
        { Input + "lstm units ¦\"1\" ", "'1' is not a valid value for units: it must be a whole number from 1 to 4096" },
        { Input + "lstm units ¦activation tanh", "'activation' is not a valid value for units: it must be a whole number from 1 to 4096" },
        { Input + "lstm activation ¦mish ", "'mish' is not an activation; there are " + ActivationNames.List },
        { Input + "lstm activation ¦Tanh ", "'Tanh' is not an activation; there are " + ActivationNames.List },
        { Input + "lstm activation ¦\"tanh\" ", "'tanh' is not an activation; there are " + ActivationNames.List },
        { Input + "lstm recurrent_activation¦", "the end of the file is not an activation; there are " + ActivationNames.List },
        { Input + "lstm use_bias ¦1 ", "'1' is not a valid value for use_bias: it must be true or false" },
        { Input + "lstm use_bias ¦True ", "'True' is not a valid value for use_bias: it must be true or false" },
        { Input + "lstm return_sequences ¦\"false\" ", "'false' is not a valid value for return_sequences: it must be true or false" },
        { Input + Single + " ¦recurrent_kernel 1 2 3 4", "expected kernel [1, 4] of layer lstm but found 'recurrent_kernel'" },
        { Input + Single + " kernel 1 2 3 4\n¦end\n", "expected recurrent_kernel [1, 4] of layer lstm but found 'end'" },
        { Input + Single + " kernel 1 2 3 ¦recurrent_kernel 5 6 7 8\n", "expected a number but found 'recurrent_kernel': kernel of layer lstm is [1, 4], so it needs 4 values, and 3 were read" },
        { Input + Single + " kernel 1 2 3 4 recurrent_kernel 5¦", "expected a number but found the end of the file: recurrent_kernel of layer lstm is [1, 4], so it needs 4 values, and 1 were read" },
        { Input + Single + " kernel 1 2 3 4 ¦5 recurrent_kernel 5 6 7 8\n", "'5' is one value too many: kernel of layer lstm is [1, 4], so it needs 4 values" },
        { Input + Single + Numbers + "\n  ¦nan end\n", "'nan' is one value too many: recurrent_kernel of layer lstm is [1, 4], so it needs 4 values" },
        { Input + Single + " kernel ¦x 2 3 4", "expected a number but found 'x': kernel of layer lstm is [1, 4], so it needs 4 values, and 0 were read" },
        { Input + Single + " kernel 1 ¦0x10 3 4", "expected a number but found '0x10': kernel of layer lstm is [1, 4], so it needs 4 values, and 1 were read" },
        { Input + Single + " kernel 1 ¦\"2\" 3 4", "expected a number but found '2': kernel of layer lstm is [1, 4], so it needs 4 values, and 1 were read" },
        { Input + Single + " kernel 1 ¦2,5 3 4", "expected a number but found '2,5': kernel of layer lstm is [1, 4], so it needs 4 values, and 1 were read" },
        { Input + Single + " kernel 1 ¦2f 3 4", "expected a number but found '2f': kernel of layer lstm is [1, 4], so it needs 4 values, and 1 were read" },
        { Input + Single + " kernel 1 ¦Infinity 3 4", "expected a number but found 'Infinity': kernel of layer lstm is [1, 4], so it needs 4 values, and 1 were read" },
        { Input + Single + " kernel 1 ¦NaN 3 4", "expected a number but found 'NaN': kernel of layer lstm is [1, 4], so it needs 4 values, and 1 were read" },
        { Input + Single + " kernel 1 ¦- 3 4", "expected a number but found '-': kernel of layer lstm is [1, 4], so it needs 4 values, and 1 were read" },
        { Input + Single + " kernel 1 ¦(2) 3 4", "expected a number but found '(2)': kernel of layer lstm is [1, 4], so it needs 4 values, and 1 were read" },
        { Input + Single + " kernel 1 2 ¦nan 4", "value 2 of kernel of layer lstm is nan, which is not a finite float; 'allow_nonfinite' above the layers lets it pass" },
        { Input + Single + " kernel 1 2 ¦inf 4", "value 2 of kernel of layer lstm is inf, which is not a finite float; 'allow_nonfinite' above the layers lets it pass" },
        { Input + Single + " kernel 1 2 3 4 recurrent_kernel ¦-inf 4", "value 0 of recurrent_kernel of layer lstm is -inf, which is not a finite float; 'allow_nonfinite' above the layers lets it pass" },
        { Input + Single + " kernel 1 2 ¦1e999 4", "value 2 of kernel of layer lstm is '1e999', which is too large for a float" },
        { Input + "allow_nonfinite\n" + Single + " kernel 1 2 ¦-3.5e38 4", "value 2 of kernel of layer lstm is '-3.5e38', which is too large for a float" },
        { Input + Lstm + "¦bias 1 2 3 4\n", $"{LayerOrEnd} 'bias'" },
        { Input + "lstm units 1 activation tanh recurrent_activation sigmoid use_bias true return_sequences false" + Numbers + " ¦end", "expected bias [4] of layer lstm but found 'end'" },
        { Input + Lstm + "initial_hidden 1\n¦end\n", "expected initial_cell [1] of layer lstm but found 'end'" },
        { Input + Lstm + "¦initial_cell 1 initial_hidden 1\n", "expected initial_hidden [1] of layer lstm but found 'initial_cell'" },
        { Input + Lstm + "initial_hidden ¦initial_cell 1\n", "expected a number but found 'initial_cell': initial_hidden of layer lstm is [1], so it needs 1 values, and 0 were read" },
        { Input + Lstm + "initial_hidden 1 initial_cell 1 ¦1\n", "'1' is one value too many: initial_cell of layer lstm is [1], so it needs 1 values" },
        { Input + Lstm + Dense + "¦initial_hidden 1\n", $"{LayerOrEnd} 'initial_hidden'" },
        { Input + Lstm + "¦steps 3 end\n", $"{LayerOrEnd} 'steps'" },
        { Input + Lstm + "¦", $"{LayerOrEnd} the end of the file" },
        { Input + Lstm + "¦End\n", $"{LayerOrEnd} 'End'" },
        { Input + Lstm + "¦\"end\"\n", $"{LayerOrEnd} 'end'" },
        { Input + Lstm + "end\n¦end\n", "'end' comes after end, which is the last word of a model" },
        { Input + Lstm + "end ¦\"\"", "'' comes after end, which is the last word of a model" },
        { Input + Dense + Dense + "¦end\n", "the model has 2 layers and no lstm among them" },
        { Input + Lstm + Dense + Lstm + "¦end\n", "layer lstm has return_sequences false, and another LSTM layer after it reads every step" },
        { Input + "skip\n" + Lstm + "dense units 3 activation linear use_bias false kernel 1 2 3\n¦end\n", "skip adds a feature of the input to each of 3 outputs, and a step has 1" },
        { Head + "input 2147483647\n¦" + Single, "layer lstm has no room for its parameters: the model would have 8589934592, and at most 4194304 can be generated" },
        { Input + "¦lstm units 4096 activation tanh recurrent_activation sigmoid use_bias false return_sequences false", "layer lstm has no room for its parameters: the model would have 67125248, and at most 4194304 can be generated" },
        { Head + "input 2\nsteps 2147483647\n" + Single + " kernel 1 2 3 4 1 2 3 4 recurrent_kernel 5 6 7 8 ¦end", "the model has 4294967294 values in a sequence of its input, and at most 2147483647 can be generated" },
        { Input + "steps 2147483647\n" + "lstm units 1 activation tanh recurrent_activation sigmoid use_bias false return_sequences true" + Numbers + " dense units 2 activation relu use_bias false kernel 1 1 ¦end", "the model has 4294967294 values in a sequence of its output, and at most 2147483647 can be generated" },
    };

    [Theory]
    [MemberData(nameof(Properties))]
    [MemberData(nameof(Layers))]
    public void What_is_no_model_is_an_error_at_its_place(string marked, string message) => Refused(marked, message);

    [Fact]
    public void There_are_at_most_64_layers()
    {
        string most = Input + Lstm + string.Concat(Enumerable.Repeat(Dense, 63));
        Assert.Equal(64, LstmReader.Read(most + "end\n").Network.Layers.Count);
        Refused(most + "¦" + Dense + "end\n", "the model has more than 64 layers, which is the most that can be generated");
    }

    [Fact]
    public void All_layers_together_have_at_most_16384_units()
    {
        string wide = "dense units 4096 activation linear use_bias false kernel " + string.Concat(Enumerable.Repeat("1 ", 4096)) + "\n";
        string narrow = "dense units 1 activation linear use_bias false kernel " + string.Concat(Enumerable.Repeat("1 ", 4096)) + "\n";
        Refused(
            Input + Lstm + string.Concat(Enumerable.Repeat(wide + narrow, 4)) + "¦end\n",
            "the model has 16389 units in all layers together, and at most 16384 can be generated");
    }

    [Theory]
    [InlineData("input 2147483647\n" + Single)]
    [InlineData("input 1\nlstm units 4096 activation tanh recurrent_activation sigmoid use_bias false return_sequences false")]
    [InlineData("input 16777215\nlstm units 1 activation tanh recurrent_activation sigmoid use_bias true return_sequences false kernel 1")]
    public void What_is_too_large_takes_no_memory(string text)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<LstmSyntaxException>(() => LstmReader.Read(Head + text));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void Everything_is_read()
    {
        ModelFile file = LstmReader.Read(Whole);
        Assert.Equal("am\"p\\\n.keras", file.Source);
        Assert.Equal("Keras 3.5.0", file.Framework);
        var expected = new Network(
            new EquatableArray<Layer>(
            [
                new LstmLayer("lstm", 2, 1, Generator.Model.Activation.Tanh, Generator.Model.Activation.HardSigmoid, UseBias: true, ReturnSequences: true),
                new DenseLayer("dense", 1, 2, Generator.Model.Activation.Linear, UseBias: true),
            ]),
            64)
        {
            Skip = true,
            Parameters = new Floats([1f, -2.5f, 3e-3f, 4f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, -0f, 5f, 6f, 7f, 8f, 1f, 1f, 1f, 1f, 1f, 2f, 3f, 4f]),
            InitialState = new Floats([0.25f, 0.5f]),
        };
        Assert.Equal(expected, file.Network);
    }

    [Fact]
    public void An_initial_state_of_one_layer_is_zero_in_the_others()
    {
        string stack = Lstm.Replace("return_sequences false", "return_sequences true", StringComparison.Ordinal);
        Assert.Equal(new Floats([0f, 0f, 1f, 2f, 0f, 0f]), LstmReader.Read(Input + stack + stack + "initial_hidden 1 initial_cell 2 " + Lstm + "end").Network.InitialState);
        Assert.Null(LstmReader.Read(Input + stack + Lstm + "end").Network.InitialState);
    }

    [Fact]
    public void Options_and_properties_have_any_order() => Assert.Equal(
        LstmReader.Read(Input + "steps 3 skip\n" + Lstm + "end"),
        LstmReader.Read(Head + "skip steps 3 input 1 lstm return_sequences false use_bias false recurrent_activation sigmoid activation tanh units 1" + Numbers + " end"));

    [Fact]
    public void Line_ends_and_a_mark_of_the_encoding_are_the_readers()
    {
        ModelFile file = LstmReader.Read(Whole);
        string unix = Whole.ReplaceLineEndings("\n");
        Assert.Equal(file, LstmReader.Read(unix));
        Assert.Equal(file, LstmReader.Read("\ufeff" + unix));
        Assert.Equal(file, LstmReader.Read("\ufeff" + unix.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(file, LstmReader.Read(unix.TrimEnd('\n')));
        Assert.Equal(file, LstmReader.Read(unix + "\n\n # behind the end"));
        Assert.Equal(file, LstmReader.Read(Regex.Replace(unix, "#[^\n]*", "").Replace(" ", "\t ", StringComparison.Ordinal).Replace("Keras\t 3", "Keras 3", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(" # a comment: end \"\n")]
    [InlineData("#\n")]
    [InlineData(" \t#lstm units 3 # 4\r\n\r\n")]
    public void A_comment_may_stand_between_any_two_words(string comment)
    {
        string text = comment + string.Join(comment, Regex.Replace(Whole, "# [^\n]*", "").Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)) + comment;
        Assert.Equal(LstmReader.Read(Whole), LstmReader.Read(text.Replace("\"Keras" + comment, "\"Keras ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_text_that_is_cut_off_anywhere_is_an_error()
    {
        string unix = Whole.ReplaceLineEndings("\n").TrimEnd('\n');
        for (int length = 0; length < unix.Length; length++)
        {
            string cut = unix[..length];
            RequirePlace(cut, Assert.Throws<LstmSyntaxException>(() => LstmReader.Read(cut)));
        }
    }

    [Fact]
    public void A_text_that_is_damaged_anywhere_is_read_or_is_an_error()
    {
        const string Characters = "\"\\#\n\r\0 019-.e\ud800\ufeff٣ux";
        string unix = Whole.ReplaceLineEndings("\n");
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder(unix);
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0:
                        text[at] = Characters[random.Next(Characters.Length)];
                        break;
                    case 1:
                        text.Insert(at, Characters[random.Next(Characters.Length)]);
                        break;
                    default:
                        text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                        break;
                }
            }

            string damaged = text.ToString();
            try
            {
                LstmReader.Read(damaged);
            }
            catch (LstmSyntaxException error)
            {
                RequirePlace(damaged, error);
            }
        }
    }

    private static void Refused(string marked, string message)
    {
        int at = marked.IndexOf('¦', StringComparison.Ordinal);
        string text = marked.Remove(at, 1);
        var error = Assert.Throws<LstmSyntaxException>(() => LstmReader.Read(text));
        Assert.Equal(message, error.Message);
        Assert.Equal(at, error.Start);
        Assert.Equal(text[..at].Count(character => character == '\n'), error.Line);
        Assert.Equal(at - (text[..at].LastIndexOf('\n') + 1), error.Column);
        RequirePlace(text, error);
    }

    /// <summary>A place inside the text, and a message on one line.</summary>
    private static void RequirePlace(string text, LstmSyntaxException error)
    {
        Assert.InRange(error.Start, 0, text.Length);
        Assert.InRange(error.Length, 0, text.Length - error.Start);
        Assert.Equal(text[..error.Start].Count(character => character == '\n'), error.Line);
        Assert.Equal(error.Start - (text[..error.Start].LastIndexOf('\n') + 1), error.Column);
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.True(error.Message.Length < 300, error.Message);
    }
}
