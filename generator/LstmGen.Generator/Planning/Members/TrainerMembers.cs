using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning.Training;

namespace LstmGen.Generator.Planning.Members;

/// <summary>The nested class that trains the network.</summary>
internal sealed class TrainerMembers(Plan plan, TrainingPlan training)
{
    private const string Trainer = GeneratedTypes.Trainer;

    private readonly Vocabulary _words = new(plan);

    private TypeUse Element => new(plan.Element.Type);

    private string Count => ReaderText.Grouped(plan.Network.ParameterCount);

    private bool HasEveryOutput => TrainingRules.HasOutputOfEachStep(plan.Network);

    private int OutputRows => HasEveryOutput ? training.Steps : plan.Network.OutputRows!.Value;

    public static IEnumerable<Member> Of(Plan plan) =>
        plan.Training is { } training ? [new TrainerMembers(plan, training).Memory(), new TrainerMembers(plan, training).Type()] : [];

    private Member Memory()
    {
        var saved = SavedTrainer.Of(plan, training);
        return ConstantMembers.Number(
            "TrainerBytes", checked((int)saved.MemoryBytes), "Bytes of memory that a trainer allocates, all of them by its constructor.");
    }

    private Member Type() => new(MemberKind.Type, "public sealed", Trainer)
    {
        Documentation = new Documentation(
            $"Trains the network's parameters: the loss is {Loss()}, its derivatives come from the same equations\n"
            + $"as the outputs, and a step of {training.Training.Optimizer} follows them. All memory is allocated by the constructor. An instance is for one\n"
            + "thread. Its results have the same bits on every machine, and don't depend on whether sequences come one by one or as a batch."),
        Members =
        [
            .. Fields(),
            OfSeed(),
            OfParameters(),
            .. plan.Network.Parameters is null ? [] : new[] { OfModel() },
            .. Constants(),
            .. Settings(),
            .. Values(),
            .. Accumulating(),
            Own("public", "Apply") with
            {
                Documentation = new Documentation(
                    "Takes a step of the optimizer, with the mean of what was accumulated since the last one, and resets what is accumulated.")
                {
                    Exceptions = [new Thrown("InvalidOperationException", "Nothing was accumulated.")],
                },
            },
            .. Replacing(),
            .. plan.Target.Spans || plan.Target.BlockCopies ? Saving() : [],
            .. Inner(),
        ],
    };

    private string Loss() => training.Training.Loss switch
    {
        TrainingLoss.MeanSquared => "the mean squared error",
        TrainingLoss.MeanAbsolute => "the mean absolute error",
        TrainingLoss.Huber => "the mean of Huber's loss",
        TrainingLoss.CrossEntropy => "the mean cross-entropy",
        TrainingLoss.BinaryCrossEntropy => "the mean binary cross-entropy",
        _ => "the error-to-signal ratio",
    };

    private IEnumerable<Member> Fields()
    {
        foreach (string name in new[] { "_parameters", "_gradient", "_transposed", "_tape", "_moments", "_state" })
        {
            yield return new Member(MemberKind.Field, "private readonly", name) { Type = Element with { IsArray = true }, IsTight = true };
        }

        if (plan.Network.InitialState is not null)
        {
            yield return new Member(MemberKind.Field, "private readonly", "_initialState") { Type = Element with { IsArray = true }, IsTight = true };
        }

        foreach (string power in TrainerSetting.OptimizerOf(training.Training.Optimizer).Powers)
        {
            yield return new Member(MemberKind.Field, "private", "_" + power) { Type = new TypeUse("double"), Body = new HasValue("1"), IsTight = true };
        }

        yield return new Member(MemberKind.Field, "private", "_loss") { Type = new TypeUse("double"), IsTight = true };
        yield return new Member(MemberKind.Field, "private", "_count") { Type = TypeUse.Int, IsTight = true };
        yield return new Member(MemberKind.Field, "private", "_steps") { Type = TypeUse.Int, IsTight = true };
    }

    private IEnumerable<Member> Constants()
    {
        yield return new Member(MemberKind.Constant, "public const", "Steps")
        {
            Type = TypeUse.Int,
            Documentation = new Documentation("Steps of each sequence that is trained on."),
            Body = new HasValue(NumberText.Of(training.Steps)),
        };
    }

