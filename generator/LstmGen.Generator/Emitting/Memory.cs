namespace LstmGen.Generator.Emitting;

/// <summary>
/// How a method gets at a run of values: vector code through a reference to the first of them, without bounds checks and with every
/// index in range by construction; scalar code through a span, which any runtime has.
/// </summary>
internal sealed class Memory(bool isSpan, Names names)
{
    public string Parameter(string name, bool written = false) =>
        isSpan ? $"{(written ? names.WritableValues : names.Values)} {name}" : $"ref {names.Element.Type} {name}";

    /// <summary>The argument for a parameter that starts at an index of some memory; the index may be an expression.</summary>
    public string From(string memory, string index) => index == "0"
        ? (isSpan ? memory : $"ref {memory}")
        : isSpan ? $"{memory}.Slice({index})" : $"ref {names["Unsafe"]}.Add(ref {memory}, {index})";

    public string From(string memory, int index) => From(memory, Literal.Of(index));

    /// <summary>Declares a local name for the memory from an index on.</summary>
    public string Declare(string name, string memory, string index, bool written = false) =>
        $"{Parameter(name, written)} = {From(memory, index)};";

    public string Advance(string name, int count) => Advance(name, Literal.Of(count));

    public string Advance(string name, string count) =>
        isSpan ? $"{name} = {name}.Slice({count});" : $"{name} = ref {names["Unsafe"]}.Add(ref {name}, {count});";

    /// <summary>Makes a local name stand for memory that another one stands for.</summary>
    public string Rebind(string name, string memory) =>
        isSpan ? $"{name} = {memory};" : $"{name} = ref {memory};";

    /// <summary>One value; the index may be an expression.</summary>
    public string Element(string memory, string index) =>
        isSpan ? $"{memory}[{index}]" : index == "0" ? memory : $"{names["Unsafe"]}.Add(ref {memory}, {index})";

    public string Element(string memory, int index) => Element(memory, Literal.Of(index));

    /// <summary>The first value of a span, or the span itself, as an argument for a method's parameter.</summary>
    public string OfSpan(string span) => isSpan ? span : $"ref {names["MemoryMarshal"]}.GetReference({span})";

    /// <summary>Declares memory on the stack. (That it starts at a cache line made no difference that could be measured.)</summary>
    public string[] Scratch(string name, int count) => isSpan
        ? [$"{names.WritableValues} {name} = stackalloc {names.Element.Type}[{count}];"]
        :
        [
            $"{names.WritableValues} {name}Span = stackalloc {names.Element.Type}[{count}];",
            $"ref {names.Element.Type} {name} = ref {names["MemoryMarshal"]}.GetReference({name}Span);",
        ];

    /// <summary>A span over memory, to copy from or to.</summary>
    public string AsSpan(string memory, int start, int count) => AsSpan(memory, Literal.Of(start), count);

    public string AsSpan(string memory, string start, int count) => isSpan
        ? $"{memory}.Slice({start}, {count})"
        : $"{names["MemoryMarshal"]}.CreateSpan({From(memory, start)}, {count})";
}
