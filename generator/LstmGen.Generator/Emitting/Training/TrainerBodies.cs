using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;
using LstmGen.Generator.Planning.Training;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Prints the bodies of the members of a trainer.</summary>
internal sealed class TrainerBodies(CodeWriter code, Names names, Plan plan)
{
    private readonly TrainingPlan? _training = plan.Training;

    private TrainingPlan Training => _training!;

    private string Type => plan.Element.Type;

    private ValueMemory Memory => names.Memory;

    /// <summary>Whether the member is one of these.</summary>
    public bool Write(Member member, Heading heading)
    {
        switch (member)
        {
            case { Kind: MemberKind.Constructor }:
                Constructor(heading, member.Parameters.Select(parameter => parameter.Name).FirstOrDefault());
                return true;
            case { Name: "Accumulate" or "Continue" }:
                using (heading.Block())
                {
                    bool continues = member.Name == "Continue";
                    One(member, isEvaluation: false, continues);
                    if (plan.Network.IsStreaming)
                    {
                        code.Line("KeepState();");
                    }
                }

                return true;
            case { Name: "Evaluate" }:
                using (heading.Block())
                {
                    One(member, isEvaluation: true, continues: false);
                    code.Line("return loss;");
                }

                return true;
            case { Name: "AccumulateBatch" }:
                Batch(heading, Has(member, "masks"));
                return true;
            case { Name: "Apply" }:
                Apply(heading);
                return true;
            case { Name: "SetParameters" }:
                using (heading.Block())
                {
                    code.Line(Memory.CopyWhole("parameters", Held("_parameters"), 0, plan.Network.ParameterCount));
                    code.Line("Prepare();");
                }

                return true;
            case { Name: "CopyParametersTo" }:
                using (heading.Block())
                {
                    code.Line(plan.Target.Spans
                        ? $"new {names["ReadOnlySpan"]}<{Type}>(_parameters).CopyTo(destination);"
                        : $"{names["Array"]}.Copy(_parameters, 0, destination, 0, ParameterCount);");
                }

                return true;
            case { Name: "WriteTo" }:
                WriteTo(heading);
                return true;
            case { Name: "ReadFrom" }:
                ReadFrom(heading);
                return true;
            case { Name: "Tape" }:
                new TapeWriter(new TapeText(code, names, plan, Training)).Write();
                return true;
            default:
                return false;
        }
    }

    /// <summary>A parameter from its first value on.</summary>
    private string Whole(string parameter) => plan.Target.Spans ? parameter : parameter + ", 0";

    private string Held(string array) => plan.Target.Spans ? $"new {names["Span"]}<{Type}>({array})" : array;

    /// <param name="start">The name of the initial parameters' source; null for the trained model.</param>
    private void Constructor(Heading heading, string? start)
    {
        using (heading.Block())
        {
            code.Line($"_parameters = new {Type}[{plan.Network.ParameterCount}];");
            code.Line($"_gradient = new {Type}[{plan.Network.ParameterCount}];");
            code.Line($"_transposed = new {Type}[{Training.TransposedCount}];");
            code.Line($"_tape = new {Type}[{Training.TapeCount}];");
            code.Line($"_moments = new {Type}[{plan.Network.ParameterCount * TrainerSetting.OptimizerOf(Training.Training.Optimizer).Moments.Count}];");
            code.Line($"_state = new {Type}[{plan.Network.StateCount}];");
            if (plan.Network.InitialState is { } initial)
            {
                IEnumerable<string> values = Enumerable.Range(0, initial.Count).Select(i => plan.Element.Literal(plan.Element.Meant(initial[i])));
                code.Line($"_initialState = new {Type}[] {{ {string.Join(", ", values)} }};");
                code.Line($"{names["Array"]}.Copy(_initialState, 0, _state, 0, {plan.Network.StateCount});");
            }

            code.Line($"_tape[{TapeText.At(Training.One)}] = {plan.Element.Literal(1)};");
            bool hasScaling = plan.Network.Layers.Any(layer => layer is DenseLayer { IsScaling: true });
            if (start is null || (start == "seed" && hasScaling))
            {
                code.Line($"new {plan.Class.Type.Type.Name}().CopyParametersTo(_parameters);");
            }

            if (start == "seed")
            {
                code.Line("Initialize(seed);");
            }
            else if (start is not null)
            {
                code.Line(Memory.CopyWhole("parameters", Held("_parameters"), 0, plan.Network.ParameterCount));
            }

            code.Line("Prepare();");
        }
    }

    /// <summary>Writes code that computes one sequence.</summary>
    private void One(Member member, bool isEvaluation, bool continues)
    {
        bool hasLength = Has(member, "length");
        string values = $"{Whole("input")}, {Whole("target")}, {(hasLength ? Memory.None : Whole("weights"))}";
        string mask = Has(member, "mask") ? Whole("mask") : Memory.NoMask;
        code.Line($"{TapeWriter.Load}({values}, {(IsMasked ? mask + ", 0" : "0, 1")}, {(hasLength ? "length" : "Steps")});");
        code.Line($"{TapeWriter.Start}(1, {(continues ? "true" : "false")});");
        if (isEvaluation)
        {
            Evaluation();
            return;
        }

        using (IfThereAreSteps())
        {
            code.Line($"{TapeWriter.Forward}(1);");
            code.Line($"_loss = {TapeWriter.LossName}(1, _loss);");
            code.Line($"{TapeWriter.Backward}(1);");
        }

        code.Line("_count++;");
    }

