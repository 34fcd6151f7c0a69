using LstmGen.Tool.Numbers;

namespace LstmGen.Tool.Running;

/// <summary>A model that is ready to run, and its input.</summary>
/// <param name="ReadAs">Where the input is from and how it was read, for a reader.</param>
internal sealed record ModelRun(CompiledModel Model, Sequences Input, string ReadAs)
{
    /// <summary>The outputs of the class: a row for each step, or for each sequence if the model outputs only its last step.</summary>
    /// <param name="everyStep">Whether each step's output is requested in any case.</param>
    public NumberRows Outputs(bool everyStep) => Model.Run(Input, onlyLast: !Model.Network.ReturnsSequences && !everyStep);

    public NumberRows Trace() => Model.Trace(Input);
}
