using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Schedules.Networks;
using Xunit;

namespace LstmGen.Tool.Tests.Text;

/// <summary>Layers that change the rows, in the text form, in the line of an architecture and in the summary.</summary>
public class RowsTextTests
{
    private const string Lstm =
        " units 1 activation tanh recurrent_activation sigmoid use_bias false return_sequences true kernel 1 2 3 4 recurrent_kernel 5 6 7 8\n";

    private const string Dense = "dense units 1 activation linear use_bias false kernel ";

    [Fact]
    public void A_network_is_read_as_it_was_written()
    {
        foreach (Network network in Enumerable.Range(0, 300).Select(seed => RandomNetwork.WithRows(seed)))
        {
            using var text = new StringWriter();
            LstmWriter.Write(new ModelFile(null, null, network), text);
            Assert.Equal(network, LstmReader.Read(text.ToString()).Network);
        }
    }

    [Theory]
    [InlineData("lstm[1]mean dense 1", "lstm 1>1 tanh/sigmoid no_bias; mean 1; dense 1>1 linear no_bias", 1)]
    [InlineData("lstm[1]max", "lstm 1>1 tanh/sigmoid no_bias; max 1", 1)]
    [InlineData("lstm[1]last 3", "lstm 1>1 tanh/sigmoid no_bias; last(3) 1", 3)]
    [InlineData("lstm[1]flatten 4 dense 1 2 3 4", "lstm 1>1 tanh/sigmoid no_bias; flatten(4) 1>4; dense 4>1 linear no_bias", 1)]
    [InlineData("lstm[1]last 2 flatten 2 dense 1 2", "lstm 1>1 tanh/sigmoid no_bias; last(2) 1; flatten(2) 1>2; dense 2>1 linear no_bias", 1)]
    [InlineData("lstm[1]max repeat 5 lstm[1]", "lstm 1>1 tanh/sigmoid no_bias; max 1; repeat(5) 1; lstm 1>1 tanh/sigmoid no_bias", 5)]
    [InlineData("lstm[1]mean dense 1 add source 1", "lstm 1>1 tanh/sigmoid no_bias; mean 1; dense 1>1 linear no_bias; add 1 1", 1)]
    [InlineData("lstm[1]max repeat 5 lstm[1]add source 2", "lstm 1>1 tanh/sigmoid no_bias; max 1; repeat(5) 1; lstm 1>1 tanh/sigmoid no_bias; add 1 2", 5)]
    public void The_line_of_an_architecture_has_them(string layers, string line, int rows)
    {
        Network network = LstmReader.Read(Text(layers, steps: 4)).Network;

        Assert.Equal(line, ArchitectureText.Of(network));
        Assert.Equal(rows, network.OutputRows);
        Assert.False(network.IsStreaming);
    }

    [Theory]
    [InlineData("lstm[1]flatten 3 dense 1 2 3", "layer flatten joins 3 rows, and it reads 4")]
    [InlineData("lstm[1]last 5", "layer cropping1d takes the last 5 rows, and it reads 4")]
    [InlineData("lstm[1]repeat 5 lstm[1]", "layer repeat_vector repeats one row, and it reads 4, one for every step")]
    [InlineData("lstm[1]flatten 4", "layer flatten is the last layer, where it changes nothing but how the same numbers are arranged; leave it out")]
    [InlineData("lstm[1]mean repeat 4", "layer repeat_vector is the last layer")]
    [InlineData("lstm[1]mean lstm[1]", "layer global_average_pooling1d outputs one row, and another LSTM layer after it reads every step")]
    [InlineData("lstm[1]mean max", "layer global_average_pooling1d outputs one row, and layer global_max_pooling1d after it reads every step")]
    [InlineData("lstm[0]mean", "layer lstm has return_sequences false, and layer global_average_pooling1d after it reads every step")]
    [InlineData("mean dense 1", "the model has 2 layers and no lstm among them")]
    [InlineData("skip lstm[1]mean", "layer global_average_pooling1d pools all steps of a sequence, beside a skip connection")]
    [InlineData("masking 0 lstm[1]max", "layer global_max_pooling1d pools all steps of a sequence, and masked steps have no rows that it could read")]
    [InlineData("lstm[1]last 0", "'0' is not a valid value for last: it must be a whole number from 1 to")]
    [InlineData("lstm[1]repeat mean", "'mean' is not a valid value for repeat")]
    [InlineData("lstm[1]mean add source input", "layer add adds rows from before layer global_average_pooling1d, which pools all steps of a sequence: the rows that the sum reads are others")]
    [InlineData("lstm[0]repeat 4 lstm[1]add source 0", "layer add adds rows from before layer repeat_vector, which starts when the whole sequence has been read: the rows that the sum reads are others")]
    public void What_they_need_is_said(string layers, string message) =>
        Assert.Contains(message, Assert.Throws<LstmSyntaxException>(() => LstmReader.Read(Text(layers, steps: 4))).Message, System.StringComparison.Ordinal);

    [Fact]
    public void The_length_may_stand_beside_the_model()
    {
        Network network = LstmReader.Read(Text("lstm[1]flatten 4 dense 1 2 3 4", steps: null)).Network;

        Assert.Equal(4, network.LeastSteps);
        Assert.False(network.MayBeShorter);
        Assert.Null(Rules.Check(network with { Steps = 4 }));
        Assert.Equal("joins 4 rows, and it reads 5", Rules.Check(network with { Steps = 5 })!.Problem);
        Assert.Contains("give Steps", Rules.Check(network)!.Problem, System.StringComparison.Ordinal);
        Assert.True(LstmReader.Read(Text("lstm[1]mean", steps: null)).Network.MayBeShorter);
    }

    [Fact]
    public void The_summary_has_their_shapes_and_no_parameters()
    {
        string summary = string.Join('\n', SummaryTable.Lines("Model", LstmReader.Read(Text("lstm[1]mean repeat 3 lstm[1]last 2 flatten 2 dense 1 2", steps: 6)).Network));

        Assert.Contains(
            """
            │ global_average_pooling1d        │ (None, 1)              │             0 │
            │ (GlobalAveragePooling1D)        │                        │               │
            """,
            summary,
            System.StringComparison.Ordinal);
        Assert.All(summary.Split('\n').Where(line => line[0] != ' ' && line[0] != 'M'), line => Assert.Equal(76, line.Length));
        Assert.Contains("│ repeat_vector (RepeatVector)    │ (None, 3, 1)           │             0 │", summary, System.StringComparison.Ordinal);
        Assert.Contains("│ cropping1d (Cropping1D)         │ (None, 2, 1)           │             0 │", summary, System.StringComparison.Ordinal);
        Assert.Contains("│ flatten (Flatten)               │ (None, 2)              │             0 │", summary, System.StringComparison.Ordinal);
        Assert.Contains("Total params: 18 (72.00 B)", summary, System.StringComparison.Ordinal);
    }

    private static string Text(string layers, int? steps) =>
        $"lstm-model 1 input 1 {(steps is null ? "" : $"steps {steps} ")}\n"
        + layers.Replace("dense ", Dense, System.StringComparison.Ordinal).Replace("lstm[1]", "lstm" + Lstm, System.StringComparison.Ordinal)
            .Replace("lstm[0]", "lstm" + Lstm.Replace("sequences true", "sequences false", System.StringComparison.Ordinal), System.StringComparison.Ordinal)
        + "\nend\n";
}
