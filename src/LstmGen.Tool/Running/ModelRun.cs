using LstmGen.Tool.Numbers;

namespace LstmGen.Tool.Running;

/// <summary>A model that is ready to run, and its input.</summary>
/// <param name="ReadAs">Where the input is from and how it was read, for a reader.</param>
internal sealed record ModelRun(CompiledModel Model, Sequences Input, string ReadAs)
{
    /// <summary>What the class hands on: a row for each step, or for each sequence where the model has the output of its last step alone.</summary>
    /// <param name="everyStep">Whether each step's output is asked for in any case.</param>
    public NumberRows Outputs(bool everyStep) => Model.Run(Input, onlyLast: !Model.Network.ReturnsSequences && !everyStep);

    public NumberRows Trace() => Model.Trace(Input);
}
