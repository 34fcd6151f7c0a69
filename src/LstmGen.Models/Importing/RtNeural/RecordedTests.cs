using System;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Verifying;

namespace LstmGen.Models.Importing.RtNeural;

/// <summary>
/// Compares the test that is recorded in a file with what the network computes. This detects a file whose parts don't belong together: a
/// skip connection or a layer of another model changes the output a thousand times more than rounding does.
/// </summary>
internal static class RecordedTests
{
    /// <summary>The largest difference, relative to the larger of 1 and the recorded value. Rounding causes about 1e-6.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>
    /// The most work of a check, in steps times parameters: about a second. A larger network is compared over fewer steps.
    /// </summary>
    private const long MostWork = 200_000_000;

    /// <exception cref="ModelException">The network computes something else than was recorded.</exception>
    public static void Require(Network network, RecordedTest test)
    {
        int inputSize = network.InputSize;
        int outputSize = network.OutputSize;
        int steps = (int)Math.Clamp(MostWork / Math.Max(1, network.Parameters?.Count ?? 1), 1, test.Input.Length / inputSize);
        double[] computed = DoubleReference.Run(network, test.Input[..(steps * inputSize)]);
        for (int i = 0; i < computed.Length; i++)
        {
            double recorded = test.Output[i];
            if (!(Math.Abs(computed[i] - recorded) <= Tolerance * Math.Max(1, Math.Abs(recorded))))
            {
                throw new ModelException(FormattableString.Invariant(
                    $"the test that is recorded in the file contradicts its network: at step {i / outputSize} 'output_batch' has {test.Output[i]}, and the network computes {(float)computed[i]} from 'input_batch'"));
            }
        }
    }
}
