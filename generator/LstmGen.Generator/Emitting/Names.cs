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
    private readonly SortedSet<string> _used = new(System.StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(System.StringComparer.Ordinal);

    /// <param name="qualify">Whether the names are written in full.</param>
    /// <param name="target">What there is to be named.</param>
    /// <param name="element">What is computed with.</param>
    /// <param name="hasObject">Whether the memory that a run needs is an object's.</param>
    public Names(bool qualify, Target target, Element element, bool hasObject)
    {
        _qualify = qualify;
        Target = target;
        Element = element;
        HasObject = hasObject;
        Memory = ValueMemory.On(target, this);
    }

    /// <summary>The namespaces of the names that were asked for and need a using directive.</summary>
    public IEnumerable<string> Usings => _used;

    /// <summary>The names that were asked for.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>The compiler itself takes the values of an array from a constant with <c>RuntimeHelpers</c>, the project's own where there is one.</summary>
    public void UseConstantArray() => _asked.Add("RuntimeHelpers");

    public string this[string name]
    {
        get
        {
            _asked.Add(name);
            if (_qualify)
            {
                return $"global::{BaseLibrary.Namespaces[name]}.{name}";
            }

            _used.Add(BaseLibrary.Namespaces[name]);
            return name;
        }
    }

    public Target Target { get; }

    public Element Element { get; }

    /// <summary>Whether the memory that a run needs is an object's, and not the stack's.</summary>
    public bool HasObject { get; }

    /// <summary>What the target has for a run of values.</summary>
    public ValueMemory Memory { get; }

    public string Values => $"{this["ReadOnlySpan"]}<{Element.Type}>";

    /// <summary>No keyword: a type by its name is preferred to what the language means.</summary>
    public string NativeUnsigned => _qualify ? this["UIntPtr"] : BaseLibrary.ContextualName;

    public string WritableValues => $"{this["Span"]}<{Element.Type}>";

    /// <summary>Lets a function become a part of its callers, or nothing where the target doesn't know that.</summary>
    public string Inlined => Target.AggressiveInlining ? $"[{this["MethodImpl"]}({this["MethodImplOptions"]}.AggressiveInlining)]" : "";

    /// <summary>An exception for an argument of the name that is written as it is.</summary>
    /// <param name="value">The expression of the argument's value.</param>
    /// <param name="message">The expression of the message.</param>
    public string OutOfRange(string argument, string value, string message) =>
        $"new {this["ArgumentOutOfRangeException"]}(\"{argument}\", {(Target.ActualValues ? value + ", " : "")}{message})";
}
