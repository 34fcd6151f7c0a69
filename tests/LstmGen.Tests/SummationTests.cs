using System;
using System.Linq;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;

namespace LstmGen.Tests;

/// <summary>
/// The order in which a weighted sum is added up is a promise: results of an older version must be reproducible. The rule is repeated here,
/// independently of the generator, and every bit is compared.
/// </summary>
public class SummationTests
{
    /// <summary>Among them all numbers of chains (1, 2, 4, 8), in the input's part and in the hidden state's, with and without terms left over.</summary>
    private static readonly NetworkSpec[] Specs =
    [
        Linear(1, 1), Linear(1, 3), Linear(2, 3), Linear(3, 4), Linear(4, 5), Linear(7, 8), Linear(8, 8), Linear(9, 7),
        Linear(16, 8), Linear(17, 3), Linear(33, 2), Linear(70, 1), Linear(1, 9), Linear(5, 11), Linear(4, 16), Linear(19, 16),
        Linear(1, 17), Linear(23, 24), Linear(6, 33), Linear(40, 40),
        // Blocks of one, two, four and eight chains, with few terms before the first block and with as many as a block has.
        Linear(48, 33), Linear(64, 64), Linear(50, 20), Linear(98, 2), Linear(113, 1), Linear(120, 12),
        new(150, 3, new DenseSpec(5), new LstmSpec(2, Activation.Linear, Activation.Linear, ReturnSequences: true)), new(258, 3, new DenseSpec(1), new LstmSpec(2, Activation.Linear, Activation.Linear, ReturnSequences: true)),
        new(5, 3, new LstmSpec(7, Activation.Linear, Activation.Linear, UseBias: false, ReturnSequences: true)),
        new(3, 3, new LstmSpec(40, Activation.Linear, Activation.Linear, ReturnSequences: true), new DenseSpec(1)),
        new(3, 3, new LstmSpec(37, Activation.Linear, Activation.Linear, ReturnSequences: true), new DenseSpec(13, UseBias: false)),
        new(19, 3, new DenseSpec(35), new LstmSpec(3, Activation.Linear, Activation.Linear, ReturnSequences: true), new DenseSpec(70)),
    ];

    [Theory]
    [InlineData(Arithmetic.Fused)]
    [InlineData(Arithmetic.Separate)]
    public void Sums_are_added_up_in_the_documented_order(Arithmetic arithmetic)
    {
        NetworkVariant[] variants =
        [
            .. Specs.Select(spec => new NetworkVariant(spec, Unroll.Tiled, arithmetic, VectorWidth.Scalar)),
            .. Specs.Select(spec => new NetworkVariant(spec, Unroll.Step, arithmetic)),
        ];
        foreach (GeneratedModel model in GeneratedModel.Compile(variants))
        {
            var network = new NetworkCase(model.Spec, seed: 3, scale: 0.7);
            float[] actual = model.Create(network.Parameters).Forward(network.Spec, network.Input);
            Bits.AssertSame(Forward(network, Rule(arithmetic)), actual, () => model.Variant.ToString());
        }
    }

    /// <summary>These networks can distinguish the rule from a plain loop; otherwise the test above would prove nothing.</summary>
    [Fact]
    public void The_networks_tell_the_order_from_others()
    {
        NetworkCase[] cases = Specs.Select(spec => new NetworkCase(spec, seed: 3, scale: 0.7)).ToArray();
        Assert.Contains(cases, network => Forward(network, Rule(Arithmetic.Fused)) is var rule && !rule.SequenceEqual(Forward(network, Plain)));
        Assert.All(cases, network => Assert.NotEqual(Forward(network, Rule(Arithmetic.Fused)), Forward(network, Rule(Arithmetic.Separate))));

        static (int, MultiplyAdd) Plain(int sums, int terms) => (1, MathF.FusedMultiplyAdd);
    }

    private delegate float MultiplyAdd(float a, float b, float c);

    /// <summary>Vectors that the gates of a layer fill, terms of one part → how many chains the part runs in, and how a product is added.</summary>
    private delegate (int Chains, MultiplyAdd MultiplyAdd) SumRule(int vectors, int terms);

