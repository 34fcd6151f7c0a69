using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace LstmGen.Tool.Tests.Documentation;

/// <summary>The code of learning.md and of the README's section about training, executed from their own text.</summary>
public sealed class LearningPageTests : IDisposable
{
    private const string Usings = "using System;\nusing System.Linq;\nusing LstmGen;\n";

    private static readonly IReadOnlyList<string> Blocks = new FrameworkPage("learning").Of("csharp");

    /// <summary>Code that calls the page's functions, a case for each test: compiled once, because that takes longest.</summary>
    private const string Statements = """
        switch (args[0])
        {
            case "fit":
            {
                (float[] inputs, float[] targets) = Waves.Make(256, 1);
                (float[] others, float[] theirs) = Waves.Make(64, 2);
                Examples training = new(inputs, targets), validation = new(others, theirs);
                var trainer = new Wave.Trainer(3);
                Console.WriteLine($"{Fit.Loss(trainer, validation)}");
                float[] best = new float[Wave.ParameterCount];
                int epoch = Fit.Run(trainer, training, validation, 40, best);
                Console.WriteLine($"{Fit.Loss(new Wave.Trainer(best), validation)}");
                Console.WriteLine($"{epoch}");
                Console.WriteLine($"{Shuffle.Order(100, 1).Order().SequenceEqual(Enumerable.Range(0, 100))}");
                Console.WriteLine($"{Shuffle.Order(100, 1).SequenceEqual(Shuffle.Order(100, 2))}");
                break;
            }

            case "rates":
            {
                Console.WriteLine($"{Rates.Constant(2)}");
                Console.WriteLine($"{Rates.Halved(2, 0, 3)} {Rates.Halved(2, 2, 3)} {Rates.Halved(2, 3, 3)} {Rates.Halved(2, 6, 3)}");
                Console.WriteLine($"{Rates.Cosine(2, 0)} {Rates.Cosine(2, 0.5):0.###} {Rates.Cosine(2, 1)}");
                double Apart(double part) => Math.Abs(Rates.Smooth(2, part) - Rates.Cosine(2, part));
                Console.WriteLine($"{Enumerable.Range(0, 101).All(i => Apart(i / 100.0) <= 0.0201)}");
                Console.WriteLine($"{Rates.WarmUp(2, 0, 4)} {Rates.WarmUp(2, 1, 4)} {Rates.WarmUp(2, 3, 4)} {Rates.WarmUp(2, 9, 4)}");
                break;
            }

            case "stream":
            {
                float[] dry = new float[128 * 20], wet = new float[dry.Length];
                float before = 0;
                for (int n = 0; n < dry.Length; n++)
                {
                    dry[n] = MathF.Sin(n * 0.1f) * (n % 400 < 200 ? 1 : 0.3f);
                    wet[n] = before = 0.7f * before + 0.3f * Math.Clamp(dry[n] * 3, -1, 1);
                }

                var trainer = new Amp.Trainer(1) { LearningRate = 0.01 };
                Console.WriteLine($"{Sound.Learn(trainer, dry, wet)}");
                for (int epoch = 0; epoch < 20; epoch++)
                {
                    Sound.Learn(trainer, dry, wet);
                }

                Console.WriteLine($"{Sound.Learn(trainer, dry, wet)}");
                break;
            }

            case "tuning":
            {
                float[] inputs = new float[8 * Pump.InputLength], targets = new float[8];
                for (int i = 0; i < inputs.Length; i++)
                {
                    inputs[i] = i * 37 % 19 / 19f - 0.5f;
                }

                for (int s = 0; s < 8; s++)
                {
                    targets[s] = 1 + s / 8f;
                }

                var pump = new Pump();
                float[] before = new float[Pump.ParameterCount], after = new float[Pump.ParameterCount];
                pump.CopyParametersTo(before);
                double Loss(float[] parameters) => Enumerable.Range(0, 8).Average(s => new Pump.Trainer(parameters).Evaluate(
                    inputs.AsSpan(s * Pump.InputLength, Pump.InputLength), targets.AsSpan(s, 1)));
                Tuning.Adapt(pump, 8, inputs, targets, 200);
                pump.CopyParametersTo(after);
                Console.WriteLine($"{Loss(before)}");
                Console.WriteLine($"{Loss(after)}");
                int changed = before.Zip(after).Count(pair => pair.First != pair.Second);
                Console.WriteLine($"{changed} {before.AsSpan(0, 40).SequenceEqual(after.AsSpan(0, 40))}");
                break;
            }

            case "saved":
            {
                (float[] inputs, float[] targets) = Waves.Make(50, 1);
                Examples examples = new(inputs, targets);
                var whole = new Wave.Trainer(1);
                for (int epoch = 1; epoch <= 6; epoch++)
                {
                    Fit.Learn(whole, examples, epoch);
                    if (epoch == 3)
                    {
                        Checkpoint.Save(args[1], whole, epoch);
                    }
                }

                var resumed = new Wave.Trainer(2);
                for (int epoch = Checkpoint.Resume(args[1], resumed) + 1; epoch <= 6; epoch++)
                {
                    Fit.Learn(resumed, examples, epoch);
                }

                Console.WriteLine($"{whole.Parameters.SequenceEqual(resumed.Parameters)}");
                Console.WriteLine($"{Wave.TrainerBytes}");
                break;
            }
        }
        """;

