using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes a few steps of a layer at a time, then the same steps of the next layer; each writes its rows to the scratch memory.
/// </summary>
internal sealed class TurnsWriter(CodeWriter code, Plan plan, BackEnd backEnd, LaneSet lanes, LayerMethods methods)
{
    private readonly Memory _memory = lanes.Memory;
    private readonly Memory _parameters = lanes.Parameters;
    private readonly int _most = backEnd.StepsAtOnce;

    private Network Network => plan.Network;

    public void Write()
    {
        if (_most == 1)
        {
            using (code.Block("for (int step = 0; step < steps; step++)"))
            {
                Layers("1");
                using (code.Block("if (step >= firstOutput)"))
                {
                    Head("0");
                }

                code.Line(_memory.Advance("x", Network.InputSize));
            }

            return;
        }

        using (code.Block($"for (int step = 0; step < steps; step += {_most})"))
        {
            code.Line($"int count = steps - step < {_most} ? steps - step : {_most};");
            Layers("count");
            using (code.Block("for (int row = step < firstOutput ? firstOutput - step : 0; row < count; row++)"))
            {
                Head(Literal.Scaled(Network.InputSize, "row"));
            }

            code.Line(_memory.Advance("x", Literal.Scaled(Network.InputSize, "count")));
        }
    }

    /// <summary>Writes the steps of each layer up to the last recurrent one.</summary>
    private void Layers(string count)
    {
        for (int i = 0; i <= Network.LastOverTime; i++)
        {
            LayerLayout layout = backEnd.Layers[i].Layout;
            if (layout.Layer is RecurrentLayer)
            {
                string p = _parameters.From("p", 0);
                string runs = $"{From(InputOf(i, "0"))}, {_memory.From("s", 0)}, {From(Row(i, "0"))}";
                code.Line($"{methods.Name(layout.Layer)}({p}, {runs}, {count});");
                continue;
            }

            using (_most == 1 ? null : code.Block("for (int row = 0; row < count; row++)"))
            {
                methods.Row(layout, InputOf(i, "row"), Row(i, "row"), Added);
            }
        }
    }

    /// <param name="x">Where the step's input starts.</param>
    private void Head(string x)
    {
        LayerLayout last = backEnd.Layers[Network.LastOverTime].Layout;
        methods.Head("scratch", methods.ScratchRow(last, "row"), x, "row", Added);
        code.Line(_memory.Advance("y", Network.OutputSize));
    }

    private RowStart InputOf(int i, string row) => i == 0
        ? new RowStart("x", _most == 1 || row == "0" ? "0" : Literal.Scaled(Network.InputSize, row))
        : Row(i - 1, row);

    private RowStart Row(int i, string row) => new("scratch", methods.ScratchRow(backEnd.Layers[i].Layout, row));

    /// <summary>The row that a residual sum adds, where a loop has the step's row.</summary>
    private RowStart Added(int source) => source == AddLayer.OfInput ? InputOf(0, "row") : Row(source, "row");

    private string From(RowStart row) => _memory.From(row.Memory, row.At);
}
