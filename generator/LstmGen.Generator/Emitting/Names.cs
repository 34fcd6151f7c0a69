using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// How the types of the base library are written: by their simple names under the using directives at the top of the file, or in full where
/// one of the names means something else inside the annotated type.
/// </summary>
internal sealed class Names
{
    private readonly bool _qualify;
    private readonly string _helperSpace;
    private readonly HelperSet _helpers;
    private readonly SortedSet<string> _used = new(System.StringComparer.Ordinal);
    private readonly HashSet<string> _asked;

    /// <param name="qualify">Whether the names are written in full.</param>
    /// <param name="target">The target, which says what can be named.</param>
    /// <param name="element">The type of computation.</param>
    /// <param name="hasObject">Whether the memory that a run needs is in an object.</param>
    /// <param name="helperSpace">The namespace of the shared helpers; by default the target's.</param>
    /// <param name="stored">The type as which kernels read parameters; by default the type of computation.</param>
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

    /// <summary>The namespaces of the requested names that need a using directive.</summary>
    public IEnumerable<string> Usings => _used;

    /// <summary>The helper type in which the names are used; null in a generated class.</summary>
    public string? Within { get; }

    /// <summary>The helpers that were requested.</summary>
    public IEnumerable<Helper> Helpers => _helpers.All;

    /// <summary>The names of the base library that were requested.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>
    /// The compiler itself uses <c>RuntimeHelpers</c> to fill an array from constant data, and the project's own one if there is one.
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

            // The full name finds the imported attribute; the short one could find something else further out.
            return Within is not null && BaseLibrary.Attributes.Contains(name) ? name + "Attribute" : name;
        }
    }

    /// <summary>The names in a type of shared helpers.</summary>
    public Names Inside(string type) =>
        new(
            Target.QualifyHelpers, Target, Element, Stored, hasObject: false, _helperSpace, _helpers,
            new HashSet<string>(System.StringComparer.Ordinal), type);

    /// <summary>The names in another file of the same class: it has using directives of its own.</summary>
    public Names InAnotherFile() => new(_qualify, Target, Element, Stored, HasObject, _helperSpace, _helpers, _asked, Within);

    /// <summary>The call of a shared helper; <see cref="HelperSet.Ask"/>.</summary>
    public string Helper(string type, string member, string order, System.Action<CodeWriter, Names> write) =>
        _helpers.Ask(this, type, member, order, write);

    public Target Target { get; }

    /// <summary>The <c>?</c> after a type whose reference may be null, where the language has it.</summary>
    public string Nullable => Target.NullableReferences ? "?" : "";

    /// <summary>The type of computation.</summary>
    public Element Element { get; }

    /// <summary>The type as which kernels read parameters.</summary>
    public Element Stored { get; }

    /// <summary>Whether the memory that a run needs is in an object, not on the stack.</summary>
    public bool HasObject { get; }

    /// <summary>The target's kind of memory for values.</summary>
    public ValueMemory Memory { get; }

    /// <summary>The same for the parameters that kernels read.</summary>
    public ValueMemory Parameters { get; }

    public string Values => Span(Element, isWritten: false);

    /// <summary><c>nuint</c> isn't a keyword: a type by that name takes precedence over the language's.</summary>
    public string NativeUnsigned => _qualify || Within is not null ? this["UIntPtr"] : BaseLibrary.ContextualName;

    public string WritableValues => Span(Element, isWritten: true);

    /// <summary>A span of elements.</summary>
    public string Span(Element of, bool isWritten) => $"{this[isWritten ? "Span" : "ReadOnlySpan"]}<{of.Type}>";

    /// <summary>The attribute that inlines a function, or nothing where the target lacks it.</summary>
    public string Inlined => Target.AggressiveInlining ? $"[{this["MethodImpl"]}({this["MethodImplOptions"]}.AggressiveInlining)]" : "";

    /// <summary>An exception for an argument, given by its name.</summary>
    /// <param name="value">The expression of the argument's value.</param>
    /// <param name="message">The expression of the message.</param>
    public string OutOfRange(string argument, string value, string message) =>
        $"new {this["ArgumentOutOfRangeException"]}(\"{argument}\", {(Target.ActualValues ? value + ", " : "")}{message})";
}
