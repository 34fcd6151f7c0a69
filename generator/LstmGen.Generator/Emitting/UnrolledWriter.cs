using System;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the steps of a whole sequence one after another. The JIT would keep each value that all of them read in a variable from the first
/// step to the last, and run out of registers. So parameters and constants are read through references that move by zero from step to step,
/// which the JIT can't know.
/// </summary>
/// <param name="step">The method of a step; null where each step is written out.</param>
internal sealed class UnrolledWriter(CodeWriter code, Names names, Plan plan, BackEnd backEnd, StepMethod? step)
{
    private readonly LaneSet _lanes = new(names, plan.Arithmetic, backEnd.Width);

    /// <summary>The parameter that is 0, which the methods don't know.</summary>
    private const string Zero = "zero";

    private const string ZeroMeaning = """
        zero is 0, of which the runtime's compiler doesn't know: each step reads the parameters and constants anew, where the compiler
        would keep them in registers for all steps, and has too few.
        """;

    private Network Network => plan.Network;

    private Memory Memory => _lanes.Memory;

    private bool HasReferences => Crossovers.ReadsByReference(plan.Target);

    /// <summary>The argument for it, before the state, where there is one.</summary>
    public static string Argument(Target target) => Crossovers.ReadsByReference(target) ? "0, " : "";

    /// <summary>The lanes of a back end, with the constants by reference where possible.</summary>
    public static LaneSet LanesOf(Names names, Plan plan, BackEnd backEnd)
    {
        bool hasReferences = Crossovers.ReadsByReference(plan.Target);
        return new LaneSet(names, plan.Arithmetic, backEnd.Width, hasReferences ? new ConstantReferences(names, plan.Arithmetic) : null);
    }

    /// <param name="with">What the methods compute with, for a reader.</param>
    public void Write(string with)
    {
        int steps = Network.Steps!.Value;
        int most = backEnd.StepsPerMethod;
        if (most < steps)
        {
            Calls(steps, most);
        }

        for (int first = 0; first < steps; first += most)
        {
            int end = Math.Min(first + most, steps);
            code.Comment(most == steps
                ? $"The whole sequence of {steps} steps, {with}."
                : $"Steps {first} to {end - 1} of the sequence, {with}.");
            if (HasReferences)
            {
                code.Comment(ZeroMeaning);
            }

            KernelAttribute.Write(code, names, plan.Target);
            string name = most == steps ? "RunAll" + _lanes.Suffix : RunFrom(first);
            using (code.Block($"private static void {name}({Parameters})"))
            {
                Steps(first, end);
            }
        }
    }

    private string RunFrom(int first) => $"RunFrom{first}{LayerMethods.Separator(_lanes)}{_lanes.Suffix}";

    private string Parameters => CodeWriter.List(
        _lanes.Parameters.Parameter("p"),
        Memory.Parameter("x"),
        Memory.Parameter("y", written: true),
        HasReferences ? "int " + Zero : "",
        Memory.Parameter("s", written: true));

    /// <summary>Writes the method that calls the methods of some steps each.</summary>
    private void Calls(int steps, int most)
    {
        code.Comment($"A whole sequence, {most} steps a method.");
        using (code.Block($"private static void RunAll{_lanes.Suffix}({Parameters})"))
        {
            for (int first = 0; first < steps; first += most)
            {
                string x = Memory.From("x", first * Network.InputSize);
                string y = Memory.From("y", Network.ReturnsSequences ? first * Network.OutputSize : 0);
                string zero = HasReferences ? Zero : "";
                string arguments = CodeWriter.List(_lanes.Parameters.From("p", 0), x, y, zero, Memory.From("s", 0));
                code.Line($"{RunFrom(first)}({arguments});");
            }
        }
    }

    private void Steps(int first, int end)
    {
        foreach (Scratch scratch in plan.Memory.Run(backEnd))
        {
            Memory.Scratch(code, scratch);
        }

        LaneSet lanes = LanesOf(names, plan, backEnd);
        var writer = new StraightWriter(code, lanes, backEnd.Straight);
        writer.LoadState();

        // Which constants they read is known once they are written.
        CodeWriter[] written = [.. Enumerable.Range(first, end - first).Select(at => Step(lanes, at, first))];
        (step?.References ?? lanes.References)?.Declare(code, Zero);
        for (int at = first; at < end; at++)
        {
            code.Line();
            code.Comment(at == 0 ? "Step 0" : $"Step {at}: the same parameters; h and c are what step {at - 1} left");
            code.Line(written[at - first].ToString().TrimEnd('\n'));
        }

        code.Line();
        writer.StoreState();
    }

    /// <param name="first">The method's first step, relative to which its input and output are indexed.</param>
    private CodeWriter Step(LaneSet lanes, int at, int first)
    {
        var text = new CodeWriter();
        int x = (at - first) * Network.InputSize;
        if (step is not null)
        {
            text.Line(step.Call(Literal.Of(x), HasReferences && at > first ? Moved(at - first) : "0"));
            Output(text, new StraightWriter(text, _lanes, backEnd.Straight), at, first);
            return text;
        }

        using (text.Block())
        {
            if (at > first)
            {
                Move(text, lanes);
            }

            var writer = new StraightWriter(text, lanes, backEnd.Straight);
            writer.Step(0, Network.LastOverTime + 1, new MemorySource(Memory, "x", x), explained: at == first);
            Output(text, writer, at, first);
        }

        return text;
    }

    /// <summary>A separate zero for each step: values read through the same one would be shared again.</summary>
    private static string Moved(int steps) => steps == 1 ? Zero : $"{steps} * {Zero}";

    /// <summary>Moves the references by zero.</summary>
    private void Move(CodeWriter text, LaneSet lanes)
    {
        if (lanes.References is { IsEmpty: false })
        {
            text.Line(new ReferenceMemory(names, names.Element).Advance(ConstantReferences.Name, Zero));
        }

        if (HasReferences && !lanes.IsScalar)
        {
            text.Line(lanes.Parameters.Advance("p", Zero));
        }

        text.Line();
    }

    private void Output(CodeWriter text, StraightWriter writer, int at, int first)
    {
        if (Network.ReturnsSequences || at == Network.Steps - 1)
        {
            text.Line();
            writer.Step(Network.LastOverTime + 1, Network.Layers.Count, null, explained: true);
            int skipped = (at - first) * Network.InputSize;
            writer.StoreOutput(Network.ReturnsSequences ? (at - first) * Network.OutputSize : 0, Network.Skip ? skipped : null);
        }
    }
}