    private static readonly Lazy<byte[]> Cases = new(() => Compile(Statements));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen learning ü");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Ten_lines_learn()
    {
        IReadOnlyList<string> lines = PageProject.Run(Compile(Blocks));
        double[] losses = [.. lines.Take(4).Select(line => Number(line, @"^epoch \d+: loss (.+)$"))];
        Assert.Equal(losses.OrderDescending(), losses);
        Assert.True(losses[^1] < losses[0] / 4, string.Join("\n", lines));
        double forecast = Number(lines[4], "^forecast (.+), and"), target = Number(lines[4], "it was (.+)$");
        Assert.True(Math.Abs(forecast - target) < 0.1, lines[4]);
    }

    [Fact]
    public void The_loop_keeps_the_best_epoch()
    {
        IReadOnlyList<string> lines = Case("fit");
        Assert.True(Number(lines[1], "(.+)") < Number(lines[0], "(.+)") / 4, string.Join("\n", lines));
        Assert.InRange(int.Parse(lines[2], CultureInfo.InvariantCulture), 2, 40);
        Assert.Equal(["True", "False"], lines.Skip(3));
    }

    [Fact]
    public void Schedules_are_what_they_are_called() => Assert.Equal(
        ["2", "2 2 1 0.5", "2 1 0", "True", "0.5 1 2 2"],
        Case("rates"));

    [Fact]
    public void A_stream_is_learned_by_windows()
    {
        IReadOnlyList<string> lines = Case("stream");
        Assert.True(Number(lines[1], "(.+)") < Number(lines[0], "(.+)") / 4, string.Join("\n", lines));
    }

    [Fact]
    public void Fine_tuning_changes_the_layer_that_is_named()
    {
        IReadOnlyList<string> lines = Case("tuning");
        Assert.True(Number(lines[1], "(.+)") < Number(lines[0], "(.+)") / 2, string.Join("\n", lines));
        Assert.Equal("3 True", lines[2]);
    }

    [Fact]
    public void A_saved_trainer_goes_on_bit_for_bit()
    {
        IReadOnlyList<string> lines = Case("saved");
        Assert.Equal("True", lines[0]);

        // Memory as the page states it: by an approximate formula, and in KB.
        string page = File.ReadAllText(Repository.Source("..", "generator", "docs", "learning.md"));
        double bytes = Number(lines[1], "(.+)"), formula = 4 * ((5 * 329) + (16 * 16 * ((8 * 8) + 1)));
        Assert.InRange(bytes, formula * 0.9, formula * 1.1);
        Assert.Contains(FormattableString.Invariant($"takes about {bytes / 1000:0} KB"), page, StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Case(string name) => PageProject.Run(Cases.Value, name, Path.Combine(_folder.FullName, "training"));

    /// <summary>Other statements with the types of the page.</summary>
    private static byte[] Compile(string statements)
    {
        string first = Blocks[0];
        string types = first[first.IndexOf("\n[Lstm(", StringComparison.Ordinal)..];
        return Compile([Usings + statements + "\n" + types, .. Blocks.Skip(1)]);
    }

    private static byte[] Compile(IReadOnlyList<string> files) => PageProject.Compile(
        files, [Repository.Source("..", "tests", "LstmGen.Generator.Tests", "Documentation", "Surroundings", "pump.lstm")]);

    private static double Number(string line, string pattern) =>
        double.Parse(Regex.Match(line, pattern).Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture);
}
