using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>
/// Writes code that copies a sequence with masked steps to the tape. All layers skip the same steps, so a shorter sequence remains, and
/// only the outputs of its steps count.
/// </summary>
internal sealed class MaskedLoadWriter(TapeText tape)
{
    private readonly CodeWriter _code = tape.Code;
    private readonly ValueMemory _memory = tape.Names.Memory;

    private Network Network => tape.Plan.Network;

    public void Write()
    {
        _code.Comment("Copies the steps of a sequence that aren't masked to the tape, and their rows of the targets.");
        string parameters = CodeWriter.List(
            _memory.Parameter("inputs"), _memory.Parameter("targets"), _memory.Parameter("weights"), _memory.MaskParameter);
        using (_code.Block($"private void {TapeWriter.Load}({parameters}, int first, int steps)"))
        {
            _code.Line("_steps = 0;");
            using (_code.Block("for (int step = 0; step < steps; step++)"))
            using (_code.Block($"if (!({IsMasked("step")}))"))
            {
                Input(tape.Training.Input, "_steps", "step");
                _code.Line("_steps++;");
            }

            var targets = new TargetRowWriter(tape);
            if (!TrainingRules.HasOutputOfEachStep(Network))
            {
                targets.Write("0", "first", "0");
                if (tape.Training.LastInput is { } last)
                {
                    Input(last, "0", "(steps - 1)");
                }

                return;
            }

            _code.Line("int kept = 0;");
            using (_code.Block("for (int row = 0; row < steps; row++)"))
            using (_code.Block($"if (!({IsMasked(Network.Layers[Network.LastOverTime].RowsAreBackwards ? "steps - 1 - row" : "row")}))"))
            {
                targets.Write("kept", "first", "row");
                _code.Line("kept++;");
            }
        }
    }

    private string IsMasked(string step)
    {
        string x = _memory.From("inputs", $"first * Steps * {Network.InputSize}");
        string isMasked = $"Kernel.IsMasked({x}, {_memory.From("mask", "0")}, {step})";
        return Network.MasksByValue ? isMasked : $"{_memory.HasMask} && {isMasked}";
    }

    private void Input(TapeRegion to, string row, string step)
    {
        int inputs = Network.InputSize;
        using (_code.Block($"for (int k = 0; k < {inputs}; k++)"))
        {
            string from = _memory.Element("inputs", $"(first * Steps + {step}) * {inputs} + k");
            _code.Line($"_tape[{At(to)} + {row} * {inputs} + k] = {from};");
        }
    }
}
