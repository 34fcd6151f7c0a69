using System;
using System.Globalization;
using System.IO;
using LstmGen;
using LstmGen.Pictures;

namespace Quickstart;

/// <summary>Keras' <c>LSTM(1)</c> on sequences of 4 steps with 1 feature.</summary>
[Lstm(Input = 1, Units = 1, Steps = 4)]
internal sealed partial class OneUnit;

/// <summary>Keras' <c>LSTM(3)</c> on the same sequences.</summary>
[Lstm(Input = 1, Units = 3, Steps = 4)]
internal sealed partial class ThreeUnits;

/// <summary>Keras' <c>LSTM(3)</c> on sequences of 4 steps with 2 features.</summary>
[Lstm(Input = 2, Units = 3, Steps = 4)]
internal sealed partial class ThreeUnitsTwoFeatures;

/// <summary>Shows how the units of an LSTM layer process a sequence, on three networks that are small enough to print.</summary>
internal static class ThreeNetworks
{
    private const double Tolerance = 1e-6;

    /// <returns>Whether the package and the textbook agree.</returns>
    internal static bool Show()
    {
        Console.WriteLine("""
            HOW DO THE UNITS OF AN LSTM PROCESS A SEQUENCE?

            The units of a layer work side by side. At every step, each unit reads the step's features x and
            the hidden states h that ALL units had after the step before, and computes

                i = sigmoid(x·K_i + h·R_i + b_i)    input gate: how much of its candidate it takes in
                f = sigmoid(x·K_f + h·R_f + b_f)    forget gate: how much of its old cell state it keeps
                g = tanh   (x·K_c + h·R_c + b_c)    candidate: what it would like to add to its cell state
                o = sigmoid(x·K_o + h·R_o + b_o)    output gate: how much of its cell state it shows
                c = f·c + i·g                       its new cell state, the memory
                h = o·tanh(c)                       its new hidden state

            Every step uses the same parameters. Only the last step's h, one value a unit, is the output.
            The numbers below are those of the generated code, as its method Trace shows them; Textbook.cs computes all of
            them once more as a textbook would. Steps, units and features are numbered from 0, as in the code.

            """);

        bool agree = ShowOneUnit();
        agree &= ShowThreeUnits();
        agree &= ShowThreeUnitsTwoFeatures();
        return agree;
    }

    private static bool ShowOneUnit()
    {
        // Columns: i, f, c, o.
        float[] parameters =
        [
            0.5f, -0.2f, 0.4f, 0.3f, // kernel [1, 4]: x
            0.1f, 0.2f, -0.3f, 0.4f, // recurrent kernel [1, 4]: h
            0.0f, 1.0f, 0.0f, 0.0f, // bias [4]; the 1 is Keras' unit_forget_bias
        ];
        float[] sequence = [1, 2, 3, 4];

        Title("1", "LSTM(1) on (4, 1)", OneUnit.Summary);
        Count(
            OneUnit.InputSize, OneUnit.Layers.Lstm.Units, OneUnit.Layers.Lstm.KernelCount,
            OneUnit.Layers.Lstm.RecurrentKernelCount, OneUnit.Layers.Lstm.BiasCount, OneUnit.Layers.Lstm.ParameterCount);

        OneUnit network = new(parameters);
        float[] trace = new float[OneUnit.TraceLength];
        network.Trace(sequence, trace);

        float[] output = new float[OneUnit.OutputLength];
        network.Forward(sequence, output);
        return Show(trace, new Textbook(OneUnit.InputSize, 1, parameters), sequence, OneUnit.InputSize, 1, output);
    }

    private static bool ShowThreeUnits()
    {
        // Columns: i of units 0 to 2, then f, c and o of units 0 to 2.
        float[] parameters =
        [
            0.5f, 0.2f, -0.3f, /**/ -0.2f, 0.1f, 0.3f, /**/ 0.4f, -0.5f, 0.2f, /**/ 0.3f, 0.1f, -0.1f, // kernel: x
            0.1f, 0.3f, -0.2f, /**/ 0.2f, -0.1f, 0.1f, /**/ -0.3f, 0.2f, 0.5f, /**/ 0.4f, 0.0f, 0.2f, // h of unit 0
            -0.4f, 0.1f, 0.2f, /**/ 0.1f, 0.3f, -0.2f, /**/ 0.6f, -0.1f, 0.3f, /**/ 0.0f, 0.2f, 0.1f, // h of unit 1
            0.2f, -0.1f, 0.3f, /**/ -0.1f, 0.2f, 0.4f, /**/ 0.1f, 0.5f, -0.2f, /**/ 0.3f, -0.2f, 0.1f, // h of unit 2
            0.0f, 0.0f, 0.0f, /**/ 1.0f, 1.0f, 1.0f, /**/ 0.0f, 0.0f, 0.0f, /**/ 0.0f, 0.0f, 0.0f, // bias
        ];
        float[] sequence = [1, 2, 3, 4];

        Title("2", "LSTM(3) on (4, 1)", ThreeUnits.Summary);
        Count(
            ThreeUnits.InputSize, ThreeUnits.Layers.Lstm.Units, ThreeUnits.Layers.Lstm.KernelCount,
            ThreeUnits.Layers.Lstm.RecurrentKernelCount, ThreeUnits.Layers.Lstm.BiasCount, ThreeUnits.Layers.Lstm.ParameterCount);

        ThreeUnits network = new(parameters);
        float[] trace = new float[ThreeUnits.TraceLength];
        network.Trace(sequence, trace);

        float[] output = new float[ThreeUnits.OutputLength];
        network.Forward(sequence, output);
        bool agree = Show(trace, new Textbook(ThreeUnits.InputSize, 3, parameters), sequence, ThreeUnits.InputSize, 3, output);
        ExplainOneGate(network, parameters, sequence);
        Draw(parameters, sequence, trace);
        return agree;
    }

