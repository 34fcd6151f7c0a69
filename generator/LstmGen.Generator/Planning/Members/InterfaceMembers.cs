using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>
/// The interfaces that a class implements when it asks for them, so that code can be written for any network. Most of their members are
/// the class's own; what an interface has in another form is implemented for it alone.
/// </summary>
internal sealed class InterfaceMembers(Plan plan)
{
    private const string Space = "global::LstmGen.Models.";

    private readonly Vocabulary _words = new(plan);

    private string Class => plan.Class.Type.Type.Name;

    private string Element => plan.Element.Type;

    private string Base => $"{Space}ILstm<{Class}, {Element}>";

    private string Sequence => $"{Space}ILstmSequence<{Class}, {Element}>";

    private string Stream => $"{Space}ILstmStream<{Class}, {Class}.{GeneratedTypes.State}, {Element}>";

    private bool IsStream => plan.Network.IsStreaming;

    /// <summary>Whether whole sequences are read without an object that holds the memory for it.</summary>
    private bool IsSequence => plan.Network.Steps is not null && !plan.Memory.IsObject;

    /// <summary>What the class says that it is, as C# has it.</summary>
    public static IReadOnlyList<string> Names(Plan plan)
    {
        var members = new InterfaceMembers(plan);
        return !plan.Class.Options.Interface ? []
            : members is { IsStream: false, IsSequence: false } ? [members.Base]
            : [.. members.IsSequence ? [members.Sequence] : Enumerable.Empty<string>(), .. members.IsStream ? [members.Stream] : new string[0]];
    }

    public static IEnumerable<Member> Of(Plan plan) => plan.Class.Options.Interface ? new InterfaceMembers(plan).All() : [];

    private IEnumerable<Member> All() =>
    [
        Constant(Base, "InputSize"),
        Constant(Base, "OutputSize"),
        Constant(Base, "ParameterCount"),
        Constant(Base, "Architecture", "string"),
        Create(Base, [Run("parameters")]),
        .. plan.Class.Type.IsReadOnly ? [Refused(Base, "SetParameters", "parameters")] : Enumerable.Empty<Member>(),
        .. IsSequence
            ? [Constant(Sequence, "Steps"), Constant(Sequence, "InputLength"), Constant(Sequence, "OutputLength")]
            : Enumerable.Empty<Member>(),
        .. IsStream ? Streaming() : [],
    ];

    private IEnumerable<Member> Streaming()
    {
        yield return Constant(Stream, "StateSize");
        yield return Create(Stream, [Run("parameters"), Run("initialState")]);
        if (plan.Class.Type.IsReadOnly)
        {
            yield return Refused(Stream, "SetInitialState", "initialState");
        }

        if (!_words.State.IsObject)
        {
            yield break;
        }

        Parameter state = new("state", new TypeUse(GeneratedTypes.State));
        yield return Method(
            Stream, "ResetState", [state with { Passing = Passing.Result }], new Line("state = new State();"), new Line("ResetState(state);"));
        foreach (string name in new[] { "Step", "Process" })
        {
            yield return Method(
                Stream, name, [Run("input"), Run("output", isWritten: true), state with { Passing = Passing.Reference }],
                new Line($"{name}(input, output, state);"));
        }
    }

    private Parameter Run(string name, bool isWritten = false) => new(name, TypeUse.Run(Element, isWritten, plan.Target));

    private static Member Constant(string of, string name, string type = "int") =>
        new(MemberKind.Property, "static", $"{of}.{name}") { Type = new TypeUse(type), Body = new Gives(name), IsTight = true };

    private Member Create(string of, Parameter[] parameters) => Method(
        of, "Create", parameters, new Line($"return new {Class}({string.Join(", ", parameters.Select(parameter => parameter.Name))});")) with
    {
        Modifiers = "static",
        Type = new TypeUse(Class),
    };

    private Member Refused(string of, string name, string parameter) => Method(
        of, name, [Run(parameter)],
        new Throws("NotSupportedException", $"{_words.ClassName} is a readonly structure, which keeps what it was made with."));

    private static Member Method(string of, string name, Parameter[] parameters, params Statement[] statements) =>
        new(MemberKind.Method, "", $"{of}.{name}") { Parameters = parameters, Body = new Does(statements) };
}
