using LstmGen.Generator.Model;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes what copies a row of the targets to the tape, and how much it counts.</summary>
internal sealed class TargetRowWriter(TapeText tape)
{
    /// <param name="to">The row of the tape.</param>
    /// <param name="sequence">The sequence whose row it is.</param>
    /// <param name="row">The row in it.</param>
    public void Write(string to, string sequence, string row)
    {
        ValueMemory memory = tape.Names.Memory;
        int outputs = tape.Plan.Network.OutputSize;
        string rows = TrainingRules.HasOutputOfEachStep(tape.Plan.Network) ? "Steps" : "1";
        string has = tape.Plan.Target.Spans ? "weights.Length > 0" : "!(weights is null) && weights.Length > 0";
        string one = tape.Plan.Element.Literal(1);
        tape.Code.Line($"_tape[{At(tape.Training.Weights)} + {to}] = {has} ? {memory.Element("weights", row)} : {one};");
        using (tape.Code.Block($"for (int k = 0; k < {outputs}; k++)"))
        {
            string from = memory.Element("targets", $"({sequence} * {rows} + {row}) * {outputs} + k");
            tape.Code.Line($"_tape[{At(tape.Training.Targets)} + ({to}) * {outputs} + k] = {from};");
        }
    }
}
