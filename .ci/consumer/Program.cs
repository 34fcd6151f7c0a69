using System;
using LstmGen;

// Prints the bits of what networks of every schedule compute, so that two environments can be compared.
const int parameterCount = Gesture.ParameterCount;
Console.WriteLine($"{parameterCount} parameters");

var gesture = new Gesture(Values(1, Gesture.ParameterCount, 0.5f));
Show("full", gesture.Forward, Gesture.InputLength, Gesture.OutputLength);
var forecast = new Forecast(Values(2, Forecast.ParameterCount, 0.4f));
Show("stack", forecast.Forward, Forecast.InputLength, Forecast.OutputLength);
var wide = new Wide(Values(3, Wide.ParameterCount, 0.1f));
Show("tiled", wide.Forward, Wide.InputLength, Wide.OutputLength);
var separate = new Separate(Values(4, Separate.ParameterCount, 0.3f));
Show("separate", separate.Forward, Separate.InputLength, Separate.OutputLength);

static void Show(string name, Forward forward, int inputs, int outputs)
{
    var output = new float[outputs];
    uint hash = 2166136261;
    for (uint seed = 1; seed <= 100; seed++)
    {
        forward(Values(seed, inputs, seed), output);
        foreach (float value in output)
        {
            hash = (hash ^ BitConverter.SingleToUInt32Bits(value)) * 16777619;
        }
    }

    Console.WriteLine($"{name}: {hash:x8}, last {BitConverter.SingleToUInt32Bits(output[0]):x8}");
}

// A linear congruential generator, so that no runtime's own generator is asked.
static float[] Values(uint seed, int count, float scale)
{
    var values = new float[count];
    for (int i = 0; i < count; i++)
    {
        seed = seed * 1664525 + 1013904223;
        values[i] = ((seed >> 8) / 8388608f - 1f) * scale;
    }

    return values;
}

internal delegate void Forward(ReadOnlySpan<float> input, Span<float> output);

[Lstm(Input = 2, Units = 3, Steps = 4)]
public partial class Gesture { }

[Lstm(Input = 1, Units = 20, Steps = 16, ReturnSequences = true)]
[Lstm(Units = 5)]
[Dense(Units = 1)]
public partial class Forecast { }

[Dense(Input = 3, Units = 9, Steps = 8, Activation = Activation.Relu)]
[Lstm(Units = 70, ReturnSequences = true)]
[LstmOptions(Unroll = Unroll.Tiled)]
public partial class Wide { }

[Lstm(Input = 5, Units = 13, Steps = 10, RecurrentActivation = Activation.HardSigmoid)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class Separate { }
