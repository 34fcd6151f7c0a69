using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Memory that scalar code reads and that a class's members take: spans or arrays, depending on the target. Members check what they take;
/// after that every index is in range.
/// </summary>
internal abstract class ValueMemory(Names names, Element held) : Memory(names, held)
{
    /// <summary>The kind of memory that the target has.</summary>
    public static ValueMemory On(Target target, Names names, Element held) =>
        target.Spans ? new SpanMemory(names, held) : new ArrayMemory(names, held);

    /// <summary>The parameter of a function that takes parameters of the network, always all of them.</summary>
    public abstract string WholeParameter(string name, bool written = false);

    /// <summary>How many values a member was given.</summary>
    public abstract string Length(string name);

    /// <summary>Whether outputs overlap inputs that are read after the outputs are written.</summary>
    /// <param name="mayShareStart">Whether both may start at the same value.</param>
    public abstract string Overlap(string inputs, string outputs, bool mayShareStart);

    /// <summary>The argument for some values from an index on.</summary>
    public abstract string Part(string memory, string start, string count);

    /// <summary>
    /// The argument for a parameter that takes values from any index on, from memory that other parameters take as a whole.
    /// </summary>
    public abstract string Within(string memory, int index);

    /// <summary>The argument for absent values.</summary>
    public abstract string None { get; }

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

    /// <summary>Copies all values of a <see cref="WholeParameter"/>.</summary>
    public abstract string CopyWhole(string from, string to, long start, long count);
}
