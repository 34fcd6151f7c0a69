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

    private string Bools => names["ReadOnlySpan"] + "<bool>";

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
        code.Open($"private static bool IsMasked({names.Values} x, {Bools} mask, int step)");
        if (Network.Masking.Value is not float value)
        {
            code.Line("return !mask[step];");
            code.Close();
            return;
        }

        code.Open("if (mask.Length > 0)");
        code.Line("return !mask[step];");
        code.Close();
        code.Open("for (int feature = 0; feature < InputSize; feature++)");
        code.Open($"if (x[step * InputSize + feature] != {plan.Element.Literal(plan.Element.Meant(value))})");
        code.Line("return false;");
        code.Close();
        code.Close();
        code.Line("return true;");
        code.Close();
    }

    private void Head()
    {
        string x = Network.Skip ? $"{names.Values} x, " : "";
        code.Comment("The output that belongs to a hidden state h.");
        code.Open($"private static void Head({names.Values} p, {names.Values} h, {x}{names.WritableValues} y)");
        WidthChoice.Write(code, names, plan, (_, lanes) =>
            $"Head{lanes.Suffix}({lanes.Memory.OfSpan("p")}, {lanes.Memory.OfSpan("h")}, {(Network.Skip ? lanes.Memory.OfSpan("x") + ", " : "")}{lanes.Memory.OfSpan("y")})");
        code.Close();
    }

    private void Streaming()
    {
        code.Comment("Runs steps of which some are masked, and writes an output row for each from firstOutput on: that of a masked step belongs to the state as it is.");
        code.Open($"internal static void RunMasked({names.Values} p, {names.Values} x, {Bools} mask, {names.WritableValues} y, int steps, int firstOutput, ref State state)");
        code.Line("int end;");
        code.Open("for (int step = 0; step < steps; step = end)");
        code.Line("bool isMasked = IsMasked(x, mask, step);");
        code.Line("end = step + 1;");
        code.Open("while (end < steps && IsMasked(x, mask, end) == isMasked)");
        code.Line("end++;");
        code.Close();
        code.Line("int first = firstOutput < step ? step : firstOutput < end ? firstOutput : end;");
        code.Open("if (!isMasked)");
        code.Line("Run(p, x.Slice(step * InputSize, (end - step) * InputSize), y, end - step, first - step, ref state);");
        code.Close();
        code.Open("for (int row = first; isMasked && row < end; row++)");
        code.Line($"Head(p, state.Values.Slice({Recurrent.StateStart}), {(Network.Skip ? "x.Slice(row * InputSize), " : "")}y.Slice((row - first) * OutputSize));");
        code.Close();
        code.Line("y = y.Slice((end - first) * OutputSize);");
        code.Close();
        code.Close();
    }

    private void Sequence()
    {
        code.Comment("Runs a whole sequence of which some steps are masked.");
        code.Open($"internal static void RunMasked({names.Values} p, {names.Values} x, {Bools} mask, {names.WritableValues} y, int steps)");
        code.Line($"{names.WritableValues} kept = stackalloc {names.Element.Type}[InputLength];");
        code.Line("int count = 0;");
        code.Open("for (int step = 0; step < steps; step++)");
        code.Open("if (!IsMasked(x, mask, step))");
        code.Line("x.Slice(step * InputSize, InputSize).CopyTo(kept.Slice(InputSize * count++));");
        code.Close();
        code.Close();
        code.Open("if (count > 0)");
        code.Line("Run(p, kept, y, count);");
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

        code.Line($"{names.WritableValues} rest = stackalloc {names.Element.Type}[OutputSize];");
        if (last is BidirectionalLayer { Merge: Merge.None } split)
        {
            code.Line("rest.Clear();");
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
            code.Line($"{names.WritableValues} h = stackalloc {names.Element.Type}[{Packing.Pad(last.Output, plan.Element)}];");
            code.Line("h.Clear();");
            code.Line($"Head(p, h, {y});");
        }
    }

    /// <summary>Moves the rows of the steps that were read to their places, and fills the others.</summary>
    private void Scatter(int width, int start)
    {
        Layer layer = Network.Layers[Network.LastRecurrent];
        Direction? direction = layer is LstmLayer lstm ? lstm.Direction : null;
        string rows = start == 0 ? "y" : $"y.Slice({start})";
        string step = layer.RowsAreBackwards ? "steps - 1 - row" : "row";
        code.Comment("The rows of the steps that were read, from the last on, where they belong.");
        code.Open("for (int row = steps - 1, from = count; row >= 0; row--)");
        code.Open($"if (!IsMasked(x, mask, {step}))");
        code.Line($"{rows}.Slice({width} * --from, {width}).CopyTo({rows}.Slice({width} * row));");
        code.Close();
        code.Close();
        if (direction is null)
        {
            code.Comment("A masked step has the output of a hidden state of zeros.");
            code.Open("for (int row = 0; row < steps; row++)");
        }
        else
        {
            code.Comment("A masked step has the output of the step that was computed before it, or of a hidden state of zeros.");
            code.Open(direction == Direction.Backward ? "for (int row = steps - 1; row >= 0; row--)" : "for (int row = 0; row < steps; row++)");
        }

        string filled = direction switch
        {
            null => $"rest.Slice(0, {width})",
            not Direction.Backward => $"row == 0 ? rest.Slice(0, {width}) : {rows}.Slice({width} * (row - 1), {width})",
            _ => $"row == steps - 1 ? rest.Slice(0, {width}) : {rows}.Slice({width} * (row + 1), {width})",
        };
        code.Open($"if (IsMasked(x, mask, {step}))");
        code.Line($"{names.WritableValues} filled = {filled};");
        code.Line($"filled.CopyTo({rows}.Slice({width} * row));");
        code.Close();
        code.Close();
    }
}
