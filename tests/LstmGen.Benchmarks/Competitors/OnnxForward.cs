using System;
using LstmGen.Tests.Networks;
using LstmGen.Tests.References;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Benchmarks.Competitors;

/// <summary>
/// ONNX Runtime at its best for one thread: all optimisations, no thread pool, input and output bound once to our memory, so that a call
/// converts, copies and allocates nothing on our side.
/// </summary>
internal sealed class OnnxForward : Competitor
{
    private readonly SessionOptions _options;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _x;
    private readonly OrtValue _y;
    private readonly float[] _output;

    public OnnxForward(NetworkSpec spec, float[] parameters, float[] input)
        : base("ONNX Runtime", spec.Steps!.Value)
    {
        int steps = spec.Steps!.Value;
        _options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(OnnxModel.Build(spec, parameters, steps, withStates: false), _options);
        _output = new float[spec.Output];
        _x = OrtValue.CreateTensorValueFromMemory(input, [steps, 1, spec.Input]);
        _y = OrtValue.CreateTensorValueFromMemory(_output, [1, spec.Output]);
        _binding = _session.CreateIoBinding();
        _binding.BindInput("x", _x);
        _binding.BindOutput("y", _y);
    }

    public override ReadOnlySpan<float> Output => _output;

    public override void Run(int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            _session.RunWithBinding(_run, _binding);
        }
    }

    public override void Dispose()
    {
        _binding.Dispose();
        _x.Dispose();
        _y.Dispose();
        _run.Dispose();
        _session.Dispose();
        _options.Dispose();
    }
}
