using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the methods that run sequences of which some steps are masked, with Keras' semantics: a masked step leaves the state as it is.
/// All layers skip the same steps, so the rest is a shorter sequence.
/// </summary>
internal sealed class MaskWriter(CodeWriter code, Names names, Plan plan)
{
    private Network Network => plan.Network;

    private LayerLayout Recurrent => plan.BackEnds[0].Layers[Network.LastRecurrent].Layout;

    private readonly ValueMemory _memory = names.Memory;

    private readonly StateForm _state = new(names, plan);

    public void Write()
    {
        IsMasked();
        Head();
        if (Network.IsStreaming)
        {
            Streaming();
        }
        else
        {
            Sequence();
        }
    }

    private void IsMasked()
    {
        code.Comment(Network.Masking!.Value is null
            ? "Whether a step is masked."
            : "Whether a step is masked: by the mask, or, where that is empty, by its values.");
        code.Open($"private static bool IsMasked({_memory.Parameter("x")}, {_memory.MaskParameter}, int step)");
        string isMasked = $"return !{_memory.Element("mask", "step")};";
        if (Network.Masking.Value is not float value)
        {
            code.Line(isMasked);
            code.Close();
            return;
        }

        code.Open($"if ({_memory.HasMask})");
        code.Line(isMasked);
        code.Close();
        code.Open("for (int feature = 0; feature < InputSize; feature++)");
        code.Open($"if ({_memory.Element("x", "step * InputSize + feature")} != {plan.Element.Literal(plan.Element.Meant(value))})");
        code.Line("return false;");
        code.Close();
        code.Close();
        code.Line("return true;");
        code.Close();
    }

    private void Head()
    {
        string x = Network.Skip ? _memory.Parameter("x") + ", " : "";
        code.Comment("The output for a hidden state h.");
        code.Open($"private static void Head({_memory.Parameter("p")}, {_memory.Parameter("h")}, {x}{_memory.Parameter("y", written: true)}{_memory.WorkParameter})");
        WidthChoice.Write(code, names, plan, (_, lanes) =>
            $"Head{lanes.Suffix}({lanes.Memory.Of("p")}, {lanes.Memory.Of("h")}, {(Network.Skip ? lanes.Memory.Of("x") + ", " : "")}{lanes.Memory.Of("y")}{lanes.Memory.WorkOf("s")})");
        code.Close();
    }

    private void Streaming()
    {
        code.Comment("Runs steps, some of them masked, and writes an output row for each from firstOutput on. The row of a masked step is that of the unchanged state.");
        code.Open($"internal static void RunMasked({_memory.Parameter("p")}, {_memory.Parameter("x")}, {_memory.MaskParameter}, {_memory.Parameter("y", written: true)}, int steps, int firstOutput, {_state.Parameter})");
        if (_state.IsCopied)
        {
            _memory.Scratch(code, plan.Memory.CopyOfState("values"));
        }

        code.Line("int end;");
        code.Open("for (int step = 0; step < steps; step = end)");
        code.Line($"bool isMasked = IsMasked({Mask("step")});");
        code.Line("end = step + 1;");
        code.Open($"while (end < steps && IsMasked({Mask("end")}) == isMasked)");
        code.Line("end++;");
        code.Close();
        code.Line("int first = firstOutput < step ? step : firstOutput < end ? firstOutput : end;");
        code.Open("if (!isMasked)");
        code.Line($"Run(p, {_memory.Part("x", "step * InputSize", "(end - step) * InputSize")}, {_memory.From("y", "0")}, end - step, first - step, {_state.Argument});");
        code.Close();
        if (_state.IsCopied)
        {
            code.Open("else");
            code.Line("state.CopyTo(values);");
            code.Close();
        }

        code.Open("for (int row = first; isMasked && row < end; row++)");
        string h = !plan.Target.Spans ? $"state.Values, {Recurrent.StateStart}" : $"{(_state.IsCopied ? "values" : "state.Values")}.Slice({Recurrent.StateStart})";
        string work = _state.HasObject ? ", state.Values" : "";
        code.Line($"Head(p, {h}, {(Network.Skip ? _memory.From("x", "row * InputSize") + ", " : "")}{_memory.From("y", "(row - first) * OutputSize")}{work});");
        code.Close();
        code.Line(_memory.Advance("y", "(end - first) * OutputSize"));
        code.Close();
        code.Close();
    }