    private Member OfSeed() => new(MemberKind.Constructor, "public", Trainer)
    {
        Documentation = new Documentation("Starts from parameters that are drawn at random, the same for a seed on every machine."),
        Parameters = [Vocabulary.Number("seed", "Any number.")],
        Body = new IsOwn(),
    };

    private Member OfParameters()
    {
        Parameter parameters = _words.Whole("parameters", $"{Count} values, as the network's constructor takes them.");
        return new Member(MemberKind.Constructor, "public", Trainer)
        {
            Documentation = new Documentation("Goes on from parameters that there are.")
            {
                Exceptions = [new Thrown("ArgumentException", $"There are not {Count} parameters.")],
            },
            Parameters = [parameters],
            Checks = [new IsGiven(parameters), new HasLength(parameters, "ParameterCount", NumberText.Of(plan.Network.ParameterCount))],
            Body = new IsOwn(),
        };
    }

    private static Member OfModel() => new(MemberKind.Constructor, "public", Trainer)
    {
        Documentation = new Documentation("Goes on from the parameters of the trained model."),
        Body = new IsOwn(),
    };

    private IEnumerable<Member> Settings()
    {
        foreach (TrainerSetting setting in TrainerSetting.Of(training.Training.Optimizer))
        {
            yield return new Member(MemberKind.Property, "public", setting.Name)
            {
                Type = new TypeUse("double"),
                Documentation = new Documentation(setting.Meaning),
                Body = new IsSettable(Model.Element.Double.Literal(setting.Default)),
            };
        }
    }

    private IEnumerable<Member> Values()
    {
        TypeUse run = TypeUse.Run(plan.Element.Type, isWritten: false, plan.Target);
        yield return new Member(MemberKind.Property, "public", "Parameters")
        {
            Type = run,
            Documentation = new Documentation("The parameters as they are now, in the order in which the network's constructor takes them. They are\n"
                + "the trainer's own memory, which every step changes."),
            Body = new Gives("_parameters"),
        };
        yield return new Member(MemberKind.Property, "public", "Gradient")
        {
            Type = run,
            Documentation = new Documentation("The derivatives of the losses accumulated since the last step, summed over their sequences, by each parameter."),
            Body = new Gives("_gradient"),
        };
        yield return new Member(MemberKind.Property, "public", "Count")
        {
            Type = TypeUse.Int,
            Documentation = new Documentation("Sequences accumulated since the last step."),
            Body = new Gives("_count"),
        };
        yield return new Member(MemberKind.Property, "public", "Loss")
        {
            Type = new TypeUse("double"),
            Documentation = new Documentation("The mean of the losses accumulated since the last step; NaN where there are none."),
            Body = new Gives("_loss / _count"),
        };
    }

    private string InputShape => $"{training.Steps}, {plan.Network.InputSize}";

    private bool HasTwoTargets => HasEveryOutput && _words.HasTwoOutputs;

    /// <summary>The shape of a sequence's targets, which are in the order of its outputs.</summary>
    private string TargetShape => OutputRows == 1 && !HasEveryOutput ? $"{plan.Network.OutputSize}"
        : HasTwoTargets && plan.Network.Layers[plan.Network.LastOverTime] is BidirectionalLayer split
            ? $"{training.Steps}, {split.Forward.Output}] of the forward direction, then [{training.Steps}, {split.Backward.Output}"
        : $"{OutputRows}, {plan.Network.OutputSize}";

    private int Inputs => checked(training.Steps * plan.Network.InputSize);

    private int Targets => checked(OutputRows * plan.Network.OutputSize);

    private Parameter Input => _words.Whole("input", $"[{InputShape}], a step after the other.");

    private Parameter Target =>
        _words.Whole("target", $"[{TargetShape}]: what the {(HasEveryOutput || OutputRows > 1 ? "outputs" : "output")} should be.");