    private void Evaluation()
    {
        string loss = $"loss = {TapeWriter.LossName}(1, 0);";
        if (!IsMasked)
        {
            code.Line($"{TapeWriter.Forward}(1);");
            code.Line("double " + loss);
            return;
        }

        code.Line("double loss = 0;");
        using (IfThereAreSteps())
        {
            code.Line($"{TapeWriter.Forward}(1);");
            code.Line(loss);
        }
    }

    /// <summary>A block with the computations for a sequence, all of whose steps may be masked.</summary>
    private IDisposable? IfThereAreSteps() => IsMasked ? code.Block("if (_steps > 0)") : null;

    private bool IsMasked => plan.Network.Masking is not null;

    private static bool Has(Member member, string parameter) => member.Parameters.Any(other => other.Name == parameter);

    /// <summary>Writes code that computes sequences one by one, each as long as its number of unmasked steps.</summary>
    private void MaskedBatch(bool hasMask)
    {
        using (code.Block("for (int s = 0; s < count; s++)"))
        {
            string mask = !hasMask ? Memory.NoMask : plan.Target.Spans ? "masks.Slice(s * Steps)" : "masks, s * Steps";
            code.Line($"{TapeWriter.Load}({Whole("inputs")}, {Whole("targets")}, {Memory.None}, {mask}, s, Steps);");
            code.Line($"{TapeWriter.Start}(1, false);");
            using (IfThereAreSteps())
            {
                code.Line($"{TapeWriter.Forward}(1);");
                code.Line($"_loss = {TapeWriter.LossName}(1, _loss);");
                code.Line($"{TapeWriter.Backward}(1);");
            }

            code.Line("_count++;");
        }
    }

    private void Batch(Heading heading, bool hasMask)
    {
        using (heading.Block())
        {
            if (IsMasked)
            {
                MaskedBatch(hasMask);
                return;
            }

            using (code.Block($"for (int first = 0; first < count; first += {Training.Sequences})"))
            {
                code.Line($"int sequences = {names["Math"]}.Min(count - first, {Training.Sequences});");
                code.Line($"{TapeWriter.Load}({Whole("inputs")}, {Whole("targets")}, {Memory.None}, first, sequences, Steps);");
                code.Line($"{TapeWriter.Start}(sequences, false);");
                code.Line($"{TapeWriter.Forward}(sequences);");
                code.Line($"_loss = {TapeWriter.LossName}(sequences, _loss);");
                code.Line($"{TapeWriter.Backward}(sequences);");
                code.Line("_count += sequences;");
            }
        }
    }

    private void Apply(Heading heading)
    {
        using (heading.Block())
        {
            using (code.Block("if (_count == 0)"))
            {
                code.Line($"throw new {names["InvalidOperationException"]}(\"Nothing was accumulated since the last step.\");");
            }

            new OptimizerText(code, names, plan, Training).Write();
            code.Line($"{names["Array"]}.Clear(_gradient, 0, _gradient.Length);");
            code.Line("_loss = 0;");
            code.Line("_count = 0;");
            code.Line("Prepare();");
        }
    }

    private string Label => $"{plan.Class.Type.Type.Name.TrimStart('@')}.{GeneratedTypes.Trainer}";

    /// <summary>The arrays that are saved, in this order.</summary>
    private static readonly string[] Saved = ["_parameters", "_gradient", "_moments", "_state"];

    private void WriteTo(Heading heading)
    {
        var saved = SavedTrainer.Of(plan, Training);
        var helpers = new SavedStateHelpers(names);
        using (heading.Block())
        {
            string header = $"ByteCount, {plan.Element.Bytes}, 1, {saved.NetworkText}, \"{Label}.WriteTo\"";
            code.Line($"int at = {helpers.WriteHeader("destination", header)};");
            foreach (string array in Saved)
            {
                code.Line($"at = {helpers.Write(plan.Target.Spans ? array : $"{array}, 0, {array}.Length").Replace("bytes", "destination")};");
            }

            string bits = names["BitConverter"] + ".DoubleToInt64Bits";
            foreach (string number in saved.Numbers)
            {
                code.Line($"{helpers.Put()}(destination, at, 8, unchecked((ulong){bits}({number})));");
                code.Line("at += 8;");
            }

            code.Line($"return {helpers.WriteChecksum("destination")};");
        }
    }

    private void ReadFrom(Heading heading)
    {
        var saved = SavedTrainer.Of(plan, Training);
        var helpers = new SavedStateHelpers(names);
        using (heading.Block())
        {
            string check = $"{saved.Count}, {plan.Element.Bytes}, 1, {saved.NetworkText}, Architecture, \"{Label}\"";
            code.Line($"int valueBytes = {helpers.Check("source", check)};");
            code.Line($"int at = {helpers.FirstValue("source")};");
            foreach (string array in Saved)
            {
                code.Line($"at = {helpers.Read(plan.Target.Spans ? array : $"{array}, 0, {array}.Length").Replace("bytes", "source")};");
            }

            string bits = names["BitConverter"] + ".Int64BitsToDouble";
            foreach (string number in saved.Numbers)
            {
                string value = $"{bits}(unchecked((long){helpers.Number()}(source, at, 8)))";
                code.Line($"{number} = {(number == "_count" ? $"(int){value}" : value)};");
                code.Line("at += 8;");
            }

            code.Line("Prepare();");
        }
    }
}
