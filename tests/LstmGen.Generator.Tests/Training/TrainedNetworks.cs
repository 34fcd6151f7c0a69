using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace LstmGen.Generator.Tests.Training;

/// <summary>
/// Networks over all options that can be trained, by number. A network's activations and losses cycle with its number, so that a few dozen
/// in a row have all of them in every place.
/// </summary>
internal static class TrainedNetworks
{
    private static readonly int[] Widths = [1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 11, 16, 17, 20];

    private static readonly Activation[] OfUnits =
        [.. Enum.GetValues<Activation>().Where(one => one is not (Activation.Softmax or Activation.LogSoftmax))];

    private static readonly Activation[] OfRows = Enum.GetValues<Activation>();

    private static readonly TrainingLoss[] Losses = Enum.GetValues<TrainingLoss>();

    public static TrainedNetwork Of(int number, bool isDouble) => new Drawing(number).Network() with { IsDouble = isDouble };

    public static IEnumerable<TrainedNetwork> Of(int first, int count, bool isDouble) =>
        Enumerable.Range(first, count).Select(number => Of(number, isDouble));

    private sealed class Drawing(int number)
    {
        private readonly Random _random = new(number);
        private readonly StringBuilder _layers = new();
        private int _inputs;
        private int _width;
        private bool _isFirst = true;

        /// <summary>Whether the network has so few units, and cells so plain, that trainers compute the sequences of a batch in lanes.</summary>
        private readonly bool _isSmall = number % 3 == 1;

        private string? _steps;

        /// <summary>Whether a step can be computed when it arrives.</summary>
        private bool _isStreaming = true;

        /// <summary>The layers whose rows are ordered from the last step to the first.</summary>
        private readonly List<int> _turned = [];

        /// <summary>Whether the last layer doesn't merge its directions.</summary>
        private bool _isSplit;

        public TrainedNetwork Network()
        {
            TrainingLoss loss = Losses[number % Losses.Length];
            int lstms = 1 + _random.Next(3);
            bool isStream = Chance(4);
            int steps = loss != TrainingLoss.ErrorToSignal && Chance(8) ? 1 : 2 + _random.Next(5);
            bool every = isStream || loss == TrainingLoss.ErrorToSignal || Chance(2);
            bool hasHead = loss is TrainingLoss.CrossEntropy or TrainingLoss.BinaryCrossEntropy || !Chance(3);
            _inputs = _width = 1 + _random.Next(5);
            _steps = isStream ? null : FormattableString.Invariant($"Steps = {steps}");
            for (int i = 0; i < lstms; i++)
            {
                if (Chance(3))
                {
                    Dense(Width(), OfUnits[(number + 10 + (3 * i)) % OfUnits.Length]);
                }

                Lstm(i, handsOnEvery: i < lstms - 1 || every, isStream, isEnd: i == lstms - 1 && !hasHead);
            }

            bool skips = false;
            if (hasHead)
            {
                (int units, Activation activation) = Head(loss);
                skips = loss != TrainingLoss.CrossEntropy && activation == Activation.Linear && Chance(2);
                Dense(skips ? Math.Min(units, _inputs) : units, activation);
            }

            if (skips || (!hasHead && !_isSplit && _width <= _inputs))
            {
                _layers.AppendLine("[SkipConnection]");
            }

            // Some of the larger networks, as far as masked steps can be combined with the rest.
            bool mayBeMasked = (_isStreaming || !_layers.ToString().Contains("Skip", StringComparison.Ordinal)) && _turned.All(layer => layer == lstms - 1);
            float? masked = mayBeMasked && !_isSmall && (number % 5 is 0 or 2) ? number % 2 == 0 ? 0 : -1 : null;
            if (masked is { } value)
            {
                _layers.AppendLine(FormattableString.Invariant($"[Masking(Value = {value})]"));
            }

            return new TrainedNetwork(
                FormattableString.Invariant($"Net{number}"), _layers.ToString().TrimEnd(), _inputs, _width, steps, every, isStream)
            {
                Loss = loss,
                MaskValue = masked,
                RowsAreBackwards = _turned.Contains(lstms - 1),
                Half = _isSplit && every ? _width / 2 : 0,
                Optimizer = (TrainingOptimizer)(number % 5),
                Arithmetic = Chance(2) ? Arithmetic.Fused : Arithmetic.Separate,
            };
        }

