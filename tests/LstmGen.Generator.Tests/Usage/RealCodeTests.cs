using System.Threading.Tasks;
using Xunit;

namespace LstmGen.Generator.Tests.Usage;

/// <summary>Correct code as found in games, audio plug-ins, devices and servers.</summary>
public class RealCodeTests
{
    [Theory]
    [InlineData(Swarm)]
    [InlineData(Evolution)]
    [InlineData(PlugIn)]
    [InlineData(Rollback)]
    [InlineData(Device)]
    [InlineData(Backtest)]
    [InlineData(Server)]
    [InlineData(UnityEnemy)]
    [InlineData(Tests)]
    [InlineData(Benchmark)]
    [InlineData(Presets)]
    [InlineData(Training)]
    public Task Nothing_is_reported(string code) => UsageProject.Assert(code);

    /// <summary>Agents that are made in loops, each with a network and a state.</summary>
    private const string Swarm = """
        public sealed class Agent
        {
            private readonly Gesture _brain;
            private readonly float[] _senses = new float[Gesture.InputSize], _wishes = new float[Gesture.OutputSize];
            private Gesture.State _memory;

            public Agent(Gesture brain) => _brain = brain;

            public void Tick(float x, float y)
            {
                _senses[0] = x;
                _senses[1] = y;
                _brain.Step(_senses, _wishes, ref _memory);
            }

            public void Respawn() => _memory = default;
        }

        public sealed class World
        {
            private readonly List<Agent> _agents = new List<Agent>();
            private readonly Gesture.BatchState _crowd;

            public World(int count, float[] parameters)
            {
                for (int i = 0; i < count; i++)
                {
                    _agents.Add(new Agent(new Gesture(parameters)));
                }

                Agent[] others = Enumerable.Range(0, count).Select(_ => new Agent(new Gesture(parameters))).ToArray();
                _agents.AddRange(others);
                _crowd = new Gesture.BatchState(count);
            }

            public void Tick(Gesture brain, float[] inputs, float[] outputs)
            {
                foreach (Agent agent in _agents)
                {
                    agent.Tick(1, 2);
                }

                brain.StepBatch(_agents.Count, inputs, outputs, _crowd);
                for (int i = 0; i < _agents.Count; i++)
                {
                    if (outputs[i] < 0)
                    {
                        _crowd[i] = Gesture.State.Initial;
                    }
                }
            }
        }
        """;

    /// <summary>The same buffer has different parameters each time.</summary>
    private const string Evolution = """
        public sealed class Evolution
        {
            private readonly float[] _best = new float[Gesture.ParameterCount], _candidate = new float[Gesture.ParameterCount];
            private readonly Random _random = new Random(1);

            public void Run(float[] input, float[] wanted, int generations)
            {
                var output = new float[Gesture.OutputLength];
                float score = float.MaxValue;
                for (int generation = 0; generation < generations; generation++)
                {
                    Mutate();
                    var network = new Gesture(_candidate);
                    network.Forward(input, output);
                    float error = Error(output, wanted);
                    if (error < score)
                    {
                        score = error;
                        _candidate.CopyTo(_best, 0);
                    }
                }
            }

            public void Population(IReadOnlyList<float[]> population, float[] input)
            {
                var scores = new float[population.Count];
                Parallel.For(0, population.Count, i =>
                {
                    var output = new float[Gesture.OutputLength];
                    new Gesture(population[i]).Forward(input, output);
                    scores[i] = output[0];
                });
            }

            private void Mutate()
            {
                for (int i = 0; i < _best.Length; i++)
                {
                    _candidate[i] = _best[i] + (float)_random.NextDouble() - 0.5f;
                }
            }

            private static float Error(float[] output, float[] wanted) => output.Zip(wanted, (a, b) => (a - b) * (a - b)).Sum();
        }
        """;

    /// <summary>A block of samples at a time, for both channels.</summary>
    private const string PlugIn = """
        public sealed class AmpEffect
        {
            private readonly Amp _amp = new Amp();
            private Amp.State _left = Amp.State.Initial, _right = Amp.State.Initial;
            private float[] _block = new float[512];

            public void Prepare(int maximum) => _block = new float[maximum];

            public void Reset()
            {
                _amp.ResetState(out _left);
                _right.Reset();
            }

            public void Process(float[][] channels, int frames)
            {
                for (int channel = 0; channel < channels.Length; channel++)
                {
                    ref Amp.State state = ref channel == 0 ? ref _left : ref _right;
                    channels[channel].AsSpan(0, frames).CopyTo(_block);
                    _amp.Process(_block.AsSpan(0, frames), channels[channel].AsSpan(0, frames), ref state);
                }
            }
        }
        """;

