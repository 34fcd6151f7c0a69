using System;
using LstmGen;

// 72 parameters in the order of Keras' get_weights(). These are made up; yours come from training.
float[] parameters = new float[Gesture.ParameterCount];
for (int i = 0; i < parameters.Length; i++)
{
    parameters[i] = (i % 7 - 3) / 4f;
}

var gesture = new Gesture(parameters);
Console.WriteLine(Gesture.Summary);

// A whole sequence: 4 steps of 2 features.
float[] input = [0, 1, 1, 0, 1, 1, 0, 0];
float[] output = new float[Gesture.OutputLength];
gesture.Forward(input, output);
Console.WriteLine(string.Join(" ", output));

// The same step by step, for as long as you like.
Gesture.State state = Gesture.State.Initial;
for (int step = 0; step < Gesture.Steps; step++)
{
    gesture.Step(input.AsSpan(step * Gesture.InputSize, Gesture.InputSize), output, ref state);
}

Console.WriteLine(string.Join(" ", output));

/// <summary>3 units that read 2 features in each of 4 steps. Another attribute below is the next layer: [Dense(Units = 1)].</summary>
[Lstm(Input = 2, Units = 3, Steps = 4)]
public partial class Gesture { }
