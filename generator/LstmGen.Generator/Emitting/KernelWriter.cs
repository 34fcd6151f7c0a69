using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes what is in the nested class that computes: a set of methods for each vector width, and the choice between them.</summary>
internal sealed class KernelWriter(CodeWriter code, Names names, Plan plan)
{
    private readonly BatchWriter _batch = new(code, names, plan);
    private readonly StateForm _state = new(names, plan);

    private Network Network => plan.Network;

    private int LastRecurrent => Network.LastRecurrent;

    public void Write()
    {
        Choice();
        foreach (BackEnd backEnd in plan.BackEnds)
        {
            Write(backEnd);
        }

        if (Network.Masking is not null)
        {
            new MaskWriter(code, names, plan).Write();
        }

        _batch.Write();
        new ParametersWriter(code, names, plan).Write();
        new PackingWriter(code, names, plan).Write();
        if (plan.Memory.IsObject)
        {
            code.Line();
            code.Comment("Values of a state and of the memory after it that a run needs.");
            code.Line($"internal const int ValueCount = {plan.Memory.ObjectCount};");
        }
    }

    /// <summary>What a whole sequence calls where its steps are written out.</summary>
    private bool HasFull => plan.BackEnds.Any(backEnd => backEnd.StepsPerMethod > 0);

    private void Choice()
    {
        if (plan.BackEnds.Count > 1)
        {
            code.Comment("Lanes of the widest vectors in use. The runtime's compiler knows the answer, so the machine code holds only one of the ways.");
            string lanes = string.Concat(plan.BackEnds.Select(backEnd =>
                backEnd.Width == 1 ? "1" : $"{new LaneSet(names, plan.Arithmetic, backEnd.Width).IsSupported} ? {backEnd.Width} : "));
            code.Body("private static int Lanes", lanes);
            code.Line();
        }

        if (Network.IsStreaming)
        {
            code.Comment("Runs some steps, and writes an output row for each step from firstOutput on.");
            Dispatch("Run", "int steps, int firstOutput", "steps, firstOutput, ", _ => true);
        }
        else
        {
            code.Comment(Network.ReturnsSequences ? "Runs some steps, and writes the output rows." : "Runs some steps, and writes the output.");
            Dispatch("Run", "int steps", "steps, ", _ => true);
        }

        if (HasFull)
        {
            code.Comment("Runs a whole sequence.");
            Dispatch("RunAll", "", "", backEnd => backEnd.StepsPerMethod > 0);
        }
    }

    private void Dispatch(string method, string parameters, string arguments, System.Func<BackEnd, bool> exists)
    {
        ValueMemory memory = names.Memory;
        code.Open($"internal static void {method}({CodeWriter.List(memory.Parameter("p"), memory.Parameter("x"), memory.Parameter("y", written: true), parameters, _state.Parameter)})");
        string state = _state.Open(code);
        WidthChoice.Write(code, names, plan, (backEnd, lanes) =>
        {
            bool full = exists(backEnd);
            return $"{(full ? method : "Run")}{lanes.Suffix}({lanes.Memory.Of("p")}, {lanes.Memory.Of("x")}, {lanes.Memory.Of("y")}, {(full ? arguments : $"Steps, {FirstOutput}, ")}{lanes.Memory.Of(state)})";
        });
        _state.Close(code);
        code.Close();
    }

    /// <summary>The first step of a whole sequence that has an output row.</summary>
    public string FirstOutput => Network.ReturnsSequences ? "0" : "Steps - 1";

    private void Write(BackEnd backEnd)
    {
        var lanes = new LaneSet(names, plan.Arithmetic, backEnd.Width);
        string with = lanes.IsScalar ? "one value at a time" : $"in vectors of {lanes.Suffix} bits, {backEnd.Width} {plan.Element.Plural} each";
        if (backEnd.StepsPerMethod > 0)
        {
            Full(backEnd, lanes, with);
        }

        var methods = new LayerMethods(code, names, plan, backEnd, lanes);
        code.Comment(Network.IsStreaming ? $"Any number of steps, {with}." : $"A sequence of at most {Network.Steps} steps, {with}: each layer reads all of it before the next layer starts.");
        Attribute();
        code.Open($"private static void Run{lanes.Suffix}({Parameters(lanes, Network.IsStreaming ? "int steps, int firstOutput, " : "int steps, ")})");
        if (!Network.IsStreaming)
        {
            new SequenceWriter(code, plan, backEnd, lanes, methods).Write();
        }
        else if (backEnd.InOneMethod)
        {
            Scratch(plan.Memory.Run(backEnd), lanes);
            RunInOneMethod(backEnd, lanes);
        }
        else
        {
            Scratch(plan.Memory.Run(backEnd), lanes);
            new TurnsWriter(code, plan, backEnd, lanes, methods).Write();
        }

        code.Close();
        if (Network.Masking is not null)
        {
            Head(backEnd, lanes, methods);
        }

        if (!backEnd.InOneMethod)
        {
            methods.Write(with);
        }
    }

