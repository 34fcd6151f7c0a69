using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// How the types of the base library are written: by their simple names under the using directives at the top of the file, or in
/// full where the annotated type sees something else by one of the names.
/// </summary>
internal sealed class Names
{
    private readonly bool _qualify;
    private readonly string _helperSpace;
    private readonly HelperSet _helpers;
    private readonly SortedSet<string> _used = new(System.StringComparer.Ordinal);
    private readonly HashSet<string> _asked;

    /// <param name="qualify">Whether the names are written in full.</param>
    /// <param name="target">What there is to be named.</param>
    /// <param name="element">What is computed with.</param>
    /// <param name="hasObject">Whether the memory that a run needs is an object's.</param>
    /// <param name="helperSpace">The namespace of what classes have in common; the target's, if nothing is given.</param>
    /// <param name="stored">What kernels read parameters as; what is computed with, if nothing is given.</param>
    public Names(bool qualify, Target target, Element element, bool hasObject, string? helperSpace = null, Element? stored = null)
        : this(
            qualify, target, element, stored ?? element, hasObject, helperSpace ?? target.HelperSpace, new HelperSet(),
            new HashSet<string>(System.StringComparer.Ordinal), null)
    {
    }

    private Names(
        bool qualify,
        Target target,
        Element element,
        Element stored,
        bool hasObject,
        string helperSpace,
        HelperSet helpers,
        HashSet<string> asked,
        string? within)
    {
        _qualify = qualify;
        _helperSpace = helperSpace;
        _helpers = helpers;
        _asked = asked;
        Within = within;
        Target = target;
        Element = element;
        Stored = stored;
        HasObject = hasObject;
        Memory = ValueMemory.On(target, this, element);
        Parameters = ValueMemory.On(target, this, stored);
    }

    /// <summary>The namespaces of the names that were asked for and need a using directive.</summary>
    public IEnumerable<string> Usings => _used;

    /// <summary>The type of helpers in which the names stand; null in a class.</summary>
    public string? Within { get; }

    /// <summary>What was asked for of what classes have in common.</summary>
    public IEnumerable<Helper> Helpers => _helpers.All;

    /// <summary>The names that were asked for of the base library's.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>
    /// The compiler itself takes the values of an array from a constant with <c>RuntimeHelpers</c>, the project's own where there is one.
    /// </summary>
    public void UseConstantArray() => _asked.Add("RuntimeHelpers");

    public string this[string name]
    {
        get
        {
            bool isHelper = HelperTypes.Contains(name);
            string space = isHelper ? _helperSpace : BaseLibrary.Namespaces[name];
            if (!isHelper)
            {
                _asked.Add(name);
            }

            if (_qualify)
            {
                return $"global::{space}.{name}";
            }

            _used.Add(space);

            // With its whole name it is found where it is imported, and nothing by the short one further out is looked at.
            return Within is not null && BaseLibrary.Attributes.Contains(name) ? name + "Attribute" : name;
        }
    }

    /// <summary>The names in a type of what classes have in common.</summary>
    public Names Inside(string type) =>
        new(
            Target.QualifyHelpers, Target, Element, Stored, hasObject: false, _helperSpace, _helpers,
            new HashSet<string>(System.StringComparer.Ordinal), type);

    /// <summary>The names in another file of the same class: it has using directives of its own.</summary>
    public Names InAnotherFile() => new(_qualify, Target, Element, Stored, HasObject, _helperSpace, _helpers, _asked, Within);

    /// <summary>The call of a member of what classes have in common; <see cref="HelperSet.Ask"/>.</summary>
    public string Helper(string type, string member, string order, System.Action<CodeWriter, Names> write) =>
        _helpers.Ask(this, type, member, order, write);

    public Target Target { get; }

    /// <summary>What says behind a type that a reference may be null, where the language can.</summary>
    public string Nullable => Target.NullableReferences ? "?" : "";

    /// <summary>What is computed with.</summary>
    public Element Element { get; }

    /// <summary>What kernels read parameters as.</summary>
    public Element Stored { get; }

    /// <summary>Whether the memory that a run needs is an object's, and not the stack's.</summary>
    public bool HasObject { get; }

    /// <summary>What the target has for a run of values.</summary>
    public ValueMemory Memory { get; }

    /// <summary>The same for the parameters that kernels read.</summary>
    public ValueMemory Parameters { get; }

    public string Values => Span(Element, isWritten: false);

    /// <summary>No keyword: a type by its name is preferred to what the language means.</summary>
    public string NativeUnsigned => _qualify || Within is not null ? this["UIntPtr"] : BaseLibrary.ContextualName;

    public string WritableValues => Span(Element, isWritten: true);

    /// <summary>A run of something.</summary>
    public string Span(Element of, bool isWritten) => $"{this[isWritten ? "Span" : "ReadOnlySpan"]}<{of.Type}>";

    /// <summary>Lets a function become a part of its callers, or nothing where the target doesn't know that.</summary>
    public string Inlined => Target.AggressiveInlining ? $"[{this["MethodImpl"]}({this["MethodImplOptions"]}.AggressiveInlining)]" : "";

    /// <summary>An exception for an argument of the name that is written as it is.</summary>
    /// <param name="value">The expression of the argument's value.</param>
    /// <param name="message">The expression of the message.</param>
    public string OutOfRange(string argument, string value, string message) =>
        $"new {this["ArgumentOutOfRangeException"]}(\"{argument}\", {(Target.ActualValues ? value + ", " : "")}{message})";
}
