using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Tests.Runs;

namespace LstmGen.Pictures.Tests.Drawing;

/// <summary>The cases drawn in tests: sizes, and every option of a layer.</summary>
internal static class Cases
{
    private static readonly string[] Options =
    [
        "lstm 3>4>2 tanh/sigmoid",
        "lstm 3>4 tanh/sigmoid no_bias peepholes clip(5) cell_clip(0.3)",
        "lstm 3>4>12 relu/hard_sigmoid/tanh peepholes coupled backward",
        "lstm 3>4 tanh/sigmoid go_backwards last; dense 4>2 softmax",
        "lstm 3>4 tanh/sigmoid backward last; dense 4>2 linear no_bias; dense 2>20 relu",
        "bidirectional concat [lstm 3>4 tanh/sigmoid | lstm 3>5>2 tanh/sigmoid backward]; dense 6>3 softmax",
        "bidirectional sum [lstm 3>4 tanh/sigmoid go_backwards | lstm 3>4 tanh/sigmoid turned] last; lstm 4>3 tanh/sigmoid",
        "bidirectional none [lstm 12>30 tanh/sigmoid | lstm 12>2 tanh/sigmoid coupled backward]",
        "lstm 3>4 tanh/sigmoid; lstm 4>5 tanh/sigmoid turned; lstm 5>3 tanh/sigmoid; dense 3>1 linear; skip",
    ];

    /// <summary>An architecture and a number of steps each.</summary>
    public static IEnumerable<object[]> All =>
    [
        .. from units in new[] { 1, 3, 8, 40, 64 }
           from steps in new[] { 1, 4, 64 }
           from layers in new[] { 1, 2 }
           select new object[] { layers == 1 ? $"lstm {(units == 8 ? 12 : 1)}>{units} tanh/sigmoid" : $"lstm 2>{units} tanh/sigmoid; lstm {units}>{units} tanh/sigmoid", steps },
        .. Options.Select(option => new object[] { option, 3 }),
        ["lstm 1>100 tanh/sigmoid", 2],
        ["lstm 1>2 tanh/sigmoid", 300],
        ["lstm 20>300 tanh/sigmoid; dense 300>90 linear", 100],
        ["masking(0); lstm 2>3 tanh/sigmoid", 4],
        ["masking(0); lstm 2>3>2 tanh/sigmoid", 14],
    ];

    /// <summary>The run of a case; of a network with masking, the second step is masked.</summary>
    public static NetworkRun Run(string architecture, int steps) => Samples.Of(
        architecture, steps, hasInitialState: steps == 4, mask: architecture.StartsWith("masking", System.StringComparison.Ordinal) ? [.. Enumerable.Range(0, steps).Select(step => step != 1)] : null);
}
