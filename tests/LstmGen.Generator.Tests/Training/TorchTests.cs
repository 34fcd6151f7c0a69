using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using LstmGen.Generator.Model;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Generator.Tests.Training;

/// <summary>Gradients in floats are those of PyTorch's autograd in doubles, and steps of the optimizers in doubles are PyTorch's.</summary>
public class TorchTests(ITestOutputHelper output)
{
    /// <summary>The allowed error of floats, relative to a tensor's norm.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>
    /// And relative to the norm of the whole gradient: a softmax subtracts the mean from the derivatives, which leaves rounding errors.
    /// </summary>
    private const double Rounding = 1e-7;

    [TorchFact]
    public void Gradients() => CheckGradients(Draw, 0, 30);

    /// <summary>Embeddings, layer normalizations, residual sums, and layers that change the rows.</summary>
    [TorchFact]
    public void Gradients_of_models() => CheckGradients(TorchModels.Of, 0, 30);

    /// <summary>Many more, if LSTMGEN_GRADIENTS says how many, as for <see cref="GradientTests"/>.</summary>
    [TorchFact]
    public void More_gradients()
    {
        if (GradientTests.More() is var (first, count))
        {
            CheckGradients(Draw, first, count);
            CheckGradients(TorchModels.Of, first, count);
        }
    }

