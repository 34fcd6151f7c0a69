using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the nested class that computes: a set of methods for each vector width, and the choice between them.</summary>
internal sealed class KernelWriter(CodeWriter code, Names names, Plan plan)
{
    private Network Network => plan.Network;

    private int LastRecurrent => Network.LastRecurrent;

    private string Optimized => plan.Target.AggressiveOptimization
        ? $"[{names["MethodImpl"]}({names["MethodImplOptions"]}.AggressiveOptimization)]"
        : "";

    public void Write(string generatedCode)
    {
        code.Comment("What computes: the network's equations for each vector width that a processor may have. The results are the same bits.");
        code.Line(generatedCode);
        code.Open("private static class Kernel");
        Choice();
        foreach (BackEnd backEnd in plan.BackEnds)
        {
            Write(backEnd);
        }

        new PackingWriter(code, names, plan).Write();
        Functions();
        code.Close();
    }

    /// <summary>What a whole sequence calls where its steps are written out.</summary>
    private bool HasFull => plan.BackEnds.Any(backEnd => backEnd.StepsPerMethod > 0);

    private void Choice()
    {
        bool fused = plan.Arithmetic == Arithmetic.Fused;
        foreach (BackEnd backEnd in plan.BackEnds.Where(backEnd => backEnd.Width > 1))
        {
            int bits = 32 * backEnd.Width;
            string vector = names["Vector" + Literal.Of(bits)];
            string fma = backEnd.Width == 4
                ? $"({names["Fma"]}.IsSupported || {names["AdvSimd"]}.IsSupported)"
                : names["Fma"] + ".IsSupported";
            code.Body($"private static bool HasVector{bits}", $"{vector}.IsHardwareAccelerated" + (fused ? $" && {fma}" : ""));
            code.Line();
        }

        if (plan.BackEnds.Count > 1)
        {
            code.Comment("The lanes of the widest vectors that are used. The runtime's compiler knows the answer, so only one way is left in the machine code.");
            string lanes = string.Concat(plan.BackEnds.Select(backEnd =>
                backEnd.Width == 1 ? "1" : $"HasVector{32 * backEnd.Width} ? {backEnd.Width} : "));
            code.Body("private static int Lanes", lanes);
            code.Line();
        }

        code.Comment("Runs steps and writes an output row for each from firstOutput on.");
        Dispatch("Run", "int steps, int firstOutput, ", "steps, firstOutput, ", _ => true);
        if (HasFull)
        {
            code.Comment("Runs a whole sequence.");
            Dispatch("RunAll", "", "", backEnd => backEnd.StepsPerMethod > 0);
        }
    }

    private void Dispatch(string method, string parameters, string arguments, System.Func<BackEnd, bool> exists)
    {
        code.Open($"internal static void {method}({names.Floats} p, {names.Floats} x, {names.WritableFloats} y, {parameters}ref State state)");
        foreach (BackEnd backEnd in plan.BackEnds)
        {
            var lanes = new LaneSet(plan, names, backEnd.Width);
            bool full = exists(backEnd);
            string called = full ? method : "Run";
            string more = full ? arguments : $"Steps, {FirstOutput}, ";
            string call = $"{called}{lanes.Suffix}({lanes.Memory.OfSpan("p")}, {lanes.Memory.OfSpan("x")}, {lanes.Memory.OfSpan("y")}, {more}{(lanes.IsScalar ? "state.Values" : lanes.Memory.OfSpan("state.Values"))});";
            if (lanes.IsScalar)
            {
                code.Line(call);
            }
            else
            {
                code.Open($"if (HasVector{lanes.Suffix})");
                code.Line(call);
                code.Line("return;");
                code.Close();
            }
        }

        code.Close();
    }

    /// <summary>The first step of a whole sequence that has an output row.</summary>
    public string FirstOutput => Network.ReturnsSequences ? "0" : "Steps - 1";