    // A page to walk through, with the numbers of the tables.
    private static void Draw(float[] parameters, float[] sequence, float[] trace)
    {
        NetworkRun run = new(NetworkArchitecture.Parse(ThreeUnits.Architecture), parameters, sequence, trace);
        string page = Path.Combine(AppContext.BaseDirectory, "lstm-3.html");
        File.WriteAllText(page, Picture.Page(run, "LSTM(3) on (4, 1)"));
        Console.WriteLine($"""
              The same network in pictures, to open in a browser and to walk through step by step:

                {page}

            """);
    }

    // One number of the tables spelled out: it includes h of all three units.
    private static void ExplainOneGate(ThreeUnits network, float[] parameters, float[] sequence)
    {
        float[] h = new float[ThreeUnits.OutputSize];
        ThreeUnits.State state = default;
        network.Step(sequence.AsSpan(0, 1), h, ref state);

        const int Width = 4 * ThreeUnits.Layers.Lstm.Units;
        float[] column = [parameters[0], parameters[Width], parameters[2 * Width], parameters[3 * Width], parameters[4 * Width]];
        double sum = column[0] * (double)sequence[1] + column[1] * (double)h[0] + column[2] * (double)h[1] + column[3] * (double)h[2] + column[4];
        Console.WriteLine($"""
              One of these numbers spelled out, the input gate i of unit 0 at step 1; it sees every unit's h:

                {Weight(0)} · {Number(sequence[1])}   kernel · x
                {Weight(1)} · {Number(h[0])}   recurrent kernel · h of unit 0 after step 0
                {Weight(2)} · {Number(h[1])}   recurrent kernel · h of unit 1
                {Weight(3)} · {Number(h[2])}   recurrent kernel · h of unit 2
                {Weight(4)}             bias
                sum  {Number(sum)}, and sigmoid(sum) = {Number(1 / (1 + Math.Exp(-sum))).TrimStart()}

            """);

        string Weight(int index) => column[index].ToString("0.0", CultureInfo.InvariantCulture).PadLeft(5);
    }

    private static bool ShowThreeUnitsTwoFeatures()
    {
        // The parameters of the previous network, with one more row in the kernel: that is all a second feature adds.
        float[] parameters =
        [
            0.5f, 0.2f, -0.3f, /**/ -0.2f, 0.1f, 0.3f, /**/ 0.4f, -0.5f, 0.2f, /**/ 0.3f, 0.1f, -0.1f, // kernel: x[0]
            -0.3f, 0.4f, 0.1f, /**/ 0.2f, -0.1f, 0.2f, /**/ 0.5f, 0.3f, -0.4f, /**/ -0.2f, 0.3f, 0.4f, // kernel: x[1]
            0.1f, 0.3f, -0.2f, /**/ 0.2f, -0.1f, 0.1f, /**/ -0.3f, 0.2f, 0.5f, /**/ 0.4f, 0.0f, 0.2f, // h of unit 0
            -0.4f, 0.1f, 0.2f, /**/ 0.1f, 0.3f, -0.2f, /**/ 0.6f, -0.1f, 0.3f, /**/ 0.0f, 0.2f, 0.1f, // h of unit 1
            0.2f, -0.1f, 0.3f, /**/ -0.1f, 0.2f, 0.4f, /**/ 0.1f, 0.5f, -0.2f, /**/ 0.3f, -0.2f, 0.1f, // h of unit 2
            0.0f, 0.0f, 0.0f, /**/ 1.0f, 1.0f, 1.0f, /**/ 0.0f, 0.0f, 0.0f, /**/ 0.0f, 0.0f, 0.0f, // bias
        ];

        // [1, 10], [2, 20], [3, 30], [4, 40] divided by 10: raw tens would drive every gate to 0 or 1.
        float[] sequence = [0.1f, 1, 0.2f, 2, 0.3f, 3, 0.4f, 4];

        Title("3", "LSTM(3) on (4, 2)", ThreeUnitsTwoFeatures.Summary);
        Count(
            ThreeUnitsTwoFeatures.InputSize, ThreeUnitsTwoFeatures.Layers.Lstm.Units, ThreeUnitsTwoFeatures.Layers.Lstm.KernelCount,
            ThreeUnitsTwoFeatures.Layers.Lstm.RecurrentKernelCount, ThreeUnitsTwoFeatures.Layers.Lstm.BiasCount,
            ThreeUnitsTwoFeatures.Layers.Lstm.ParameterCount);

        ThreeUnitsTwoFeatures network = new(parameters);
        float[] trace = new float[ThreeUnitsTwoFeatures.TraceLength];
        network.Trace(sequence, trace);

        float[] output = new float[ThreeUnitsTwoFeatures.OutputLength];
        network.Forward(sequence, output);
        return Show(trace, new Textbook(ThreeUnitsTwoFeatures.InputSize, 3, parameters), sequence, ThreeUnitsTwoFeatures.InputSize, 3, output);
    }

