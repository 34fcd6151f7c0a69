using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What reads a whole sequence: from the initial state and from a given one; all of it, its first steps, or with a mask.</summary>
internal sealed class ForwardMembers
{
    private const string Name = "Forward";

    private readonly Plan _plan;
    private readonly Vocabulary _words;
    private readonly Parameter _input;
    private readonly Parameter _output;
    private readonly Parameter _length;
    private readonly Parameter _mask;

    private ForwardMembers(Plan plan)
    {
        (_plan, _words) = (plan, new Vocabulary(plan));
        int steps = Network.Steps!.Value;
        long inputs = (long)steps * Network.InputSize;
        _input = _words.Run(
            "input", $"{ReaderText.Grouped(inputs)} values, row by row: [{steps}, {Network.InputSize}], a row for each step.");
        _output = _words.Run(
            "output",
            _words.HasTwoOutputs
                ? $"Room for {ReaderText.Grouped(_words.OutputLength)} values: the rows of the forward direction, "
                    + "then those of the backward one."
            : Network.ReturnsSequences
                ? $"Room for {ReaderText.Grouped(_words.OutputLength)} values: [{Network.OutputRows}, {Network.OutputSize}], a row for "
                    + (Network.OutputFollowsSteps ? "each step." : "each that is written.")
            : $"Room for {ReaderText.Count(_words.OutputLength, "value")}: the output of {_words.OfSequence}.",
            isWritten: true);
        string rest = Network.OutputFollowsSteps ? ", and those of the output are set to zero." : ".";
        _length = Vocabulary.Number(
            "length", "How many steps the sequence has, from 1 on; the rows of the input after them are not read" + rest);
        _mask = _words.Mask("Whether each step is to be read, as in Keras: <see langword=\"false\"/> for a masked one.");
    }

    private Network Network => _plan.Network;

    public static IEnumerable<Member> Of(Plan plan) => plan.Network.Steps is null ? [] : new ForwardMembers(plan).All();

    /// <summary>
    /// The forms that have no state of the caller's and take their memory from the stack: whole, its first steps, with a mask.
    /// </summary>
    public static IEnumerable<Member> OnStack(Plan plan)
    {
        var forms = new ForwardMembers(plan);
        return forms.Between.Select(between => forms.FromInitialState("", between));
    }

    /// <summary>What stands between input and output.</summary>
    private IEnumerable<Parameter?> Between =>
        [null, .. Network.MayBeShorter ? [_length] : Enumerable.Empty<Parameter?>(), .. Network.Masking is null ? [] : new[] { _mask }];

    private IEnumerable<Member> All()
    {
        const string Shorter = "Reads a sequence that is shorter than <see cref=\"Steps\"/>: its first steps alone";
        const string Masked = "Reads a sequence with masked steps, which leave the state as it is";
        foreach (Parameter? between in Between)
        {
            (string fromInitial, string fromState) = between is null
                ? (
                    "Reads a whole sequence from the initial state.",
                    "Reads a whole sequence from a state, and leaves the state after the last step there.")
                : between == _length
                ? (Shorter + ", from the initial state.", Shorter + ", from a state, and leaves the state after the last of them there.")
                : (Masked + ". It starts at the initial state.", Masked + ". It starts at a state, and leaves the state at the end there.");
            if (!Network.IsStreaming)
            {
                foreach (Member member in Checked(fromInitial, between, [.. _words.Handed("The memory in which it is computed.")]))
                {
                    yield return member;
                }

                continue;
            }

            if (!_words.State.IsObject)
            {
                yield return FromInitialState(fromInitial, between);
            }

            Parameter[] state =
            [
                .. _words.Handed(
                    "The state from which the sequence continues, as Keras' <c>initial_state</c>; afterwards the state at its end."),
            ];
            foreach (Member member in Checked(fromState, between, state))
            {
                yield return member;
            }
        }
    }

    /// <summary>A form that makes a state and calls the one that takes it.</summary>
    private Member FromInitialState(string summary, Parameter? between)
    {
        Parameter[] parameters = [_input, .. between is null ? [] : new[] { between }, _output];
        return Form(summary, between, parameters) with
        {
            Body = new Does(
            [
                new HasOwnState(),
                new Call(Name, [.. parameters.Concat(_words.Handed("")).Select(parameter => new Given(parameter))]),
            ]),
        };
    }

    /// <summary>A form that checks what it is given, and computes.</summary>
    private IEnumerable<Member> Checked(string summary, Parameter? between, Parameter[] handed)
    {
        Parameter[] parameters = [_input, .. between is null ? [] : new[] { between }, _output, .. handed];
        bool isMasked = between == _mask;
        string steps = between == _length ? "length" : "Steps";
        bool isFull = between is null && !Network.MasksByValue && _plan.HasWholeSequence;
        Call run = isFull
            ? new Call(
                "Kernel.RunAll",
                [new PackedParameters(), new TheRun("input"), new TheRun("output"), .. handed.Select(state => new Given(state))])
            : _words.RunSteps(steps, Network.ReturnsSequences ? "0" : steps + " - 1", handed, isMasked);
        return _words.WithWholeArrays(Form(summary, between, parameters) with
        {
            Checks = [.. _words.AreGiven(parameters), .. Lengths(between), .. Apart()],
            Body = new Does([run, .. between == _length && Network.OutputFollowsSteps ? Rest() : []]),
        });
    }

    private Member Form(string summary, Parameter? between, Parameter[] parameters) => new(MemberKind.Method, "public", Name)
    {
        Documentation = new Documentation(summary)
        {
            Exceptions =
            [
                .. _words.WrongLength,
                .. between == _length
                    ? [new Thrown("ArgumentOutOfRangeException", "The length is less than 1 or more than <see cref=\"Steps\"/>.")]
                    : Enumerable.Empty<Thrown>(),
            ],
        },
        Parameters = parameters,
    };

    private IEnumerable<Check> Lengths(Parameter? between)
    {
        int steps = Network.Steps!.Value;
        string shown = ReaderText.Count(steps, "step");
        yield return new HasLength(
            _input, "InputLength", $"{NumberText.Of((long)steps * Network.InputSize)} ({shown} × {_words.Features})");
        yield return new HasLength(
            _output,
            "OutputLength",
            NumberText.Of(_words.OutputLength) + (Network.ReturnsSequences ? $" ({_words.ShownRows} × {_words.Values})" : ""));
        if (between == _length)
        {
            yield return new IsLengthOfSequence();
        }
        else if (between == _mask)
        {
            yield return new HasLength(_mask, "Steps", NumberText.Of(steps));
        }
    }

    private IEnumerable<Check> Apart() => Network.ReturnsSequences
        ? [_words.AreApart(_input, _output, isStrict: !Network.IsStreaming && Network.Masking is not null)]
        : [];

    /// <summary>The rows behind the last step that is read.</summary>
    private IEnumerable<Statement> Rest() =>
        Network.Layers[Network.LastOverTime] is BidirectionalLayer { Merge: Merge.None, Forward: var forward, Backward: var backward }
            ?
            [
                new Clears("output", $"length * {forward.Output}", $"(Steps - length) * {forward.Output}"),
                new Clears("output", $"Steps * {forward.Output} + length * {backward.Output}"),
            ]
            : [new Clears("output", "length * OutputSize")];
}