        private (int Units, Activation Activation) Head(TrainingLoss loss) => loss switch
        {
            TrainingLoss.CrossEntropy => (2 + _random.Next(5), Pick(Activation.Softmax, Activation.LogSoftmax, Activation.Linear)),
            TrainingLoss.BinaryCrossEntropy => (1 + _random.Next(5), Pick(Activation.Sigmoid, Activation.Linear)),
            _ => (Width(), Chance(6) ? Activation.Linear : OfRows[number % OfRows.Length]),
        };

        private void Lstm(int layer, bool handsOnEvery, bool isStream, bool isEnd)
        {
            int units = Width();
            List<string> options = [FormattableString.Invariant($"Units = {units}")];
            if (handsOnEvery)
            {
                options.Add("ReturnSequences = true");
            }

            int output = units;
            if (!Chance(5))
            {
                Activated("Activation", OfUnits[(number + (7 * layer)) % OfUnits.Length], options);
                if (!Chance(3))
                {
                    Activated("RecurrentActivation", OfUnits[((5 * number) + (2 * layer) + 7) % OfUnits.Length], options);
                }

                if (!Chance(3))
                {
                    Activated("HiddenActivation", OfUnits[((7 * number) + (3 * layer) + 11) % OfUnits.Length], options);
                }
            }

            Maybe(2, "UseBias = false");
            if (!_isSmall)
            {
                Maybe(3, "Peepholes = true");
            }

            Maybe(3, "CoupledGates = true");
            Maybe(3, "Clip = 1.5f");
            Maybe(3, "CellClip = 0.75f");
            if (units > 1 && Chance(3))
            {
                output = 1 + _random.Next(units - 1);
                options.Add(FormattableString.Invariant($"Projection = {output}"));
            }

            if (!isStream)
            {
                switch (_random.Next(6))
                {
                    case 0:
                        options.Add("Direction = LstmDirection.Backward");
                        break;
                    case 1:
                        options.Add("Direction = LstmDirection.GoBackwards");
                        _turned.Add(layer);
                        break;
                    case 2 or 3:
                        _isSplit = isEnd && number % 2 == 0;
                        MergeMode merge = _isSplit ? MergeMode.None : (MergeMode)(layer == 0 || number % 4 != 2 ? number % 4 : 1);
                        options.Add($"Direction = LstmDirection.Bidirectional, Merge = MergeMode.{merge}");
                        output *= merge is MergeMode.Concat or MergeMode.None ? 2 : 1;
                        break;
                }
            }

            _isStreaming &= !options.Any(option => option.StartsWith("Direction", StringComparison.Ordinal));
            Write("Lstm", output, options);

            void Maybe(int among, string option)
            {
                if (Chance(among))
                {
                    options.Add(option);
                }
            }
        }

        private void Dense(int units, Activation activation)
        {
            List<string> options = [FormattableString.Invariant($"Units = {units}")];
            Activated("Activation", activation, options);
            if (Chance(3))
            {
                options.Add("UseBias = false");
            }

            Write("Dense", units, options);
        }

        private void Write(string layer, int output, List<string> options)
        {
            if (_isFirst)
            {
                options.Insert(0, FormattableString.Invariant($"Input = {_inputs}"));
                if (_steps is not null)
                {
                    options.Insert(1, _steps);
                }
            }

            _layers.AppendLine($"[{layer}({string.Join(", ", options)})]");
            _width = output;
            _isFirst = false;
        }

        private void Activated(string property, Activation activation, List<string> options)
        {
            options.Add($"{property} = Activation.{activation}");
            if (activation is Activation.LeakyRelu or Activation.ThresholdedRelu or Activation.Elu && Chance(2))
            {
                options.Add($"{property}Alpha = {Pick("0.125f", "0.3f", "0.01f")}");
            }
            else if (activation is Activation.HardSigmoid or Activation.Affine or Activation.ScaledTanh && Chance(2))
            {
                options.Add($"{property}Alpha = {Pick("0.5f", "0.7f")}, {property}Beta = {Pick("0.25f", "0.6f")}");
            }
        }

        private int Width() => Math.Min(Widths[_random.Next(Widths.Length)], _isSmall ? (number % 2 == 0 ? 3 : 7) : int.MaxValue);

        /// <summary>True with a probability of one in this many.</summary>
        private bool Chance(int among) => _random.Next(among) == 0;

        private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
    }
}
