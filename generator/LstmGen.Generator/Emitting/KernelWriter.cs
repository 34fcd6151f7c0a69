using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the nested class that computes: a set of methods for each vector width, and the choice between them.</summary>
internal sealed class KernelWriter(CodeWriter code, Names names, Plan plan)
{
    private readonly BatchWriter _batch = new(code, names, plan);

    private Network Network => plan.Network;

    private int LastRecurrent => Network.LastRecurrent;

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

        _batch.Write();
        new ParametersWriter(code, names, plan).Write();
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
            string fma = backEnd.Width switch
            {
                4 => $"({names["Fma"]}.IsSupported || {names["AdvSimd"]}.IsSupported)",
                8 => names["Fma"] + ".IsSupported",
                _ => names["Avx512F"] + ".IsSupported",
            };
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
            for (int i = 0; i < backEnd.Layers.Count; i++)
            {
                LayerMethod(backEnd, lanes, i, with);
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
        var writer = new StraightWriter(code, lanes, backEnd.Layers);
        writer.LoadState();
        code.Open("for (int step = 0; step < steps; step++)");
        writer.Step(0, LastRecurrent + 1, 0, explained: backEnd.StepsPerMethod == 0);
        code.Open("if (step >= firstOutput)");
        writer.Step(LastRecurrent + 1, Network.Layers.Count, 0, explained: true);
        writer.StoreOutput(0, Network.Skip ? 0 : null);
        code.Line(lanes.Memory.Advance("y", Network.OutputSize));
        code.Close();
        code.Line(lanes.Memory.Advance("x", Network.InputSize));
        code.Close();
        writer.StoreState();
    }

    /// <summary>Writes a few steps of a layer at a time, then the same steps of the next layer; each leaves its rows in the scratch memory.</summary>
    private void RunLayerByLayer(BackEnd backEnd, LaneSet lanes)
    {
        Memory memory = lanes.Memory;
        int most = backEnd.StepsAtOnce;
        string count = most == 1 ? "1" : "count";
        if (most == 1)
        {
            code.Open("for (int step = 0; step < steps; step++)");
        }
        else
        {
            code.Open($"for (int step = 0; step < steps; step += {most})");
            code.Line($"int count = steps - step < {most} ? steps - step : {most};");
        }

        for (int i = 0; i <= LastRecurrent; i++)
        {
            LayerLayout layout = backEnd.Layers[i].Layout;
            if (layout.Layer is LstmLayer)
            {
                code.Line($"{Method(i)}({memory.From("p", 0)}, {InputOf(i, "0")}, {memory.From("s", 0)}, {Row(layout, "0")}, {count});");
                continue;
            }

            OpenRows("int row = 0");
            code.Line($"{Method(i)}({memory.From("p", 0)}, {InputOf(i, "row")}, {Row(layout, "row")});");
            CloseRows();
        }

        if (most == 1)
        {
            code.Open("if (step >= firstOutput)");
        }
        else
        {
            OpenRows("int row = step < firstOutput ? firstOutput - step : 0");
        }

        for (int i = LastRecurrent + 1; i < backEnd.Layers.Count; i++)
        {
            string to = i == backEnd.Layers.Count - 1 && !Network.Skip ? memory.From("y", 0) : Row(backEnd.Layers[i].Layout, "row");
            code.Line($"{Method(i)}({memory.From("p", 0)}, {InputOf(i, "row")}, {to});");
        }

        LayerLayout last = backEnd.Layers[backEnd.Layers.Count - 1].Layout;
        if (Network.Skip)
        {
            code.Comment(StraightWriter.SkipMeaning);
            code.Open($"for (int k = 0; k < {last.Layer.Units}; k++)");
            string x = most == 1 ? "k" : Literal.Scaled(Network.InputSize, "row") + " + k";
            string sum = lanes.Scalar.Add(memory.Element("scratch", RowIndex(last, "row") is "0" ? "k" : RowIndex(last, "row") + " + k"), memory.Element("x", x));
            code.Line($"{memory.Element("y", "k")} = {sum};");
            code.Close();
        }
        else if (last.Layer is LstmLayer)
        {
            code.Line($"{memory.AsSpan("scratch", RowIndex(last, "row"), last.Layer.Units)}.CopyTo({memory.AsSpan("y", 0, last.Layer.Units)});");
        }

        code.Line(memory.Advance("y", Network.OutputSize));
        code.Close();
        code.Line(memory.Advance("x", most == 1 ? Literal.Of(Network.InputSize) : Literal.Scaled(Network.InputSize, "count")));
        code.Close();

        string Method(int i) => backEnd.Layers[i].Layout.Layer.PascalName + Separator(lanes) + lanes.Suffix;

        string InputOf(int i, string row) => i == 0
            ? memory.From("x", most == 1 || row == "0" ? "0" : Literal.Scaled(Network.InputSize, row))
            : Row(backEnd.Layers[i - 1].Layout, row);

        string Row(LayerLayout layout, string row) => memory.From("scratch", RowIndex(layout, row));

        string RowIndex(LayerLayout layout, string row) =>
            most == 1 || row == "0" ? Literal.Of(most * layout.ScratchStart) : Literal.Sum(most * layout.ScratchStart, Literal.Scaled(layout.PaddedUnits, row));

        void OpenRows(string first)
        {
            if (most > 1)
            {
                code.Open($"for ({first}; row < count; row++)");
            }
        }

        void CloseRows()
        {
            if (most > 1)
            {
                code.Close();
            }
        }
    }

