using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes a few steps of a layer at a time, then the same steps of the next layer; each leaves its rows in the scratch memory.
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
            string method = methods.Name(layout.Layer);
            string p = _parameters.From("p", 0);
            if (layout.Layer is RecurrentLayer)
            {
                code.Line($"{method}({p}, {InputOf(i, "0")}, {_memory.From("s", 0)}, {Row(layout, "0")}, {count});");
                continue;
            }

            string call = $"{method}({p}, {InputOf(i, "row")}, {Row(layout, "row")}{_memory.WorkArgument});";
            if (_most == 1)
            {
                code.Line(call);
                continue;
            }

            using (code.Block("for (int row = 0; row < count; row++)"))
            {
                code.Line(call);
            }
        }
    }

    /// <param name="x">Where the step's input starts.</param>
    private void Head(string x)
    {
        LayerLayout last = backEnd.Layers[Network.LastOverTime].Layout;
        methods.Head("scratch", methods.ScratchRow(last, "row"), x, "row");
        code.Line(_memory.Advance("y", Network.OutputSize));
    }

    private string InputOf(int i, string row) => i == 0
        ? _memory.From("x", _most == 1 || row == "0" ? "0" : Literal.Scaled(Network.InputSize, row))
        : Row(backEnd.Layers[i - 1].Layout, row);

    private string Row(LayerLayout layout, string row) => _memory.From("scratch", methods.ScratchRow(layout, row));
}