    /// <summary>States that are saved and restored, in a ring.</summary>
    private const string Rollback = """
        public sealed class Session
        {
            private readonly Amp.State[] _saved = new Amp.State[64];
            private readonly Amp _amp = new Amp();
            private Amp.State _state = Amp.State.Initial;

            public float Tick(int frame, float input)
            {
                _saved[frame & 63] = _state;
                return _amp.Step(input, ref _state);
            }

            public void Rollback(int to, ReadOnlySpan<float> inputs)
            {
                _state = _saved[to & 63];
                foreach (float input in inputs)
                {
                    Tick(to++, input);
                }
            }

            public bool TryLoad(byte[] file, out Amp.State state)
            {
                state = default;
                if (file.Length != Amp.State.ByteCount)
                {
                    return false;
                }

                state.ReadFrom(file);
                return true;
            }
        }
        """;

    /// <summary>A value at a time, and one day's in a window that is emptied.</summary>
    private const string Device = """
        public sealed class Sensor
        {
            private readonly Series _series = new Series(new float[Series.ParameterCount]);
            private readonly float[] _window = new float[Series.InputLength], _score = new float[Series.OutputLength];
            private Series.State _state;
            private int _count;

            public float Next(float value) => _series.Step(value, ref _state);

            public bool Collect(float value)
            {
                _window[_count++] = value;
                if (_count < _window.Length)
                {
                    return false;
                }

                _count = 0;
                _series.Forward(_window, _score);
                return _score[0] > 0.5f;
            }

            public async Task Poll(Func<Task<float>> read, Action<float> write)
            {
                var state = Series.State.Initial;
                while (true)
                {
                    write(_series.Step(await read(), ref state));
                    await Task.Delay(1000);
                }
            }
        }
        """;

    /// <summary>Windows one after another, and results that are kept.</summary>
    private const string Backtest = """
        public static class Backtest
        {
            public static List<float[]> Run(Series series, float[] prices)
            {
                var all = new List<float[]>();
                for (int start = 0; start + Series.InputLength <= prices.Length; start += Series.InputLength)
                {
                    var forecast = new float[Series.OutputLength];
                    series.Forward(prices.AsSpan(start, Series.InputLength), forecast);
                    all.Add(forecast);
                }

                return all;
            }

            public static float[] Batched(Series series, float[] prices)
            {
                int count = prices.Length / Series.InputLength;
                var outputs = new float[count * Series.OutputLength];
                series.ForwardBatch(count, prices.AsSpan(0, count * Series.InputLength), outputs);
                return outputs;
            }
        }
        """;

    /// <summary>An array for each answer, which is returned.</summary>
    private const string Server = """
        public sealed class Service
        {
            private static readonly Gesture Network = new Gesture(new float[Gesture.ParameterCount]);

            public float[] Answer(float[] question)
            {
                var answer = new float[Gesture.OutputLength];
                Network.Forward(question, answer);
                return answer;
            }

            public async IAsyncEnumerable<float[]> Answers(IAsyncEnumerable<float[]> questions)
            {
                await foreach (float[] question in questions)
                {
                    yield return Answer(question);
                }
            }

            public async Task Write(IAsyncEnumerable<float[]> questions, Func<float[], Task> write)
            {
                await foreach (float[] question in questions)
                {
                    var answer = new float[Gesture.OutputLength];
                    Network.Forward(question, answer);
                    await write(answer);
                }
            }

            public IEnumerable<float> First(IEnumerable<float[]> questions) => questions.Select(question => Answer(question)[0]);
        }
        """;

    private const string UnityEnemy = """
        namespace UnityEngine
        {
            public class MonoBehaviour { }
        }

        public class Enemy : UnityEngine.MonoBehaviour
        {
            private readonly float[] _senses = new float[2], _wishes = new float[3];
            private Gesture _brain;
            private Gesture.State _memory;

            private void Awake() => _brain = new Gesture(new float[Gesture.ParameterCount]);

            private void OnEnable() => _memory.Reset();

            private void Update()
            {
                if (_brain == null)
                {
                    _brain = new Gesture(new float[Gesture.ParameterCount]);
                }

                _senses[0] = 1;
                _brain.Step(_senses, _wishes, ref _memory);
                Span<float> dream = stackalloc float[3];
                Gesture.State copy = _memory;
                _brain.Step(_senses, dream, ref copy);
            }
        }
        """;