    private void LayerMethod(BackEnd backEnd, LaneSet lanes, int index, string with)
    {
        LayerSchedule layer = backEnd.Layers[index];
        Layer what = layer.Layout.Layer;
        bool isLstm = what is LstmLayer;
        Memory memory = lanes.Memory;
        code.Comment(isLstm ? $"Layer {what.Name}, {with}: as many steps as given, with h of each in a row." : $"Layer {what.Name}, {with}.");
        Attribute();
        string more = isLstm
            ? $"{memory.Parameter("s", written: true)}, {memory.Parameter("rows", written: true)}, int steps"
            : memory.Parameter("y", written: true);
        code.Open($"private static void {what.PascalName}{Separator(lanes)}{lanes.Suffix}({memory.Parameter("p")}, {memory.Parameter("x")}, {more})");
        int inputStride = index == 0 ? what.Input : backEnd.Layers[index - 1].Layout.PaddedUnits;
        var straight = new StraightWriter(code, lanes, [layer]);
        switch (isLstm, layer.Tiled)
        {
            case (true, true):
                new TiledWriter(code, lanes, layer, backEnd.StepsAtOnce).Lstm(inputStride);
                break;
            case (false, true):
                new TiledWriter(code, lanes, layer, backEnd.StepsAtOnce).Dense();
                break;
            case (false, false):
                straight.Step(0, 1, 0, explained: true);
                straight.StoreOutput(0);
                break;
            case (true, false):
                straight.LoadState();
                code.Open("for (int step = 0; step < steps; step++)");
                straight.Step(0, 1, 0, explained: true);
                straight.StoreRow("rows");
                code.Line(memory.Advance("rows", layer.Layout.PaddedUnits));
                code.Line(memory.Advance("x", inputStride));
                code.Close();
                straight.StoreState();
                break;
        }

        code.Close();
    }

    private void Attribute() => KernelAttribute.Write(code, names, plan.Target);

    private static string Parameters(LaneSet lanes, string more) =>
        $"{lanes.Memory.Parameter("p")}, {lanes.Memory.Parameter("x")}, {lanes.Memory.Parameter("y", written: true)}, {more}{lanes.Memory.Parameter("s", written: true)}";

    private void Scratch(BackEnd backEnd, LaneSet lanes)
    {
        // A layer whose output is in local variables alone needs no memory for it.
        bool used = !backEnd.InOneMethod
            || backEnd.Layers.Take(backEnd.Layers.Count - 1).Any(layer => layer.Layout.Layer is DenseLayer && !Crossovers.StaysInRegisters(layer.Groups) && !lanes.IsScalar);
        if (used)
        {
            int count = backEnd.InOneMethod ? plan.ScratchCount : plan.ScratchCount * backEnd.StepsAtOnce;
            foreach (string line in lanes.Memory.Scratch("scratch", count))
            {
                code.Line(line);
            }
        }
    }

    /// <summary>Keeps a name that ends in a digit apart from a suffix that starts with one.</summary>
    private static string Separator(LaneSet lanes) => lanes.IsScalar ? "" : "Vector";

    private void Functions()
    {
        var calls = plan.BackEnds
            .SelectMany(backEnd => backEnd.Layers)
            .SelectMany(layer => layer.Groups.SelectMany(group => CellWriter.Calls(layer.Layout.Layer, group)))
            .Concat(_batch.Calls())
            .Distinct()
            .ToList();
        Dictionary<int, Lanes> all = new LaneSet(plan, names, Packing.Widest).All.Concat(new LaneSet(plan, names, 1).All).ToDictionary(lanes => lanes.Width);
        foreach (VectorLanes lanes in plan.BackEnds.Where(backEnd => backEnd.Width > 1).Select(backEnd => all[backEnd.Width]).Cast<VectorLanes>())
        {
            code.Line();
            lanes.WriteSpread(code);
        }

        foreach ((int width, GateActivations activations) in calls
            .Where(call => !call.Activations.IsLinear)
            .OrderBy(call => call.Activations.IsUniform ? 0 : 1).ThenBy(call => call.Activations.First()).ThenBy(call => call.Lanes))
        {
            code.Line();
            Activations.Write(code, all[width], names, activations);
        }

        if (plan.Arithmetic != Arithmetic.Fused || plan.Target.VectorFusedMultiplyAdd)
        {
            return;
        }

        // Wider vectors exist on one kind of processor alone, whose own instruction is called directly.
        if (calls.Any(call => call.Lanes == 4) || plan.BackEnds.Any(backEnd => backEnd.Width == 4))
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