    private static SumRule Rule(Arithmetic arithmetic) => (vectors, terms) =>
    {
        // As many as sixteen sums at a time over vectors of eight, at most eight chains, at least two terms in each.
        int chains = new[] { 8, 4, 2, 1 }.First(n => n == 1 || (vectors * n <= 16 && terms >= 2 * n));
        return (chains, arithmetic == Arithmetic.Fused ? MathF.FusedMultiplyAdd : Separate);
    };

    private static float Separate(float a, float b, float c) => (float)((float)(a * b) + c);

    private static NetworkSpec Linear(int input, int units) =>
        new(input, 3, new LstmSpec(units, Activation.Linear, Activation.Linear, ReturnSequences: true));

    private static float[] Forward(NetworkCase network, SumRule rule)
    {
        float[][] rows = network.Input.Chunk(network.Spec.Input).ToArray();
        ReadOnlySpan<float> parameters = network.Parameters;
        for (int layer = 0; layer < network.Spec.Layers.Count; layer++)
        {
            int input = network.Spec.InputOf(layer);
            LayerSpec spec = network.Spec.Layers[layer];
            int count = spec.ParameterCount(input);
            rows = Forward(spec, input, parameters[..count].ToArray(), rows, rule);
            parameters = parameters[count..];
        }

        return [.. rows.SelectMany(row => row)];
    }

    private static float[][] Forward(LayerSpec layer, int input, float[] parameters, float[][] rows, SumRule rule)
    {
        int columns = layer.Gates * layer.Units;
        int recurrent = layer is LstmSpec ? layer.Units : 0;
        int vectors = layer.Gates * ((layer.Units + 15) / 16);
        var h = new float[recurrent];
        var c = new float[recurrent];
        return rows.Select(Step).ToArray();

        float[] Step(float[] x)
        {
            float[] z = Enumerable.Range(0, columns).Select(column =>
            {
                float sum = layer.UseBias ? parameters[((input + recurrent) * columns) + column] : 0;
                sum = AddPart(sum, x, k => parameters[(k * columns) + column]);
                return AddPart(sum, h, k => parameters[((input + k) * columns) + column]);
            }).ToArray();
            if (layer is DenseSpec)
            {
                return z;
            }

            MultiplyAdd multiplyAdd = rule(vectors, 0).MultiplyAdd;
            h = new float[layer.Units];
            for (int unit = 0; unit < layer.Units; unit++)
            {
                float i = z[unit], f = z[layer.Units + unit], g = z[(2 * layer.Units) + unit], o = z[(3 * layer.Units) + unit];
                c[unit] = multiplyAdd(f, c[unit], i * g);
                h[unit] = o * c[unit];
            }

            return h;
        }

        // With more than sixteen terms a chain, blocks of twelve follow the first terms, each with a sum of its own.
        float AddPart(float sum, float[] values, Func<int, float> weight)
        {
            (int count, MultiplyAdd multiplyAdd) = rule(vectors, values.Length);
            int block = 12 * count;
            int first = values.Length <= 16 * count ? values.Length : values.Length % block;
            first += first < count && first < values.Length ? block : 0;
            sum = AddRun(sum, 0, first, startsWithProducts: true);
            for (int from = first; from < values.Length; from += block)
            {
                sum += AddRun(0, from, from + block, startsWithProducts: false);
            }

            return sum;

            // Term k belongs to chain k mod n. Chain 0 continues the sum; the others start with their first product, or in a block from zero.
            float AddRun(float sum, int from, int end, bool startsWithProducts)
            {
                var chains = new float[count];
                chains[0] = sum;
                for (int k = from; k < end; k++)
                {
                    int chain = (k - from) % count;
                    bool isProduct = startsWithProducts && k - from < count && chain > 0;
                    chains[chain] = isProduct ? values[k] * weight(k) : multiplyAdd(values[k], weight(k), chains[chain]);
                }

                // The upper half is added to the lower half until one is left.
                for (int half = count / 2; half > 0; half /= 2)
                {
                    for (int chain = 0; chain < half; chain++)
                    {
                        chains[chain] += chains[chain + half];
                    }
                }

                return chains[0];
            }
        }
    }
}
