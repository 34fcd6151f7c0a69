using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Tests.Cells;

// Named here, so that they take precedence over public types with the same names.
using Activation = LstmGen.Generator.Model.Activation;

/// <summary>
/// A layer of gated recurrent units, which the generator doesn't know: its cell is all that it needs to plan, print and explain one. That
/// it can is the proof that nothing else there knows what an LSTM is.
/// </summary>
/// <param name="ResetsAfter">
/// Whether the reset gate weighs what the recurrent kernel made of the hidden state (ONNX' linear_before_reset, Keras' reset_after,
/// PyTorch) or the hidden state itself.
/// </param>
internal sealed record GruLayer(
    string Name,
    int Input,
    int Units,
    Activation Activation,
    Activation RecurrentActivation,
    bool UseBias,
    bool ReturnSequences,
    bool ResetsAfter)
    : RecurrentLayer(Name, Input, Units, Activation, UseBias, ReturnSequences), IHasCell
{
    /// <summary>The bias that is added to the recurrent product of the candidate, where the reset gate weighs it.</summary>
    public const string RecurrentBias = "recurrent_bias";

    public override string TypeName => "GRU";

    public override string Architecture =>
        FormattableString.Invariant($"gru {Input}>{Units} {ArchitectureText.Of(Activation)}/{ArchitectureText.Of(RecurrentActivation)}")
        + (UseBias ? "" : " no_bias")
        + (ResetsAfter ? " resets_after" : "");

    public override IReadOnlyList<StateSlot> State => [new(StateSlot.Hidden, "hidden", Units)];

    public override IReadOnlyList<string> Columns => ["z", "r", "n"];

    // Three sums don't fill a vector, and not all of them take in the same.
    public override int MostJoined => 1;

    protected override IReadOnlyList<TensorShape> Own =>
        ResetsAfter && UseBias ? [new TensorShape(RecurrentBias, 1, ["n"], Units)] : [];

    public Cell Cell(Element element)
    {
        IReadOnlyList<Phase> phases = ResetsAfter ? [After()] : [Before(), Candidate()];
        IEnumerable<(string, string)> equations = phases.SelectMany(phase =>
            phase.Sums.Select(sum => (sum.Equation, sum.Meaning)).Append((phase.Equation, "of each unit")));
        string bias = UseBias ? " + 1" : "";
        string own = Own.Count > 0 ? $" + {Units}" : "";
        return new Cell(
            phases,
            new CellText(
                $"Layer {Name}: {Units} units. Each has a hidden state h, and computes from the {Input} values x of a step\n"
                + "and all h of the step before",
                [.. equations],
                $"Each unit has {Input} weights for x (K, the kernel) in z, r and n, and {Units} for h (R, the recurrent kernel)",
                $"3 · {Units} · ({Input} + {Units}{bias}){own}"));
    }

    private CellSum Update => Gate("z", 0, "update gate: how much of its old state each unit keeps");

    private CellSum Reset => Gate("r", 1, "reset gate: how much of the old state the candidate sees");

    private CellSum Gate(string name, int column, string meaning)
    {
        string sum = $"x·K_{name} + h·R_{name}{(UseBias ? $" + b_{name}" : "")}";
        string equation = ActivationText.Equation(RecurrentActivation, sum);
        return new CellSum(name, name, column, RecurrentActivation, $"{name} = {equation}", meaning);
    }

    /// <summary>The candidate has two sums, which share a column: one takes in x, the other h.</summary>
    private Phase After()
    {
        var input = new CellSum("n", "n", 2, Activation.Linear, $"n = x·K_n{(UseBias ? " + b_n" : "")}", "candidate: what x says of it")
        {
            Values = [CellSum.Input],
        };
        var hidden = new CellSum("n", "q", 2, Activation.Linear, $"q = h·R_n{(UseBias ? " + d_n" : "")}", "candidate: what h says of it")
        {
            Values = [StateSlot.Hidden],
            Bias = UseBias ? (RecurrentBias, "d") : null,
        };
        var update = new Formula();
        Expression z = update.Parameter("z");
        Expression candidate = Active(update.Parameter("n") + update.Parameter("r") * update.Parameter("q"));
        return new Phase(
            [Update, Reset, input, hidden],
            update.Return((1 - z) * candidate + z * update.Parameter(StateSlot.Hidden)),
            [StateSlot.Hidden],
            $"h = (1 − z)∘{ActivationText.Equation(Activation, "n + r∘q")} + z∘h");
    }

    /// <summary>What the candidate of every unit needs of all of them.</summary>
    private Phase Before()
    {
        var update = new Formula();
        return new Phase(
            [Update, Reset],
            update.Return(update.Parameter("r") * update.Parameter(StateSlot.Hidden), update.Parameter("z")),
            ["q", "keep"],
            "q = r∘h");
    }

    private Phase Candidate()
    {
        string sum = ActivationText.Equation(Activation, $"x·K_n + q·R_n{(UseBias ? " + b_n" : "")}");
        var candidate = new CellSum("n", "n", 2, Activation, $"n = {sum}", "candidate: what each unit would like its state to be")
        {
            Values = [CellSum.Input, "q"],
        };
        var update = new Formula();
        Expression keep = update.Parameter("keep");
        return new Phase(
            [candidate],
            update.Return((1 - keep) * update.Parameter("n") + keep * update.Parameter(StateSlot.Hidden)),
            [StateSlot.Hidden],
            "h = (1 − z)∘n + z∘h");
    }

    private Expression Active(Expression x)
    {
        GateActivations activation = GateActivations.Of(Activation);
        return activation.IsNothing ? x : new Call(activation, x);
    }
}
