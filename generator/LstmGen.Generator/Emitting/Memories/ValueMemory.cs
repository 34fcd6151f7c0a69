using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Memory that scalar code reads and that a class's members take: what a target has for a run of values. What a member takes is checked
/// there; behind it every index is in range.
/// </summary>
internal abstract class ValueMemory(Names names) : Memory(names)
{
    /// <summary>What the target has.</summary>
    public static ValueMemory On(Target target, Names names) => target.Spans ? new SpanMemory(names) : new ArrayMemory(names);

    /// <summary>What a run of values is called at the start of a sentence.</summary>
    public abstract string Noun { get; }

    /// <summary>The parameter of a member that takes a run of values.</summary>
    /// <param name="type">The type of a value, where it is not what the class computes with.</param>
    public abstract string MemberParameter(string name, bool written = false, string? type = null);

    /// <summary>Writes what the parameter means.</summary>
    public abstract void Doc(CodeWriter code, string name, string meaning);

    /// <summary>That of a member that takes parameters, always from the first to the last.</summary>
    public abstract string WholeParameter(string name, bool written = false);

    /// <summary>How many values a member was given.</summary>
    public abstract string Length(string name);

    /// <summary>What a member was given, as the argument for another member.</summary>
    public abstract string Forwarded(string name);

    /// <summary>Writes the check that what a member was given is there at all.</summary>
    public virtual void Check(CodeWriter code, string name)
    {
    }

    /// <summary>The same for <see cref="WholeParameter"/>.</summary>
    public virtual void CheckWhole(CodeWriter code, string name)
    {
    }

    /// <summary>Whether outputs lie on inputs that are still to be read when they are written.</summary>
    /// <param name="mayShareStart">Whether both may start at the same value.</param>
    public abstract string Overlap(string inputs, string outputs, bool mayShareStart);

    /// <summary>The argument for a parameter, of some values from an index on.</summary>
    public abstract string Part(string memory, string start, string count);

    /// <summary>Sets values to zero, or all from an index to the last that a member was given.</summary>
    public abstract string Clear(string memory, string start, string? count = null);

    /// <summary>The parameter of a kernel's method that takes a mask.</summary>
    public abstract string MaskParameter { get; }

    /// <summary>The argument for it where there is no mask.</summary>
    public abstract string NoMask { get; }

    /// <summary>Whether there is a mask.</summary>
    public abstract string HasMask { get; }

    /// <summary>The type that holds parameters.</summary>
    public abstract string Held(bool written = false);

    /// <summary>The values of an array from an index on, as <see cref="Held"/>.</summary>
    public abstract string OfArray(string array, string start, int count);

    /// <summary>Copies all values that <see cref="WholeParameter"/> has.</summary>
    public abstract string CopyWhole(string from, string to, long start, long count);
}
