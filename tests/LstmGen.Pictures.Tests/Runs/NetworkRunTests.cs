using System;
using Xunit;

namespace LstmGen.Pictures.Tests.Runs;

public class NetworkRunTests
{
    [Fact]
    public void Values_are_found_by_layer_half_step_and_unit()
    {
        var network = NetworkArchitecture.Parse("bidirectional sum [lstm 1>2 tanh/sigmoid | lstm 1>3>2 tanh/sigmoid backward]; dense 2>1 linear; skip");
        float[] trace = new float[3 * network.TraceSize];
        for (int i = 0; i < trace.Length; i++)
        {
            trace[i] = i;
        }

        var run = new NetworkRun(network, new float[network.ParameterCount], [10, 20, 30], trace);

        // 12 values of the first half, 5·3 + 3 + 2 of the second, 2 of the sum, 1 of the head, 1 with the skip connection.
        Assert.Equal(36, network.TraceSize);
        Assert.Equal(36 + 0, run[0, 0, 1, CellValue.InputGate, 0]);
        Assert.Equal(36 + 9, run[0, 0, 1, CellValue.Cell, 1]);
        Assert.Equal(36 + 11, run[0, 0, 1, CellValue.Hidden, 1]);
        Assert.Equal(36 + 12 + 15, run[0, 1, 1, CellValue.ProjectionInput, 0]);
        Assert.Equal(36 + 12 + 19, run[0, 1, 1, CellValue.Hidden, 1]);
        Assert.Equal(36 + 33, run.Output(0, 1, 1));
        Assert.Equal(36 + 33, run.Input(1, 1, 1));
        Assert.Equal(36 + 34, run.Output(1, 1, 0));
        Assert.Equal(36 + 35, run.NetworkOutput(1, 0));
        Assert.Equal(20, run.Input(0, 1, 0));

        // The second half reads from the end.
        Assert.Equal(run[0, 0, 0, CellValue.Hidden, 0], run.Before(0, 0, 1, CellValue.Hidden, 0));
        Assert.Equal(run[0, 1, 2, CellValue.Cell, 2], run.Before(0, 1, 1, CellValue.Cell, 2));
        Assert.Equal(0, run.Before(0, 0, 0, CellValue.Cell, 0));
        Assert.Equal(0, run.Before(0, 1, 2, CellValue.Cell, 0));
    }

    [Fact]
    public void The_initial_state_is_h_then_c_of_each_lstm()
    {
        var network = NetworkArchitecture.Parse("lstm 1>3>2 tanh/sigmoid; lstm 2>1 tanh/sigmoid");
        var run = new NetworkRun(network, new float[network.ParameterCount], [1], new float[network.TraceSize], [1, 2, 3, 4, 5, 6, 7]);

        Assert.Equal((1, 2, 3, 5), (run.Before(0, 0, 0, CellValue.Hidden, 0), run.Before(0, 0, 0, CellValue.Hidden, 1), run.Before(0, 0, 0, CellValue.Cell, 0), run.Before(0, 0, 0, CellValue.Cell, 2)));
        Assert.Equal((6, 7), (run.Before(1, 0, 0, CellValue.Hidden, 0), run.Before(1, 0, 0, CellValue.Cell, 0)));
    }

    [Theory]
    [InlineData("lstm 1>2 tanh/sigmoid go_backwards; dense 2>1 linear", new[] { 2, 1, 0 })]
    [InlineData("lstm 1>2 tanh/sigmoid turned; dense 2>1 linear", new[] { 2, 1, 0 })]
    [InlineData("lstm 1>2 tanh/sigmoid backward; dense 2>1 linear", new[] { 0, 1, 2 })]
    [InlineData("lstm 1>2 tanh/sigmoid; dense 2>1 linear", new[] { 0, 1, 2 })]
    [InlineData("lstm 1>2 tanh/sigmoid backward last; dense 2>1 linear", new[] { -1, -1, 0 })]
    [InlineData("lstm 1>2 tanh/sigmoid go_backwards last; dense 2>1 linear", new[] { -1, -1, 0 })]
    public void A_layer_reads_the_rows_in_the_order_in_which_they_are_passed_on(string architecture, int[] rows)
    {
        NetworkRun run = Samples.Of(architecture, 3);
        for (int step = 0; step < 3; step++)
        {
            double expected = rows[step] < 0 ? double.NaN : run.Output(0, rows[step], 1);
            Assert.Equal(expected, run.Input(1, step, 1));
        }
    }

    [Fact]
    public void A_masked_step_is_seen()
    {
        NetworkRun run = Samples.Of("masking(0); lstm 1>2 tanh/sigmoid", 3, mask: [true, false, true]);

        Assert.False(run.IsMasked(0, 0, 0));
        Assert.True(run.IsMasked(0, 0, 1));
        Assert.Equal(run[0, 0, 0, CellValue.Hidden, 1], run[0, 0, 1, CellValue.Hidden, 1]);
    }

    [Fact]
    public void What_has_the_wrong_length_is_refused()
    {
        var network = NetworkArchitecture.Parse("lstm 2>3 tanh/sigmoid");

        Says("There are 71 parameters; the architecture needs 72.", () => new NetworkRun(network, new float[71], new float[2], new float[18]));
        Says("The input has 3 values; it needs 2 for each step, and at least one step.", () => new NetworkRun(network, new float[72], new float[3], new float[18]));
        Says("The input has 0 values; it needs 2 for each step, and at least one step.", () => new NetworkRun(network, new double[72], [], new double[18]));
        Says("The trace has 18 values; 2 steps need 2 · 18 = 36.", () => new NetworkRun(network, new float[72], new float[4], new float[18]));
        Says("There are 5 values of the initial state; the architecture needs 6.", () => new NetworkRun(network, new float[72], new float[2], new float[18], new float[5]));
        Assert.Throws<ArgumentNullException>(() => new NetworkRun(network, null!, new float[2], new float[18]));
    }

    [Fact]
    public void An_index_that_is_too_large_is_refused()
    {
        NetworkRun run = Samples.Of("lstm 2>3 tanh/sigmoid; dense 3>1 linear", 2);

        Says("There are 2 layers; layer must be from 0 to 1.", () => run.Output(2, 0, 0));
        Says("Layer 1 is 'dense 3>1 linear'; an LSTM is needed here.", () => _ = run[1, 0, 0, CellValue.Cell, 0]);
        Says("Layer 0 is 'lstm 2>3 tanh/sigmoid', for which half must be from 0 to 0.", () => _ = run[0, 1, 0, CellValue.Cell, 0]);
        Says("There are 2 steps; step must be from 0 to 1.", () => _ = run[0, 0, 2, CellValue.Cell, 0]);
        Says("There are 3 units; unit must be from 0 to 2.", () => _ = run[0, 0, 0, CellValue.Cell, 3]);
        Says("'lstm 2>3 tanh/sigmoid' has no such value.", () => _ = run[0, 0, 0, CellValue.ProjectionInput, 0]);
    }

    private static void Says(string message, Action action)
    {
        ArgumentException thrown = Assert.ThrowsAny<ArgumentException>(action);
        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
    }
}