    private Parameter Weights
    {
        get
        {
            string count = ReaderText.Count(OutputRows, "value");
            string meaning = $"How much the loss of each output row counts: {count}; or none where all count 1.";
            Parameter weights = _words.Whole("weights", meaning) with { IsOptional = true };
            return weights with { Type = weights.Type with { IsNullable = weights.Type.IsArray && plan.Target.NullableReferences } };
        }
    }

    private Check[] Lengths =>
    [
        new IsGiven(Input), new IsGiven(Target),
        new HasLength(Input, NumberText.Of(Inputs), NumberText.Of(Inputs)),
        new HasLength(Target, NumberText.Of(Targets), NumberText.Of(Targets)),
    ];

    private Thrown[] Wrong => [new Thrown("ArgumentException", $"{_words.Noun} has the wrong length. Nothing was accumulated.")];

    private bool HasMask => plan.Network.Masking is not null;

    /// <summary>What is said of masked steps.</summary>
    private string OfMasked => !HasMask ? ""
        : "\nMasked steps are left out, and so are their rows of the target and the weights: the loss is a mean over the others. A sequence whose\n"
            + "steps are all masked has no loss and no derivatives, and counts as one whose loss is 0.";

    private IEnumerable<Member> Accumulating()
    {
        const string Accumulated = "Computes a sequence forwards and backwards, and adds its loss and its derivatives.";
        foreach (Member member in OfSequence("Accumulate", Accumulated + OfMasked))
        {
            yield return member;
        }

        if (plan.Network.MayBeShorter)
        {
            yield return Shorter();
        }

        const string Continued =
            "The same for a sequence that continues where the last one ended, as the windows of a stream do: it starts at the state that the last\n"
            + "<c>Accumulate</c> or <c>Continue</c> left. The derivatives end at that state (truncated back-propagation through time).";
        foreach (Member member in plan.Network.IsStreaming ? OfSequence("Continue", Continued) : [])
        {
            yield return member;
        }

        foreach (Member member in Batches())
        {
            yield return member;
        }

        foreach (Member member in OfSequence("Evaluate", "The loss of a sequence, which changes nothing."))
        {
            yield return member with { Type = new TypeUse("double") };
        }
    }

    private Member Shorter() => Own("public", "Accumulate") with
    {
        Documentation = new Documentation(
            "The same for the first steps of a sequence that is shorter: the rest of the input, and of the target, isn't read.")
        {
            Exceptions = [.. Wrong, new Thrown("ArgumentOutOfRangeException", "The length is below 1 or above <see cref=\"Steps\"/>.")],
        },
        Parameters = [Input, Target, Vocabulary.Number("length", "How many steps the sequence has.")],
        Checks = [.. Lengths, new IsLengthOfSequence()],
    };

    /// <summary>A member that takes a sequence, and where steps may be masked, another one that takes a mask, too.</summary>
    private IEnumerable<Member> OfSequence(string name, string summary)
    {
        Check weighted = new HasLengthOrNone(Weights, NumberText.Of(OutputRows), NumberText.Of(OutputRows));
        Member member = Own("public", name) with
        {
            Documentation = new Documentation(summary) { Exceptions = Wrong },
            Parameters = [Input, Target, Weights],
            Checks = [.. Lengths, weighted],
        };
        yield return member;
        if (HasMask)
        {
            Parameter mask = Masks("mask", "");
            yield return member with
            {
                Documentation = new Documentation("The same for a sequence with a mask, as <c>Forward</c> takes it.") { Exceptions = Wrong },
                Parameters = [Input, mask, Target, Weights],
                Checks = [.. Lengths, new IsGiven(mask), new HasLength(mask, "Steps", NumberText.Of(training.Steps)), weighted],
            };
        }
    }

    private Parameter Masks(string name, string count) => _words.Mask(
        $"[{count}{training.Steps}]: whether each step is to be read, as in Keras: <see langword=\"false\"/> for a masked one.") with
    {
        Name = name,
        Form = ParameterForm.Whole,
    };

