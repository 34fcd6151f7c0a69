using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What the members of a class have in common: what they take, what they call, and what is said of both.</summary>
internal sealed class Vocabulary(Plan plan)
{
    public Network Network => plan.Network;

    public HandedState State { get; } = HandedState.Of(plan);

    /// <summary>The class's name in messages and documentation.</summary>
    public string ClassName => plan.Class.Type.Type.Name.TrimStart('@');

    /// <summary>What a run of values is called at the start of a sentence.</summary>
    public string Noun => plan.Target.Spans ? "A span" : "An array";

    /// <summary>Values that a whole sequence is written to.</summary>
    public long OutputLength => Network.OutputRows!.Value * (long)Network.OutputSize;

    /// <summary>How many output rows a whole sequence has, for a reader: as many as steps, or as many as a layer makes.</summary>
    public string ShownRows => ReaderText.Count(Network.OutputRows!.Value, Network.OutputFollowsSteps ? "step" : "row");

    /// <summary>What a single output is made of.</summary>
    public string OfSequence => Network.Layers[Network.LastOverTime] is RowsLayer ? "the sequence" : "the last step";

    public string Features => ReaderText.Count(Network.InputSize, "feature");

    public string Values => ReaderText.Count(Network.OutputSize, "value");

    /// <summary>A run of values that is computed with, whole or a part of an array.</summary>
    public Parameter Run(string name, string meaning, bool isWritten = false) =>
        Run(name, isWritten, plan.Element.Type) with { Meaning = meaning };

    public Parameter Mask(string meaning) => Run("mask", isWritten: false, "bool") with { Meaning = meaning };

    public Parameter Bytes(string name, string meaning, bool isWritten = false) => Run(name, isWritten, "byte") with { Meaning = meaning };

    /// <summary>A run of values that is always taken from the first to the last.</summary>
    public Parameter Whole(string name, string? meaning, bool isWritten = false) =>
        Run(name, isWritten, plan.Element.Type) with { Form = ParameterForm.Whole, Meaning = meaning };

    /// <summary>The packed parameters, where they are the user's.</summary>
    public Parameter Packed(string meaning, bool isWritten = false) =>
        Run("packed", isWritten, plan.Stored.Type) with { Meaning = meaning };

    public static Parameter Number(string name, string meaning) => new(name, TypeUse.Int) { Meaning = meaning };

    /// <summary>The state, or the memory, that is handed on from call to call; nothing where there is none.</summary>
    public IEnumerable<Parameter> Handed(string meaning) => State.Type is null ? [] :
    [
        new Parameter(State.Name, new TypeUse(State.Type))
        {
            Passing = State.IsObject ? Passing.Value : Passing.Reference,
            Meaning = meaning,
        },
    ];

    /// <summary>The state from which sequences start, without what pads it.</summary>
    public Parameter InitialState()
    {
        IEnumerable<string> layers = plan.Network.Recurrent.Select(layer =>
            $"{layer.Name}: {string.Join(", ", layer.State.Select(slot => $"{slot.Name} [{slot.Count}]"))}");
        Parameter run = Whole(
            "initialState",
            $"The h and c from which sequences start, {ReaderText.Grouped(Network.StateCount)} values: {string.Join(", ", layers)}; "
            + $"or none for {(plan.Network.InitialState is null ? "zeros" : "the trained ones")}.");
        return run with { Type = run.Type with { IsNullable = run.Type.IsArray && plan.Target.NullableReferences } };
    }

    /// <summary>The check of it.</summary>
    public Check IsState(Parameter initial) => new HasLengthOrNone(initial, "StateSize", NumberText.Of(Network.StateCount));

    /// <summary>What more may be wrong where an initial state is taken, too.</summary>
    public string OrOtherState => Network.TakesInitialState ? ", or the initial state has another length" : "";

    public static Parameter BatchState(string meaning) => new("state", new TypeUse(GeneratedTypes.BatchState)) { Meaning = meaning };