    /// <summary>
    /// Ten steps of each optimizer: as it is, with a decay, with a limited norm, with limited values, and with all of these.
    /// </summary>
    [TorchFact]
    public void Steps_of_optimizers()
    {
        const string Layers = "[Lstm(Input = 3, Units = 4, Steps = 5, ReturnSequences = true)] "
            + "[Lstm(Units = 3)] [Dense(Units = 2, Activation = Activation.Tanh)]";
        TrainedNetwork[] networks = [.. Enum.GetValues<TrainingOptimizer>().Select(optimizer =>
            new TrainedNetwork(optimizer.ToString(), Layers, 3, 2, 5, false, false) { Optimizer = optimizer, IsDouble = true })];
        TrainerAssembly assembly = TrainerAssembly.Of(networks);
        List<TorchRequest> requests = [];
        List<double[]> found = [];
        foreach (TrainedNetwork network in networks)
        {
            double rate = network.Optimizer is TrainingOptimizer.Sgd or TrainingOptimizer.Nesterov ? 0.2 : 0.01;
            foreach ((double decay, double norm, double value) in new[] { (0, 0, 0), (0.05, 0, 0), (0, 0.05, 0), (0, 0, 0.01), (0.02, 0.02, 0.01) })
            {
                const int Count = 3, Steps = 10;
                var data = new TrainingData<double>(network, requests.Count);
                Network model = assembly.Network(network);
                double[] parameters = data.Parameters((int)model.ParameterCount, 0.7), x = data.Inputs(Count), y = data.Targets(Count);
                CompiledTrainer<double> trainer = assembly.New(network, parameters);
                trainer.Rate(rate);
                trainer.Decay(decay);
                trainer.Clip(norm, value);
                for (int step = 0; step < Steps; step++)
                {
                    trainer.AccumulateBatch(Count, x, y);
                    trainer.Apply();
                }

                found.Add(trainer.Parameters);
                requests.Add(new TorchRequest(network, model, parameters, x, y, Count)
                {
                    Steps = Steps,
                    Rate = rate,
                    Decay = decay,
                    ClipNorm = norm,
                    ClipValue = value,
                });
            }
        }

        double worst = 0;
        TorchAnswer[] answers = TorchRequest.Ask(requests);
        for (int i = 0; i < requests.Count; i++)
        {
            TorchRequest request = requests[i];
            double error = Distance(found[i], answers[i].Values) / Distance(request.Parameters, answers[i].Values);
            worst = Math.Max(worst, error);
            Assert.True(error < Tolerance, FormattableString.Invariant(
                $"{request.Network.Optimizer}, decay {request.Decay}, norm {request.ClipNorm}, value {request.ClipValue}: off by {error:g3} of the change"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{requests.Count} runs of 10 steps, off by at most {worst:g3} of the change"));
    }

    private void CheckGradients(Func<int, TrainedNetwork> draw, int first, int count)
    {
        List<TorchRequest> requests = [];
        List<(float[] Gradient, double Loss)> found = [];
        foreach (TrainedNetwork[] networks in Enumerable.Range(first, count).Select(draw).Chunk(SharedTrainers.Together))
        {
            TrainerAssembly assembly = TrainerAssembly.Of(networks);
            foreach (TrainedNetwork network in networks)
            {
                const int Count = 3;
                var data = new TrainingData<float>(network, requests.Count);
                Network model = assembly.Network(network);
                float[] parameters = data.Parameters((int)model.ParameterCount, 0.5), x = data.Inputs(Count), y = data.Targets(Count);
                CompiledTrainer<float> trainer = assembly.New(network, parameters);
                trainer.AccumulateBatch(Count, x, y);
                found.Add(([.. trainer.Gradient.Select(value => value / Count)], trainer.Loss));
                requests.Add(new TorchRequest(network, model, Wide(parameters), Wide(x), Wide(y), Count));
            }
        }

        TorchAnswer[] answers = TorchRequest.Ask(requests);
        double worst = 0;
        int tensors = 0;
        List<string> problems = [];
        for (int i = 0; i < requests.Count; i++)
        {
            Assert.Equal(answers[i].Values.Length, found[i].Gradient.Length);
            Assert.Equal(answers[i].Loss, found[i].Loss, 1e-5 * (1 + Math.Abs(answers[i].Loss)));
            double whole = Norm(answers[i].Values);
            int at = 0;
            foreach ((WeightedLayer part, TensorShape tensor) in
                requests[i].Model.Parts.SelectMany(part => part.Tensors.Select(tensor => (part, tensor))))
            {
                double[] expected = answers[i].Values[at..(at + (int)tensor.Count)];
                double[] own = Wide(found[i].Gradient[at..(at + (int)tensor.Count)]);
                at += (int)tensor.Count;
                double norm = Norm(expected) + (Rounding / Tolerance * whole);
                double distance = Distance(own, expected);

                // If nothing reaches the loss, all derivatives are 0.
                double error = distance == 0 ? 0 : distance / norm;
                worst = Math.Max(worst, error);
                tensors++;
                if (!(error <= Tolerance))
                {
                    problems.Add(FormattableString.Invariant(
                        $"{part.Name}'s {tensor.Words} is off by {error:g3} of its norm {norm:g3}:\n{requests[i].Network.Source}\n{requests[i].Network.Model}"));
                }
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{requests.Count} networks, {tensors} tensors, off by at most {worst:g3}"));
        Assert.True(problems.Count == 0, $"{problems.Count} tensors:\n" + string.Join("\n\n", problems.Take(10)));
    }

    /// <summary>A network whose layers PyTorch has.</summary>
    private static TrainedNetwork Draw(int number)
    {
        var random = new Random(number);
        TrainingLoss loss = (TrainingLoss)(number % 5);
        int inputs = 1 + random.Next(5), steps = 1 + random.Next(12), lstms = 1 + random.Next(3), width = inputs;
        bool every = random.Next(2) == 0;
        var layers = new StringBuilder();
        for (int i = 0; i < lstms; i++)
        {
            int units = 1 + random.Next(20);
            string first = i == 0 ? FormattableString.Invariant($"Input = {inputs}, Steps = {steps}, ") : "";
            layers.Append(CultureInfo.InvariantCulture, $"[Lstm({first}Units = {units}");
            width = units;
            if (i < lstms - 1 || every)
            {
                layers.Append(", ReturnSequences = true");
            }

            if (random.Next(3) == 0)
            {
                layers.Append(", UseBias = false");
            }

            if (units > 1 && random.Next(3) == 0)
            {
                width = 1 + random.Next(units - 1);
                layers.Append(CultureInfo.InvariantCulture, $", Projection = {width}");
            }

            if (random.Next(3) == 0)
            {
                width *= 2;
                layers.Append(", Direction = LstmDirection.Bidirectional");
            }

            layers.AppendLine(")]");
        }

        Activation[] activations = loss switch
        {
            TrainingLoss.CrossEntropy => [Activation.Softmax, Activation.Linear],
            TrainingLoss.BinaryCrossEntropy => [Activation.Sigmoid, Activation.Linear],
            _ => [Activation.Tanh, Activation.Relu, Activation.Sigmoid, Activation.Softmax, Activation.Linear],
        };
        bool hasHead = loss is TrainingLoss.CrossEntropy or TrainingLoss.BinaryCrossEntropy || random.Next(3) > 0;
        if (hasHead && random.Next(3) == 0)
        {
            width = 1 + random.Next(12);
            layers.AppendLine(CultureInfo.InvariantCulture, $"[Dense(Units = {width}, Activation = Activation.Tanh)]");
        }

        if (hasHead)
        {
            width = (loss == TrainingLoss.CrossEntropy ? 2 : 1) + random.Next(6);
            Activation activation = activations[random.Next(activations.Length)];
            layers.AppendLine(CultureInfo.InvariantCulture, $"[Dense(Units = {width}, Activation = Activation.{activation})]");
        }

        return new TrainedNetwork(
            FormattableString.Invariant($"Torch{number}"), layers.ToString().TrimEnd(), inputs, width, steps, every, false)
        { Loss = loss };
    }

    private static double[] Wide(float[] values) => [.. values.Select(value => (double)value)];

    private static double Norm(double[] values) => Distance(values, new double[values.Length]);

    private static double Distance(double[] one, double[] other) => Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Sum());
}
