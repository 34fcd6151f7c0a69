using System;

namespace LstmGen.Pictures.Tests.Generated;

/// <summary>The network of the question: how do the three units of <c>LSTM(3)</c> process [1], [2], [3], [4]?</summary>
[Lstm(Input = 1, Units = 3, Steps = 4)]
internal sealed partial class Question
{
    /// <summary>Round numbers, which can be checked with a pocket calculator: Quickstart prints the same network.</summary>
    public static readonly float[] Parameters =
    [
        0.5f, 0.2f, -0.3f, -0.2f, 0.1f, 0.3f, 0.4f, -0.5f, 0.2f, 0.3f, 0.1f, -0.1f,
        0.1f, 0.3f, -0.2f, 0.2f, -0.1f, 0.1f, -0.3f, 0.2f, 0.5f, 0.4f, 0.0f, 0.2f,
        -0.4f, 0.1f, 0.2f, 0.1f, 0.3f, -0.2f, 0.6f, -0.1f, 0.3f, 0.0f, 0.2f, 0.1f,
        0.2f, -0.1f, 0.3f, -0.1f, 0.2f, 0.4f, 0.1f, 0.5f, -0.2f, 0.3f, -0.2f, 0.1f,
        0.0f, 0.0f, 0.0f, 1.0f, 1.0f, 1.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f,
    ];

    public static NetworkRun Run()
    {
        float[] input = [1, 2, 3, 4];
        var trace = new float[TraceLength];
        new Question(Parameters).Trace(input, trace);
        return new NetworkRun(NetworkArchitecture.Parse(Architecture), Parameters, input, trace);
    }
}

/// <summary>A second layer on the same three units.</summary>
[Lstm(Input = 1, Units = 3, Steps = 4, ReturnSequences = true)]
[Lstm(Units = 2)]
internal sealed partial class TwoLayers
{
    public static NetworkRun Run()
    {
        float[] parameters = new float[ParameterCount];
        Question.Parameters.CopyTo(parameters, 0);
        for (int i = Question.ParameterCount; i < ParameterCount; i++)
        {
            parameters[i] = MathF.Round(MathF.Sin(i), 1);
        }

        float[] input = [1, 2, 3, 4];
        var trace = new float[TraceLength];
        new TwoLayers(parameters).Trace(input, trace);
        return new NetworkRun(NetworkArchitecture.Parse(Architecture), parameters, input, trace);
    }
}

/// <summary>Everything at once: both directions, a head, a mask, doubles.</summary>
[Lstm(Input = 2, Units = 4, Steps = 5, ReturnSequences = true, Direction = LstmDirection.Bidirectional, Peepholes = true, Clip = 3)]
[Lstm(Units = 3, Projection = 2, Direction = LstmDirection.Backward)]
[Dense(Units = 2, Activation = Activation.Softmax)]
[Masking(Value = 0)]
[LstmOptions(Precision = Precision.Double)]
internal sealed partial class Everything
{
    public static NetworkRun Run(out double[] trace)
    {
        double[] parameters = Values(ParameterCount, 0.4);
        double[] input = Values(InputLength, 1);
        input.AsSpan(2 * InputSize, InputSize).Clear();
        trace = new double[TraceLength];
        new Everything(parameters).Trace(input, trace);
        return new NetworkRun(NetworkArchitecture.Parse(Architecture), parameters, input, trace);
    }

    private static double[] Values(int count, double scale)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = scale * Math.Sin(1.7 * (i + 1));
        }

        return values;
    }
}