    private static void Title(string number, string name, string summary)
    {
        Console.WriteLine($"── Network {number}: {name} ".PadRight(76, '─'));
        Console.WriteLine(summary);
        Console.WriteLine();
    }

    private static void Count(int input, int units, int kernel, int recurrentKernel, int bias, int all)
    {
        Console.WriteLine($"{all} parameters, because each of 4 sums (i, f, g, o) has, for each of {units} {Plural(units, "unit")}:");
        Row($"{Plural(input, "a weight", "weights")} for {input} {Plural(input, "feature")} x", "kernel", $"4·{units}·{input}", kernel);
        Row($"{Plural(units, "a weight", "weights")} for {units} {Plural(units, "hidden state")} h", "recurrent kernel", $"4·{units}·{units}", recurrentKernel);
        Row("a bias", "bias", $"4·{units}", bias);
        Console.WriteLine();

        static void Row(string what, string matrix, string product, int count) =>
            Console.WriteLine($"    {what,-32}{matrix,-18}{product,-5} = {count,2}");
    }

    private static string Plural(int count, string one, string? many = null) => count == 1 ? one : many ?? one + "s";

    /// <param name="trace">A row for each step: i, f, g, o, c and h of all units.</param>
    private static bool Show(float[] trace, Textbook textbook, float[] sequence, int input, int units, float[] output)
    {
        float[] before = new float[units];
        double difference = 0;
        for (int step = 0; step * input < sequence.Length; step++)
        {
            ReadOnlySpan<float> x = sequence.AsSpan(step * input, input);
            textbook.Step(x);
            ReadOnlySpan<float> row = trace.AsSpan(step * 6 * units, 6 * units);
            double[][] expected = [textbook.I, textbook.F, textbook.G, textbook.O, textbook.C, textbook.H];

            Console.WriteLine($"  step {step}: x = {Vector(x, "0.##")}, h before = {Vector(before, "0.0000")}");
            Console.WriteLine("            i       f       g       o    │       c       h");
            for (int unit = 0; unit < units; unit++)
            {
                Console.Write($"  unit {unit}");
                for (int value = 0; value < 6; value++)
                {
                    Console.Write($"{(value == 4 ? "  │" : "")} {Number(row[value * units + unit])}");
                    difference = Math.Max(difference, Math.Abs(expected[value][unit] - row[value * units + unit]));
                }

                Console.WriteLine();
            }

            row.Slice(5 * units).CopyTo(before);
        }

        for (int unit = 0; unit < units; unit++)
        {
            difference = Math.Max(difference, Math.Abs(textbook.H[unit] - output[unit]));
        }

        // Written so that a NaN doesn't pass.
        bool agree = difference <= Tolerance;
        Console.WriteLine($"  Forward's output, the h of the last step: {Vector(output, "0.0000")}");
        Console.WriteLine(
            $"  Package and textbook {(agree ? "agree" : "DISAGREE")}: the largest difference of any number is" +
            $" {difference.ToString("0.0e+00", CultureInfo.InvariantCulture)} (limit 1e-06).");
        Console.WriteLine();
        return agree;
    }

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture).PadLeft(7);

    private static string Vector(ReadOnlySpan<float> values, string format)
    {
        string[] texts = new string[values.Length];
        for (int index = 0; index < texts.Length; index++)
        {
            texts[index] = values[index].ToString(format, CultureInfo.InvariantCulture);
        }

        return "[" + string.Join(", ", texts) + "]";
    }
}