    /// <summary>What is said of the state that a step reads.</summary>
    public string StateBefore =>
        $"The state that the step before left; {(State.IsObject ? "a new one" : "<see cref=\"State.Initial\"/>")} for the first step.";

    public IEnumerable<Thrown> WrongLength =>
        [new Thrown("ArgumentException", $"{Noun} has the wrong length. Nothing was written."), .. NoParameters];

    /// <summary>What an instance throws that was made without its constructor.</summary>
    public IEnumerable<Thrown> NoParameters => plan.Storage == ParameterStorage.Instance
        ? [new Thrown("InvalidOperationException", "The instance was made without its parameters.")]
        : [];

    /// <summary>The checks that what was handed over is there at all.</summary>
    public IEnumerable<Check> AreGiven(IEnumerable<Parameter> parameters)
    {
        Parameter[] all = [.. parameters];
        IEnumerable<Check> runs = all.Where(parameter => parameter.Form != ParameterForm.Single).Select(run => new IsGiven(run));
        return State.IsObject
            ? runs.Concat(all.Where(parameter => parameter.Type.Name == State.Type).Select(state => new IsNotNull(state.Name)))
            : runs;
    }

    /// <summary>
    /// The check that rows which are written while later ones are still to be read don't lie on top of those.
    /// </summary>
    /// <param name="isStrict">Whether they may not even start at the same place.</param>
    public Check AreApart(Parameter input, Parameter output, bool isStrict = false) =>
        new IsApart(input, output, !isStrict && !HasTwoOutputs && Network.OutputSize <= Network.InputSize);

    /// <summary>Whether all rows of one direction are written in front of those of the other.</summary>
    public bool HasTwoOutputs =>
        Network.ReturnsSequences && Network.Layers[Network.LastOverTime] is BidirectionalLayer { Merge: Merge.None };

    /// <summary>The call that runs some steps.</summary>
    /// <param name="firstOutput">The first step whose output is written.</param>
    /// <param name="handed">What is handed on, or nothing.</param>
    /// <param name="hasMask">Whether the member was given a mask; without one the values alone may say what is masked.</param>
    /// <param name="packed">Where the parameters are, if not in the class.</param>
    public Call RunSteps(string steps, string firstOutput, IEnumerable<Parameter> handed, bool hasMask = false, Argument? packed = null)
    {
        bool isMasked = hasMask || Network.MasksByValue;
        return new Call(isMasked ? "Kernel.RunMasked" : "Kernel.Run",
        [
            packed ?? new PackedParameters(),
            new TheRun("input"),
            .. isMasked ? [hasMask ? new TheRun("mask") : new NoMask()] : Enumerable.Empty<Argument>(),
            new TheRun("output"),
            new Text(steps),
            .. Network.IsStreaming ? [new Text(firstOutput)] : Enumerable.Empty<Argument>(),
            .. handed.Select(state => new Given(state)),
            .. Starts(isInstance: packed is null),
        ]);
    }

    /// <summary>Where sequences start, for a run that isn't given a state.</summary>
    /// <param name="isInstance">Whether that is where those of the instance do, or else those of the class.</param>
    public IEnumerable<Argument> Starts(bool isInstance = true) =>
        Network.IsStreaming || !Network.TakesInitialState ? [] : [new Text(isInstance ? "_initialState" : "null")];

    /// <summary>A member, and, where runs of values are parts of arrays, the one that takes all of them.</summary>
    public IEnumerable<Member> WithWholeArrays(Member member) => plan.Target.Spans ? [member] : [member, OfWholeArrays(member)];

    private static Member OfWholeArrays(Member member)
    {
        Parameter[] parameters = [.. member.Parameters.Select(parameter =>
            (parameter.Form == ParameterForm.Part ? parameter with { Form = ParameterForm.Whole } : parameter) with { Meaning = null })];
        var call = new Call(member.Name, [.. parameters.Select(parameter => new Given(parameter))]);
        return new Member(member.Kind, member.Modifiers, member.Name)
        {
            Type = member.Type,
            Documentation = new Documentation("The same with whole arrays."),
            Parameters = parameters,
            Checks = [.. parameters.Where(parameter => parameter.Form == ParameterForm.Whole).Select(parameter => new IsGiven(parameter))],
            Body = new Does([member.Type is null ? call : new Returns(call)]),
        };
    }

    private Parameter Run(string name, bool isWritten, string value) =>
        new(name, TypeUse.Run(value, isWritten, plan.Target)) { Form = ParameterForm.Part };
}
