using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// How a method accesses values in memory: the name of the memory, and an index in it. Every index is in range by construction. The index
/// may be an expression.
/// </summary>
/// <param name="held">The type of the values.</param>
internal abstract class Memory(Names names, Element held)
{
    protected Names Names => names;

    protected Element HeldElement => held;

    /// <summary>A method's parameter.</summary>
    public abstract string Parameter(string name, bool written = false);

    /// <summary>The argument for a parameter that starts at an index of some memory.</summary>
    public abstract string From(string memory, string index);

    public string From(string memory, int index) => From(memory, Literal.Of(index));

    /// <summary>The argument for values that a member or the class itself holds.</summary>
    public abstract string Of(string values);

    /// <summary>Declares a local name for the memory from an index on.</summary>
    public abstract void Declare(CodeWriter code, string name, string memory, string index, bool written = false, string? meaning = null);

    /// <summary>Advances a name by some values.</summary>
    public abstract string Advance(string name, string count);

    public string Advance(string name, int count) => Advance(name, Literal.Of(count));

    /// <summary>Makes a local name refer to the memory of another name.</summary>
    public abstract void Rebind(CodeWriter code, string name, string memory);

    /// <summary>One value.</summary>
    public abstract string Element(string memory, string index);

    public string Element(string memory, int index) => Element(memory, Literal.Of(index));

    /// <summary>Declares memory that a method needs while it runs: on the stack, or as a part of the object.</summary>
    public abstract void Scratch(CodeWriter code, Scratch scratch);

    /// <summary>The comment for memory that is part of the object.</summary>
    protected static string AfterState(Scratch scratch) => $"after the state: {ReaderText.Count(scratch.Count, "value")}";

    /// <summary>Copies some values.</summary>
    public abstract string Copy(string from, string start, string to, string toStart, string count);

    public string Copy(string from, int start, string to, int toStart, int count) =>
        Copy(from, Literal.Of(start), to, Literal.Of(toStart), Literal.Of(count));

    public string Copy(string from, string start, string to, string toStart, int count) =>
        Copy(from, start, to, toStart, Literal.Of(count));

    /// <summary>The additional parameter of a method that may need scratch memory and gets no state that contains it.</summary>
    public string WorkParameter => Names.HasObject ? ", " + Parameter(Work, written: true) : "";

    /// <summary>The argument for it.</summary>
    public string WorkArgument => Names.HasObject ? ", " + From(Work, "0") : "";

    /// <summary>The argument for it in a member, or in a method that members call.</summary>
    public string WorkOf(string values) => Names.HasObject ? ", " + Of(values) : "";

    /// <summary>The object's values: the state, followed by the methods' scratch memory.</summary>
    protected const string Work = "s";
}