    /// <summary>A network, arrays and a batch for each case.</summary>
    private const string Tests = """
        public class GestureTests
        {
            public void Both_forms_agree()
            {
                foreach (int seed in new[] { 1, 2, 3 })
                {
                    float[] parameters = Parameters(seed);
                    var network = new Gesture(parameters);
                    float[] input = Enumerable.Range(0, Gesture.InputLength).Select(i => (float)i).ToArray();
                    var expected = new float[Gesture.OutputLength];
                    var actual = new float[Gesture.OutputLength];
                    network.Forward(input, expected);
                    var batch = new Gesture.BatchState(1);
                    network.ForwardBatch(1, input, actual, batch);
                    Equal(expected, actual);
                    new Gesture(parameters).Forward(input, actual);
                    Equal(expected, actual);
                }
            }

            public void The_same_twice(Gesture network, float[] input)
            {
                for (int i = 0; i < 2; i++)
                {
                    var output = new float[Gesture.OutputLength];
                    network.Forward(input, output);
                    Equal(input, output);
                }
            }

            private static float[] Parameters(int seed) => new float[Gesture.ParameterCount + 0 * seed];

            private static void Equal(float[] expected, float[] actual) { }
        }
        """;

    private const string Benchmark = """
        public class Benchmarks
        {
            private readonly float[] _parameters = new float[Gesture.ParameterCount], _input = new float[8], _output = new float[3];
            private readonly Gesture _network;

            public Benchmarks() => _network = new Gesture(_parameters);

            public Gesture Construct() => new Gesture(_parameters);

            public void Constructions()
            {
                for (int i = 0; i < 1000; i++)
                {
                    _ = new Gesture(_parameters);
                }
            }

            public void Forward()
            {
                for (int i = 0; i < 1000; i++)
                {
                    _network.Forward(_input, _output);
                }
            }

            public float Steps()
            {
                var state = Gesture.State.Initial;
                for (int i = 0; i < 4; i++)
                {
                    _network.Step(_input.AsSpan(i * 2, 2), _output, ref state);
                }

                return _output[0];
            }
        }
        """;

    /// <summary>A network for each file, some of which can't be read.</summary>
    private const string Presets = """
        public sealed class Presets
        {
            private readonly Dictionary<string, Gesture> _loaded = new Dictionary<string, Gesture>();

            public void Load(IEnumerable<string> files, float[] buffer)
            {
                foreach (string file in files)
                {
                    Read(file, buffer);
                    _loaded[file] = new Gesture(buffer);
                }
            }

            public float Best(IEnumerable<string> files, float[] input, float[] output)
            {
                float best = 0;
                foreach (string file in files)
                {
                    float[] parameters = System.IO.File.ReadAllText(file).Split(' ').Select(float.Parse).ToArray();
                    new Gesture(parameters).Forward(input, output);
                    best = Math.Max(best, output[0]);
                }

                return best;
            }

            public float First(float[] buffer, float[] input, float[] output)
            {
                for (int attempt = 0; attempt < 3; attempt++)
                {
                    if (Read("first", buffer))
                    {
                        new Gesture(buffer).Forward(input, output);
                        return output[0];
                    }
                }

                return 0;
            }

            private static bool Read(string file, float[] buffer) => file.Length > buffer.Length;
        }
        """;

    /// <summary>Episodes, each from the start, and parameters that are set in place.</summary>
    private const string Training = """
        public static class Episodes
        {
            public static float Run(IReadOnlyList<float[]> generations, float[] world, int agents)
            {
                float score = 0;
                var inputs = new float[agents * Gesture.InputSize];
                var outputs = new float[agents * Gesture.OutputSize];
                var network = new Gesture(generations[0]);
                foreach (float[] parameters in generations)
                {
                    network.SetParameters(parameters);
                    var batch = new Gesture.BatchState(agents);
                    for (int tick = 0; tick < 100; tick++)
                    {
                        world.AsSpan(tick, inputs.Length).CopyTo(inputs);
                        network.StepBatch(agents, inputs, outputs, batch);
                        score += outputs[0];
                    }
                }

                return score;
            }
        }
        """;
}