    private void Write(BackEnd backEnd)
    {
        var lanes = new LaneSet(plan, names, backEnd.Width);
        string with = lanes.IsScalar ? "one value at a time" : $"vectors of {lanes.Suffix} bits, {backEnd.Width} units side by side";
        if (backEnd.StepsPerMethod > 0)
        {
            Full(backEnd, lanes, with);
        }

        code.Comment($"Any number of steps, {with}.");
        Attribute();
        code.Open($"private static void Run{lanes.Suffix}({Parameters(lanes, "int steps, int firstOutput, ")})");
        Scratch(backEnd, lanes);
        if (backEnd.InOneMethod)
        {
            RunInOneMethod(backEnd, lanes);
        }
        else
        {
            RunLayerByLayer(backEnd, lanes);
        }

        code.Close();
        if (!backEnd.InOneMethod)
        {
            foreach (LayerSchedule layer in backEnd.Layers)
            {
                LayerMethod(lanes, layer, with);
            }
        }
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
                code.Line($"RunFrom{first}{Separator(lanes)}{lanes.Suffix}({lanes.Memory.From("p", 0)}, {lanes.Memory.From("x", first * Network.InputSize)}, {output}, {lanes.Memory.From("s", 0)});");
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
            string name = most == steps ? "RunAll" : $"RunFrom{first}{Separator(lanes)}";
            code.Open($"private static void {name}{lanes.Suffix}({Parameters(lanes, "")})");
            Scratch(backEnd, lanes);
            var writer = new StraightWriter(code, lanes, backEnd.Layers);
            writer.LoadState();
            for (int step = first; step < end; step++)
            {
                code.Line();
                code.Comment(step == 0
                    ? "Step 0"
                    : $"Step {step}: the same parameters; h and c are what step {step - 1} left");
                code.Open();
                writer.Step(0, LastRecurrent + 1, (step - first) * Network.InputSize, explained: step == first);
                if (Network.ReturnsSequences || step == steps - 1)
                {
                    writer.Step(LastRecurrent + 1, Network.Layers.Count, 0, explained: true);
                    writer.StoreOutput(Network.ReturnsSequences ? (step - first) * Network.OutputSize : 0);
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
        var writer = new StraightWriter(code, lanes, backEnd.Layers);
        writer.LoadState();
        code.Open("for (int step = 0; step < steps; step++)");
        writer.Step(0, LastRecurrent + 1, 0, explained: backEnd.StepsPerMethod == 0);
        code.Open("if (step >= firstOutput)");
        writer.Step(LastRecurrent + 1, Network.Layers.Count, 0, explained: true);
        writer.StoreOutput(0);
        code.Line(lanes.Memory.Advance("y", Network.OutputSize));
        code.Close();
        code.Line(lanes.Memory.Advance("x", Network.InputSize));
        code.Close();
        writer.StoreState();
    }

    private void RunLayerByLayer(BackEnd backEnd, LaneSet lanes)
    {
        Memory memory = lanes.Memory;
        code.Open("for (int step = 0; step < steps; step++)");
        for (int i = 0; i <= LastRecurrent; i++)
        {
            Call(i);
        }

        code.Open("if (step >= firstOutput)");
        for (int i = LastRecurrent + 1; i < backEnd.Layers.Count; i++)
        {
            Call(i);
        }

        LayerLayout last = backEnd.Layers[backEnd.Layers.Count - 1].Layout;
        if (last.Layer is LstmLayer)
        {
            int units = last.Layer.Units;
            code.Line($"{memory.AsSpan("s", last.StateStart, units)}.CopyTo({memory.AsSpan("y", 0, units)});");
        }

        code.Line(memory.Advance("y", Network.OutputSize));
        code.Close();
        code.Line(memory.Advance("x", Network.InputSize));
        code.Close();

        void Call(int i)
        {
            LayerLayout layout = backEnd.Layers[i].Layout;
            string input = i == 0 ? memory.From("x", 0) : OutputOf(backEnd.Layers[i - 1].Layout);
            string to = layout.Layer is LstmLayer ? memory.From("s", 0) : OutputOf(layout);
            code.Line($"{layout.Layer.PascalName}{Separator(lanes)}{lanes.Suffix}({memory.From("p", 0)}, {input}, {to});");
        }

        string OutputOf(LayerLayout layout) =>
            layout.Layer is LstmLayer ? memory.From("s", layout.StateStart)
            : layout.ScratchStart >= 0 ? memory.From("scratch", layout.ScratchStart)
            : memory.From("y", 0);
    }

    private void LayerMethod(LaneSet lanes, LayerSchedule layer, string with)
    {
        Layer what = layer.Layout.Layer;
        code.Comment($"One step of layer {what.Name}, {with}.");
        Attribute();
        string to = what is LstmLayer ? "s" : "y";
        code.Open($"private static void {what.PascalName}{Separator(lanes)}{lanes.Suffix}({lanes.Memory.Parameter("p")}, {lanes.Memory.Parameter("x")}, {lanes.Memory.Parameter(to, written: true)})");
        if (layer.Tiled)
        {
            var writer = new TiledWriter(code, lanes, layer);
            if (what is LstmLayer)
            {
                writer.Lstm(names);
            }
            else
            {
                writer.Dense();
            }
        }
        else
        {
            var writer = new StraightWriter(code, lanes, [layer]);
            writer.LoadState();
            writer.Step(0, 1, 0, explained: true);
            if (what is DenseLayer)
            {
                writer.StoreOutput(0);
            }

            writer.StoreState();
        }

        code.Close();
    }

    private void Attribute()
    {
        if (Optimized.Length > 0)
        {
            code.Line(Optimized);
        }
    }

    private static string Parameters(LaneSet lanes, string more) =>
        $"{lanes.Memory.Parameter("p")}, {lanes.Memory.Parameter("x")}, {lanes.Memory.Parameter("y", written: true)}, {more}{lanes.Memory.Parameter("s", written: true)}";

    private void Scratch(BackEnd backEnd, LaneSet lanes)
    {
        bool used = backEnd.InOneMethod
            ? backEnd.Layers.Any(layer => layer.Layout.ScratchStart >= 0 && layer.Groups.Count > 1 && !lanes.IsScalar)
            : plan.ScratchCount > 0;
        if (used)
        {
            code.Line($"{names.WritableFloats} scratchSpan = stackalloc float[{plan.ScratchCount}];");
            code.Line(lanes.IsScalar
                ? $"{names.WritableFloats} scratch = scratchSpan;"
                : $"ref float scratch = ref {names["MemoryMarshal"]}.GetReference(scratchSpan);");
        }
    }

    /// <summary>Keeps a name that ends in a digit apart from a suffix that starts with one.</summary>
    private static string Separator(LaneSet lanes) => lanes.IsScalar ? "" : "Vector";

    private void Functions()
    {
        var used = new SortedSet<(int Width, Activation Activation)>();
        var widths = new SortedSet<int>();
        foreach (BackEnd backEnd in plan.BackEnds)
        {
            foreach (LayerSchedule layer in backEnd.Layers)
            {
                foreach (Group group in layer.Groups)
                {
                    widths.Add(group.Lanes);
                    used.Add((group.Lanes, layer.Layout.Layer.Activation));
                    if (layer.Layout.Layer is LstmLayer lstm)
                    {
                        used.Add((group.Lanes, lstm.RecurrentActivation));
                    }
                }
            }
        }

        var all = new LaneSet(plan, names, 8).All.Concat(new LaneSet(plan, names, 1).All).ToDictionary(lanes => lanes.Width);
        foreach ((int width, Activation activation) in used.Where(function => function.Activation != Activation.Linear)
            .OrderBy(function => function.Activation).ThenBy(function => function.Width))
        {
            code.Line();
            Activations.Write(code, all[width], names, activation);
        }

        if (plan.Arithmetic != Arithmetic.Fused || plan.Target.VectorFusedMultiplyAdd)
        {
            return;
        }

        // Vectors of 256 bits exist on one kind of processor alone, whose own instruction is called directly.
        if (widths.Contains(4))
        {
            string type = all[4].Type;
            code.Line();
            code.Doc("<summary>a·b + c with one rounding.</summary>");
            code.Line($"[{names["MethodImpl"]}({names["MethodImplOptions"]}.AggressiveInlining)]");
            code.Body(
                $"private static {type} MultiplyAdd({type} a, {type} b, {type} c)",
                $"{names["Fma"]}.IsSupported ? {names["Fma"]}.MultiplyAdd(a, b, c) : {names["AdvSimd"]}.FusedMultiplyAdd(c, a, b)");
        }
    }
}