    /// <summary>Writes what the layers after the last recurrent one make of its output.</summary>
    private void Head(BackEnd backEnd, LaneSet lanes, LayerMethods methods)
    {
        Memory memory = lanes.Memory;
        code.Comment("The output for a hidden state h.");
        Attribute();
        code.Open($"private static void Head{lanes.Suffix}({memory.Parameter("p")}, {memory.Parameter("h")}, {(Network.Skip ? memory.Parameter("x") + ", " : "")}{memory.Parameter("y", written: true)}{memory.WorkParameter})");
        Scratch(plan.Memory.Head(backEnd), lanes);
        if (plan.Memory.HeadInOneMethod(backEnd))
        {
            var writer = new StraightWriter(code, lanes, backEnd.Straight);
            writer.Step(LastRecurrent + 1, Network.Layers.Count, new MemorySource(memory, "h", 0), explained: false);
            writer.StoreOutput(0, Network.Skip ? 0 : null);
        }
        else
        {
            methods.Head("h", "0", "0", "0");
        }

        code.Close();
    }

    private void Full(BackEnd backEnd, LaneSet lanes, string with)
    {
        int steps = Network.Steps!.Value;
        int most = backEnd.StepsPerMethod;
        if (most < steps)
        {
            code.Comment($"A whole sequence, {most} steps a method.");
            code.Open($"private static void RunAll{lanes.Suffix}({Parameters(lanes, "")})");
            for (int first = 0; first < steps; first += most)
            {
                string output = lanes.Memory.From("y", Network.ReturnsSequences ? first * Network.OutputSize : 0);
                code.Line($"RunFrom{first}{LayerMethods.Separator(lanes)}{lanes.Suffix}({lanes.Memory.From("p", 0)}, {lanes.Memory.From("x", first * Network.InputSize)}, {output}, {lanes.Memory.From("s", 0)});");
            }

            code.Close();
        }

        for (int first = 0; first < steps; first += most)
        {
            int end = System.Math.Min(first + most, steps);
            code.Comment(most == steps
                ? $"The whole sequence of {steps} steps, {with}."
                : $"Steps {first} to {end - 1} of the sequence, {with}.");
            Attribute();
            string name = most == steps ? "RunAll" : $"RunFrom{first}{LayerMethods.Separator(lanes)}";
            code.Open($"private static void {name}{lanes.Suffix}({Parameters(lanes, "")})");
            Scratch(plan.Memory.Run(backEnd), lanes);
            var writer = new StraightWriter(code, lanes, backEnd.Straight);
            writer.LoadState();
            for (int step = first; step < end; step++)
            {
                code.Line();
                code.Comment(step == 0
                    ? "Step 0"
                    : $"Step {step}: the same parameters; h and c are what step {step - 1} left");
                code.Open();
                writer.Step(0, LastRecurrent + 1, new MemorySource(lanes.Memory, "x", (step - first) * Network.InputSize), explained: step == first);
                if (Network.ReturnsSequences || step == steps - 1)
                {
                    writer.Step(LastRecurrent + 1, Network.Layers.Count, null, explained: true);
                    writer.StoreOutput(Network.ReturnsSequences ? (step - first) * Network.OutputSize : 0, Network.Skip ? (step - first) * Network.InputSize : null);
                }

                code.Close();
            }

            code.Line();
            writer.StoreState();
            code.Close();
        }
    }

    private void RunInOneMethod(BackEnd backEnd, LaneSet lanes)
    {
        var writer = new StraightWriter(code, lanes, backEnd.Straight);
        writer.LoadState();
        code.Open("for (int step = 0; step < steps; step++)");
        writer.Step(0, LastRecurrent + 1, new MemorySource(lanes.Memory, "x", 0), explained: backEnd.StepsPerMethod == 0);
        code.Open("if (step >= firstOutput)");
        writer.Step(LastRecurrent + 1, Network.Layers.Count, null, explained: true);
        writer.StoreOutput(0, Network.Skip ? 0 : null);
        code.Line(lanes.Memory.Advance("y", Network.OutputSize));
        code.Close();
        code.Line(lanes.Memory.Advance("x", Network.InputSize));
        code.Close();
        writer.StoreState();
    }

    private void Attribute() => KernelAttribute.Write(code, names, plan.Target);

    private static string Parameters(LaneSet lanes, string more) =>
        $"{lanes.Memory.Parameter("p")}, {lanes.Memory.Parameter("x")}, {lanes.Memory.Parameter("y", written: true)}, {more}{lanes.Memory.Parameter("s", written: true)}";

    private void Scratch(IEnumerable<Scratch> needed, LaneSet lanes)
    {
        foreach (Scratch scratch in needed)
        {
            lanes.Memory.Scratch(code, scratch);
        }
    }
}
