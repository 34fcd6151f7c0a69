using System;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the content of the nested kernel class: a set of methods for each vector width, and the choice between them.</summary>
internal sealed class KernelWriter(CodeWriter code, Names names, Plan plan)
{
    private readonly StateForm _state = new(names, plan);

    private Network Network => plan.Network;

    public void Write()
    {
        Choice();
        foreach (BackEnd backEnd in plan.BackEnds)
        {
            new RunWriter(code, names, plan, backEnd).Write();
        }

        if (Network.Masking is not null)
        {
            new MaskWriter(code, names, plan).Write();
        }

        if (Network.IsStreaming || plan.Trace.Length(Network.Steps) is not null || Network.Steps is null)
        {
            new TraceWriter(code, names, plan).Write();
        }

        if (plan.Memory.IsObject)
        {
            code.Line();
            code.Comment("Values of a state and of the memory after it that a run needs.");
            code.Line($"internal const int ValueCount = {plan.Memory.ObjectCount};");
        }
    }

    private void Choice()
    {
        if (plan.BackEnds.Count > 1)
        {
            Lanes();
        }

        if (Network.IsStreaming)
        {
            code.Comment("Runs some steps, and writes an output row for each step from firstOutput on.");
            Dispatch("Run", "int steps, int firstOutput", "steps, firstOutput, ", _ => true);
        }
        else
        {
            code.Comment($"Runs some steps, and writes the output{(Network.ReturnsSequences ? " rows" : "")}.");
            Dispatch("Run", "int steps", "steps, ", _ => true);
        }

        _state.Start(code);
        if (plan.HasWholeSequence)
        {
            code.Comment("Runs a whole sequence.");
            Dispatch("RunAll", "", UnrolledWriter.Argument(plan.Target), backEnd => backEnd.StepsPerMethod > 0);
        }
    }

    private void Lanes()
    {
        code.Comment(
            "Lanes of the widest vectors in use. "
            + "The runtime's compiler knows the answer, so the machine code holds only one of the ways.");
        string lanes = "";
        foreach (BackEnd backEnd in plan.BackEnds)
        {
            bool isLast = backEnd.Width == 1;
            lanes += isLast ? "1" : $"{new LaneSet(names, plan.Arithmetic, backEnd.Width).IsSupported} ? {backEnd.Width} : ";
        }

        code.Body("private static int Lanes", lanes);
        code.Line();
    }

    /// <summary>Writes the method that calls the one for the widest vectors.</summary>
    /// <param name="exists">Whether a back end has the method; otherwise it runs a whole sequence step by step.</param>
    private void Dispatch(string method, string parameters, string arguments, Func<BackEnd, bool> exists)
    {
        ValueMemory memory = names.Memory;
        string all = CodeWriter.List(
            names.Parameters.Parameter("p"), memory.Parameter("x"), memory.Parameter("y", written: true), parameters, _state.Parameter);
        using (code.Block($"internal static void {method}({all})"))
        {
            string state = _state.Open(code);
            WidthChoice.Write(code, names, plan, (backEnd, lanes) =>
            {
                (string called, string more) = exists(backEnd)
                    ? (method, arguments)
                    : ("Run", $"Steps, {(Network.ReturnsSequences ? "0" : "Steps - 1")}, ");
                Memory of = lanes.Memory;
                return $"{called}{lanes.Suffix}({lanes.Parameters.Of("p")}, {of.Of("x")}, {of.Of("y")}, {more}{of.Of(state)})";
            });
            _state.Close(code);
        }
    }
}
