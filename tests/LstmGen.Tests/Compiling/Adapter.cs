using LstmGen.Tests.Networks;

namespace LstmGen.Tests.Compiling;

/// <summary>The source of a class that implements <see cref="IModel"/> by a generated class.</summary>
internal static class Adapter
{
    public static string Source(string network, NetworkSpec spec, bool isTrained = false) => $$"""
        public sealed class {{Name(network)}} : {{(IsOneLayer(spec) && !isTrained ? nameof(IOneLayerModel) : nameof(IModel))}}
        {
            private readonly {{network}} _network;

            public {{Name(network)}}(float[] parameters) =>
                _network = {{(isTrained ? $"parameters.Length == 0 ? new {network}() : " : "")}}new {{network}}(parameters);

            public {{Name(network)}}(float[] parameters, float[] initialState) => _network = new {{network}}(parameters, initialState);

            private {{Name(network)}}({{network}} network) => _network = network;
        {{(isTrained ? "" : Factories(network, spec))}}

            public int ParameterCount => {{network}}.ParameterCount;

            public void CopyParametersTo(Span<float> destination) => _network.CopyParametersTo(destination);

            public void SetParameters(ReadOnlySpan<float> parameters) => _network.SetParameters(parameters);

            public void SetInitialState(ReadOnlySpan<float> initialState) => _network.SetInitialState(initialState);

            public void ResetState(IModelState state) => _network.ResetState(out ((Box)state).State);

            public void ResetState(IModelBatchState state) => _network.ResetState(((BatchBox)state).State);

            public int TraceLength => {{(spec.Steps is null ? "0" : network + ".TraceLength")}};

            public void Trace(ReadOnlySpan<float> input, Span<float> trace) => {{Forward(spec, "_network.Trace(input, trace)")}};

            public void Forward(ReadOnlySpan<float> input, Span<float> output) => {{Forward(spec, "_network.Forward(input, output)")}};

            public void Forward(ReadOnlySpan<float> input, Span<float> output, IModelState state) => {{Forward(spec, "_network.Forward(input, output, ref ((Box)state).State)")}};

            public void Step(ReadOnlySpan<float> input, Span<float> output, IModelState state) => _network.Step(input, output, ref ((Box)state).State);

            public float Step(float input, IModelState state) => {{ScalarStep(spec)}};

            public void Process(ReadOnlySpan<float> input, Span<float> output, IModelState state) => _network.Process(input, output, ref ((Box)state).State);

            public void ForwardBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs) => {{Forward(spec, "_network.ForwardBatch(count, inputs, outputs)")}};

            public void ForwardBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state) => {{Forward(spec, "_network.ForwardBatch(count, inputs, outputs, ((BatchBox?)state)?.State!)")}};

            public void StepBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state) => _network.StepBatch(count, inputs, outputs, ((BatchBox?)state)?.State!);

            public void ProcessBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state) => _network.ProcessBatch(count, inputs, outputs, ((BatchBox?)state)?.State!);

            public void ForwardBatch(int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state) => {{Forward(spec, "_network.ForwardBatch(first, count, inputs, outputs, ((BatchBox?)state)?.State!)")}};

            public void StepBatch(int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state) => _network.StepBatch(first, count, inputs, outputs, ((BatchBox?)state)?.State!);

            public void ProcessBatch(int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state) => _network.ProcessBatch(first, count, inputs, outputs, ((BatchBox?)state)?.State!);

            public void Part(int sequences, int part, int parts, out int first, out int count) => {{network}}.BatchState.Part(sequences, part, parts, out first, out count);

            public IModelState CreateState() => new Box { State = {{network}}.State.Initial };

            public IModelBatchState CreateBatchState(int capacity) => new BatchBox(capacity);

            private sealed class Box : IModelState
            {
                public {{network}}.State State;

                public void Reset() => State.Reset();

                public Span<float> Hidden(int layer) => State.Hidden(layer);

                public Span<float> Cell(int layer) => State.Cell(layer);

                public IModelState Copy() => new Box { State = State };

                public int ByteCount => {{network}}.State.ByteCount;

                public int WriteTo(Span<byte> destination) => State.WriteTo(destination);

                public void ReadFrom(ReadOnlySpan<byte> source) => State.ReadFrom(source);

                public override bool Equals(object? other) => other is Box box && State.Equals(box.State);

                public override int GetHashCode() => State.GetHashCode();
            }

            private sealed class BatchBox : IModelBatchState
            {
                public readonly {{network}}.BatchState State;

                public BatchBox(int capacity) => State = new {{network}}.BatchState(capacity);

                public int Capacity => State.Capacity;

                public IModelState this[int slot]
                {
                    get => new Box { State = State[slot] };
                    set => State[slot] = ((Box)value).State;
                }

                public void Reset() => State.Reset();

                public int ByteCount => State.ByteCount;

                public int WriteTo(Span<byte> destination) => State.WriteTo(destination);

                public void ReadFrom(ReadOnlySpan<byte> source) => State.ReadFrom(source);
            }
        }

        """;

    public static string Name(string network) => network + "Adapter";

    private static bool IsOneLayer(NetworkSpec spec) => spec.Layers is [LstmSpec { IsPlain: true }];

    private static string Factories(string network, NetworkSpec spec)
    {
        if (!IsOneLayer(spec))
        {
            return "";
        }

        bool bias = spec.Layers[0].UseBias;
        return $"""

                public IModel FromKeras(float[] kernel, float[] recurrentKernel, float[] bias) =>
                    new {Name(network)}({network}.FromKeras(kernel, recurrentKernel{(bias ? ", bias" : "")}));

                public IModel FromPyTorch(float[] weightIh, float[] weightHh, float[] biasIh, float[] biasHh) =>
                    new {Name(network)}({network}.FromPyTorch(weightIh, weightHh{(bias ? ", biasIh, biasHh" : "")}));

                public IModel FromOnnx(float[] w, float[] r, float[] b) =>
                    new {Name(network)}({network}.FromOnnx(w, r{(bias ? ", b" : "")}));

            """;
    }

    private static string Forward(NetworkSpec spec, string call) =>
        spec.Steps is null ? """throw new NotSupportedException("There is no Forward without Steps.")""" : call;

    private static string ScalarStep(NetworkSpec spec) => spec is { Input: 1, Output: 1 }
        ? "_network.Step(input, ref ((Box)state).State)"
        : """throw new NotSupportedException("Input and output are not both one value.")""";
}
