using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes a few steps of a layer at a time, then the same steps of the next layer; each leaves its rows in the scratch memory.</summary>
internal sealed class TurnsWriter(CodeWriter code, Plan plan, BackEnd backEnd, LaneSet lanes, LayerMethods methods)
{
    private readonly Memory _memory = lanes.Memory;
    private readonly int _most = backEnd.StepsAtOnce;

    private Network Network => plan.Network;

    public void Write()
    {
        string count = _most == 1 ? "1" : "count";
        if (_most == 1)
        {
            code.Open("for (int step = 0; step < steps; step++)");
        }
        else
        {
            code.Open($"for (int step = 0; step < steps; step += {_most})");
            code.Line($"int count = steps - step < {_most} ? steps - step : {_most};");
        }

        for (int i = 0; i <= Network.LastRecurrent; i++)
        {
            LayerLayout layout = backEnd.Layers[i].Layout;
            if (layout.Layer is RecurrentLayer)
            {
                code.Line($"{methods.Name(layout.Layer)}({_memory.From("p", 0)}, {InputOf(i, "0")}, {_memory.From("s", 0)}, {Row(layout, "0")}, {count});");
                continue;
            }

            OpenRows("int row = 0");
            code.Line($"{methods.Name(layout.Layer)}({_memory.From("p", 0)}, {InputOf(i, "row")}, {Row(layout, "row")}{_memory.WorkArgument});");
            CloseRows();
        }

        if (_most == 1)
        {
            code.Open("if (step >= firstOutput)");
        }
        else
        {
            OpenRows("int row = step < firstOutput ? firstOutput - step : 0");
        }

        methods.Head("scratch", methods.ScratchRow(backEnd.Layers[Network.LastRecurrent].Layout, "row"), _most == 1 ? "0" : Literal.Scaled(Network.InputSize, "row"), "row");
        code.Line(_memory.Advance("y", Network.OutputSize));
        code.Close();
        code.Line(_memory.Advance("x", _most == 1 ? Literal.Of(Network.InputSize) : Literal.Scaled(Network.InputSize, "count")));
        code.Close();
    }

    private string InputOf(int i, string row) => i == 0
        ? _memory.From("x", _most == 1 || row == "0" ? "0" : Literal.Scaled(Network.InputSize, row))
        : Row(backEnd.Layers[i - 1].Layout, row);

    private string Row(LayerLayout layout, string row) => _memory.From("scratch", methods.ScratchRow(layout, row));

    private void OpenRows(string first)
    {
        if (_most > 1)
        {
            code.Open($"for ({first}; row < count; row++)");
        }
    }

    private void CloseRows()
    {
        if (_most > 1)
        {
            code.Close();
        }
    }
}
