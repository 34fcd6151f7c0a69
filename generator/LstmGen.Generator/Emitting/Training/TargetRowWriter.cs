using LstmGen.Generator.Model;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>
/// Writes code that copies a row of the targets and its weight to the tape. Targets are in the order of the outputs: where two directions
/// aren't merged, all rows of one come before all rows of the other, and a row of the tape consists of one of each.
/// </summary>
internal sealed class TargetRowWriter(TapeText tape)
{
    /// <param name="to">The row of the tape.</param>
    /// <param name="sequence">The sequence whose row it is.</param>
    /// <param name="row">The row in it.</param>
    public void Write(string to, string sequence, string row)
    {
        ValueMemory memory = tape.Names.Memory;
        int outputs = tape.Plan.Network.OutputSize;
        string rows = TrainingRules.HasOutputOfEachStep(tape.Plan.Network) ? "Steps" : tape.Training.OutputRows;
        string has = tape.Plan.Target.Spans ? "weights.Length > 0" : "!(weights is null) && weights.Length > 0";
        string one = tape.Plan.Element.Literal(1);
        tape.Code.Line($"_tape[{At(tape.Training.Weights)} + {to}] = {has} ? {memory.Element("weights", row)} : {one};");
        if (rows == "Steps" && tape.Plan.Network.Layers[tape.Plan.Network.LastOverTime] is BidirectionalLayer { Merge: Merge.None } split)
        {
            (int forward, int backward) = (split.Forward.Output, split.Backward.Output);
            Values($"{sequence} * Steps * {outputs} + {row} * {forward}", 0, forward);
            Values($"{sequence} * Steps * {outputs} + Steps * {forward} + {row} * {backward}", forward, backward);
        }
        else
        {
            Values($"({sequence} * {rows} + {row}) * {outputs}", 0, outputs);
        }

        void Values(string from, int start, int count)
        {
            using (tape.Code.Block($"for (int k = 0; k < {count}; k++)"))
            {
                string at = Sum($"({to}) * {outputs}", start == 0 ? "" : Literal.Of(start));
                tape.Code.Line($"_tape[{At(tape.Training.Targets)} + {at} + k] = {memory.Element("targets", from + " + k")};");
            }
        }
    }
}