    private IEnumerable<Member> Batches()
    {
        Parameter many = _words.Whole("inputs", $"[count, {InputShape}], one sequence after the other.");
        Parameter all = _words.Whole("targets", HasTwoTargets ? $"For each sequence [{TargetShape}]." : $"[count, {TargetShape}].");
        string time = HasMask ? "." : ", in less time.";
        Member batch = Own("public", "AccumulateBatch") with
        {
            Documentation = new Documentation(
                $"Accumulates many sequences, with the bits that <c>Accumulate</c> gives of one after the other{time}")
            {
                Exceptions = [new Thrown("ArgumentOutOfRangeException", "The number of sequences is negative."), .. Wrong],
            },
            Parameters = [Vocabulary.Number("count", "The number of sequences."), many, all],
            Checks =
            [
                new IsCount(), new IsGiven(many), new IsGiven(all),
                new HasLengthForEach(many, Inputs, NumberText.Of(Inputs)), new HasLengthForEach(all, Targets, NumberText.Of(Targets)),
            ],
        };
        yield return batch;
        if (HasMask)
        {
            Parameter masks = Masks("masks", "count, ");
            yield return batch with
            {
                Parameters = [batch.Parameters[0], many, masks, all],
                Checks = [.. batch.Checks, new IsGiven(masks), new HasLengthForEach(masks, training.Steps, NumberText.Of(training.Steps))],
            };
        }
    }

    private IEnumerable<Member> Replacing()
    {
        Parameter parameters = _words.Whole("parameters", $"{Count} values.");
        yield return Own("public", "SetParameters") with
        {
            Documentation = new Documentation("Replaces the parameters; what was accumulated, and what the optimizer remembers, stay.")
            {
                Exceptions = [new Thrown("ArgumentException", $"There are not {Count} parameters. Nothing was written.")],
            },
            Parameters = [parameters],
            Checks = [new IsGiven(parameters), new HasLength(parameters, "ParameterCount", NumberText.Of(plan.Network.ParameterCount))],
        };
        Parameter destination = _words.Whole("destination", $"Room for {Count} values.", isWritten: true);
        yield return Own("public", "CopyParametersTo") with
        {
            Documentation = new Documentation("Copies the parameters as they are now.")
            {
                Exceptions = [new Thrown("ArgumentException", "The destination has another length.")],
            },
            Parameters = [destination],
            Checks = [new IsGiven(destination), new HasLength(destination, "ParameterCount", NumberText.Of(plan.Network.ParameterCount))],
        };
    }

    private IEnumerable<Member> Saving()
    {
        yield return ConstantMembers.Number("ByteCount", SavedTrainer.Of(plan, training).ByteCount, "Bytes of a saved trainer.");
        Parameter destination = _words.Bytes("destination", "Room for <see cref=\"ByteCount\"/> bytes; the rest of it stays as it is.", isWritten: true);
        Parameter source = _words.Bytes("source", "<see cref=\"ByteCount\"/> bytes.");
        Member writes = Own("public", "WriteTo") with
        {
            Type = TypeUse.Int,
            Documentation = new Documentation(
                "Saves the trainer as bytes, without an allocation: the parameters, what the optimizer remembers, what is accumulated, and the\n"
                + "state of a stream, the same on every machine. Settings such as the learning rate are the program's own.")
            {
                Returns = "How many bytes were written: <see cref=\"ByteCount\"/>.",
                Exceptions = [new Thrown("ArgumentException", "There is less room. Nothing was written.")],
            },
            Parameters = [destination],
            Checks = [new IsGiven(destination)],
        };
        Member reads = Own("public", "ReadFrom") with
        {
            Documentation = new Documentation("Goes on where a saved trainer was: with the same bits, as if it had never stopped.")
            {
                Exceptions =
                [
                    new Thrown("ArgumentException", "They are not the whole and unaltered bytes of a trainer of this network. Nothing was written."),
                ],
            },
            Parameters = [source],
            Checks = [new IsGiven(source)],
        };
        foreach (Member member in _words.WithWholeArrays(writes).Concat(_words.WithWholeArrays(reads)))
        {
            yield return member;
        }
    }

    /// <summary>What nobody else sees: where the tape holds what, and each layer forwards and backwards.</summary>
    private IEnumerable<Member> Inner()
    {
        yield return Own("private", "Tape");
    }

    private static Member Own(string modifiers, string name) => new(MemberKind.Method, modifiers, name) { Body = new IsOwn() };
}
