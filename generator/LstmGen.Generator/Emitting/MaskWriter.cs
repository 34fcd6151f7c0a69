using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the methods that run sequences with masked steps, with Keras' semantics: a masked step leaves the state as it is. All layers skip
/// the same steps, so the remaining ones form a shorter sequence.
/// </summary>
internal sealed class MaskWriter(CodeWriter code, Names names, Plan plan)
{
    private Network Network => plan.Network;

    private LayerLayout Recurrent => plan.BackEnds[0].Layers[Network.LastOverTime].Layout;

    /// <summary>The last recurrent layer, whose rows the layers after it read.</summary>
    private Layer Last => Network.Layers[Network.LastOverTime];

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
        string isMasked = $"return !{_memory.Element("mask", "step")};";
        string access = plan.Training is null ? "private" : "internal";
        using (code.Block($"{access} static bool IsMasked({_memory.Parameter("x")}, {_memory.MaskParameter}, int step)"))
        {
            if (Network.Masking.Value is not float value)
            {
                code.Line(isMasked);
                return;
            }

            code.Line($$"""
                if ({{_memory.HasMask}})
                {
                    {{isMasked}}
                }

                for (int feature = 0; feature < InputSize; feature++)
                {
                    if ({{_memory.Element("x", "step * InputSize + feature")}} != {{plan.Element.Literal(plan.Element.Meant(value))}})
                    {
                        return false;
                    }
                }

                return true;
                """);
        }
    }

    private void Head()
    {
        string skipped = Network.HeadReadsInput ? _memory.Parameter("x") + ", " : "";
        string runs = $"{names.Parameters.Parameter("p")}, {_memory.Parameter("h")}, {skipped}{_memory.Parameter("y", written: true)}";
        code.Comment("The output for a hidden state h.");
        using (code.Block($"private static void Head({runs}{_memory.WorkParameter})"))
        {
            WidthChoice.Write(code, names, plan, (_, lanes) =>
            {
                Memory memory = lanes.Memory;
                string x = Network.HeadReadsInput ? memory.Of("x") + ", " : "";
                return $"Head{lanes.Suffix}({lanes.Parameters.Of("p")}, {memory.Of("h")}, {x}{memory.Of("y")}{memory.WorkOf("s")})";
            });
        }
    }

    private void Streaming()
    {
        code.Comment(
            "Runs steps, some of them masked, and writes an output row for each from firstOutput on. The row of a masked step is that of "
            + "the unchanged state.");
        string inputs = $"{names.Parameters.Parameter("p")}, {_memory.Parameter("x")}, {_memory.MaskParameter}";
        string outputs = $"{_memory.Parameter("y", written: true)}, int steps, int firstOutput";
        using (code.Block($"internal static void RunMasked({inputs}, {outputs}, {_state.Parameter})"))
        {
            if (_state.IsCopied)
            {
                _memory.Scratch(code, plan.Memory.CopyOfState("values"));
            }

            code.Line("int end;");
            using (code.Block("for (int step = 0; step < steps; step = end)"))
            {
                code.Line($$"""
                    bool isMasked = IsMasked({{Mask("step")}});
                    end = step + 1;
                    while (end < steps && IsMasked({{Mask("end")}}) == isMasked)
                    {
                        end++;
                    }

                    int first = firstOutput < step ? step : firstOutput < end ? firstOutput : end;
                    """);
                using (code.Block("if (!isMasked)"))
                {
                    string x = _memory.Part("x", "step * InputSize", "(end - step) * InputSize");
                    code.Line($"Run(p, {x}, {_memory.From("y", "0")}, end - step, first - step, {_state.Argument});");
                }

                if (_state.IsCopied)
                {
                    using (code.Block("else"))
                    {
                        code.Line("state.CopyTo(values);");
                    }
                }

                using (code.Block("for (int row = first; isMasked && row < end; row++)"))
                {
                    HeadOfState();
                }

                code.Line(_memory.Advance("y", "(end - first) * OutputSize"));
            }
        }
    }

    /// <summary>Writes the call that computes the row of a masked step from the unchanged state.</summary>
    private void HeadOfState()
    {
        string values = _state.IsCopied ? "values" : "state.Values";
        string h = plan.Target.Spans ? $"{values}.Slice({Recurrent.StateStart})" : $"state.Values, {Recurrent.StateStart}";
        string x = Network.HeadReadsInput ? _memory.From("x", "row * InputSize") + ", " : "";
        string work = _state.HasObject ? ", state.Values" : "";
        code.Line($"Head(p, {h}, {x}{_memory.From("y", "(row - first) * OutputSize")}{work});");
    }

    private void Sequence()
    {
        code.Comment("Runs a whole sequence with masked steps.");
        string parameters = CodeWriter.List(
            names.Parameters.Parameter("p"), _memory.Parameter("x"), _memory.MaskParameter, _memory.Parameter("y", written: true),
            "int steps", _state.Parameter);
        using (code.Block($"internal static void RunMasked({parameters})"))
        {
            if (_state.HasObject)
            {
                code.Line($"{_memory.Held(written: true)} s = workspace.Values;");
            }

            _memory.Scratch(code, plan.Memory.KeptSteps);
            code.Line($$"""
                int count = 0;
                for (int step = 0; step < steps; step++)
                {
                    if (!IsMasked({{Mask("step")}}))
                    {
                        {{_memory.Copy("x", "step * InputSize", "kept", "InputSize * count++", "InputSize")}}
                    }
                }
                """);
            code.Line();
            using (code.Block("if (count > 0)"))
            {
                code.Line($"Run({CodeWriter.List("p", _memory.From("kept", "0"), _memory.From("y", "0"), "count", _state.Argument)});");
            }

            if (Network.ReturnsSequences)
            {
                Rows();
            }
            else
            {
                using (code.Block("else"))
                {
                    Rest("y");
                }
            }
        }
    }

    /// <summary>Writes code that distributes the computed rows so that each step has one.</summary>
    private void Rows()
    {
        _memory.Scratch(code, plan.Memory.OutputOfMasked);
        if (Last is BidirectionalLayer { Merge: Merge.None } split)
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
    }

    /// <summary>Writes the output of a sequence whose steps are all masked: that of a hidden state of zeros, or of an empty mean.</summary>
    private void Rest(string y)
    {
        int width = Packing.Pad(Last.Output, plan.Element);
        _memory.Scratch(code, plan.Memory.HiddenOfZeros);
        if (Last is RowsLayer)
        {
            code.Comment("The mean of no rows is NaN, as in Keras.");
            using (code.Block($"for (int k = 0; k < {width}; k++)"))
            {
                code.Line($"{_memory.Element("h", "k")} = {plan.Element.Type}.NaN;");
            }
        }
        else
        {
            code.Line(_memory.Clear("h", "0", Literal.Of(width)));
        }

        code.Line($"Head(p, {_memory.From("h", "0")}, {_memory.From(y, "0")}{_memory.WorkArgument});");
    }

    /// <summary>Moves the rows of the unmasked steps to their places, and fills the others.</summary>
    private void Scatter(int width, int start)
    {
        Direction? direction = Last is RecurrentLayer recurrent ? recurrent.Direction : null;
        bool isBackward = direction == Direction.Backward;
        string step = Last.RowsAreBackwards ? "steps - 1 - row" : "row";
        string fromRest = _memory.Copy("rest", "0", "y", Row("row"), width);
        code.Comment("Moves the rows of the steps that were read to their places, the last one first.");
        code.Line($$"""
            for (int row = steps - 1, from = count; row >= 0; row--)
            {
                if (!IsMasked({{Mask(step)}}))
                {
                    {{_memory.Copy("y", Row("--from"), "y", Row("row"), width)}}
                }
            }
            """);
        code.Line();
        code.Comment(direction is null
            ? "A masked step gets the output for a hidden state of zeros."
            : "A masked step gets the output of the step computed before it, or that for a hidden state of zeros.");
        using (code.Block(isBackward ? "for (int row = steps - 1; row >= 0; row--)" : "for (int row = 0; row < steps; row++)"))
        {
            using (code.Block($"if (IsMasked({Mask(step)}))"))
            {
                code.Line(direction is null ? fromRest : $$"""
                    if (row == {{(isBackward ? "steps - 1" : "0")}})
                    {
                        {{fromRest}}
                    }
                    else
                    {
                        {{_memory.Copy("y", Row(isBackward ? "(row + 1)" : "(row - 1)"), "y", Row("row"), width)}}
                    }
                    """);
            }
        }

        string Row(string row) => Literal.Sum(start, $"{width} * {row}");
    }

    /// <summary>The arguments that ask whether a step is masked.</summary>
    private string Mask(string step) => $"{_memory.From("x", "0")}, {_memory.From("mask", "0")}, {step}";
}