    private void Sequence()
    {
        code.Comment("Runs a whole sequence with masked steps.");
        code.Open($"internal static void RunMasked({CodeWriter.List(_memory.Parameter("p"), _memory.Parameter("x"), _memory.MaskParameter, _memory.Parameter("y", written: true), "int steps", _state.Parameter)})");
        if (_state.HasObject)
        {
            code.Line($"{_memory.Held(written: true)} s = workspace.Values;");
        }

        _memory.Scratch(code, plan.Memory.KeptSteps);
        code.Line("int count = 0;");
        code.Open("for (int step = 0; step < steps; step++)");
        code.Open($"if (!IsMasked({Mask("step")}))");
        code.Line(_memory.Copy("x", "step * InputSize", "kept", "InputSize * count++", "InputSize"));
        code.Close();
        code.Close();
        code.Open("if (count > 0)");
        code.Line($"Run({CodeWriter.List("p", _memory.From("kept", "0"), _memory.From("y", "0"), "count", _state.Argument)});");
        code.Close();
        Layer last = Network.Layers[Network.LastRecurrent];
        if (!Network.ReturnsSequences)
        {
            code.Open("else");
            Rest("y");
            code.Close();
            code.Close();
            return;
        }

        _memory.Scratch(code, plan.Memory.OutputOfMasked);
        if (last is BidirectionalLayer { Merge: Merge.None } split)
        {
            code.Line(_memory.Clear("rest", "0", Literal.Of(Network.OutputSize)));
            Scatter(split.Forward.Output, 0);
            Scatter(split.Backward.Output, Network.Steps!.Value * split.Forward.Output);
        }
        else
        {
            Rest("rest");
            Scatter(Network.OutputSize, 0);
        }

        code.Close();

        void Rest(string y)
        {
            int width = Packing.Pad(last.Output, plan.Element);
            _memory.Scratch(code, plan.Memory.HiddenOfZeros);
            code.Line(_memory.Clear("h", "0", Literal.Of(width)));
            code.Line($"Head(p, {_memory.From("h", "0")}, {_memory.From(y, "0")}{_memory.WorkArgument});");
        }
    }

    /// <summary>Moves the rows of the steps that were read to their places, and fills the others.</summary>
    private void Scatter(int width, int start)
    {
        Layer layer = Network.Layers[Network.LastRecurrent];
        Direction? direction = layer is RecurrentLayer recurrent ? recurrent.Direction : null;
        string step = layer.RowsAreBackwards ? "steps - 1 - row" : "row";
        code.Comment("Moves the rows of the steps that were read to their places, the last one first.");
        code.Open("for (int row = steps - 1, from = count; row >= 0; row--)");
        code.Open($"if (!IsMasked({Mask(step)}))");
        code.Line(_memory.Copy("y", Row("--from"), "y", Row("row"), width));
        code.Close();
        code.Close();
        if (direction is null)
        {
            code.Comment("A masked step gets the output for a hidden state of zeros.");
            code.Open("for (int row = 0; row < steps; row++)");
        }
        else
        {
            code.Comment("A masked step gets the output of the step computed before it, or that for a hidden state of zeros.");
            code.Open(direction == Direction.Backward ? "for (int row = steps - 1; row >= 0; row--)" : "for (int row = 0; row < steps; row++)");
        }

        string fromRest = _memory.Copy("rest", "0", "y", Row("row"), width);
        code.Open($"if (IsMasked({Mask(step)}))");
        if (direction is null)
        {
            code.Line(fromRest);
        }
        else
        {
            code.Open(direction == Direction.Backward ? "if (row == steps - 1)" : "if (row == 0)");
            code.Line(fromRest);
            code.Close();
            code.Open("else");
            code.Line(_memory.Copy("y", Row(direction == Direction.Backward ? "(row + 1)" : "(row - 1)"), "y", Row("row"), width));
            code.Close();
        }

        code.Close();
        code.Close();

        string Row(string row) => Literal.Sum(start, $"{width} * {row}");
    }

    /// <summary>The arguments that ask whether a step is masked.</summary>
    private string Mask(string step) => $"{_memory.From("x", "0")}, {_memory.From("mask", "0")}, {step}";
}
