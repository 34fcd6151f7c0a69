using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>A reference to the first value, without bounds checks: for vector code.</summary>
internal sealed class ReferenceMemory(Names names, Element held) : Memory(names, held)
{
    private string Type => HeldElement.Type;

    public override string Parameter(string name, bool written = false) => $"ref {Type} {name}";

    public override string From(string memory, string index) =>
        index == "0" ? $"ref {memory}" : $"ref {Names["Unsafe"]}.Add(ref {memory}, {index})";

    public override string Of(string values) => $"ref {Names["MemoryMarshal"]}.GetReference({values})";

    public override void Declare(CodeWriter code, string name, string memory, string index, bool written = false, string? meaning = null) =>
        code.Line($"{Parameter(name, written)} = {From(memory, index)};{(meaning is null ? "" : " // " + meaning)}");

    public override string Advance(string name, string count) => $"{name} = ref {Names["Unsafe"]}.Add(ref {name}, {count});";

    public override void Rebind(CodeWriter code, string name, string memory) => code.Line($"{name} = ref {memory};");

    public override string Element(string memory, string index) => index == "0" ? memory : $"{Names["Unsafe"]}.Add(ref {memory}, {index})";

    // (Starting at a cache line made no measurable difference.)
    public override void Scratch(CodeWriter code, Scratch scratch)
    {
        string name = scratch.Name;
        if (Names.HasObject)
        {
            Declare(code, name, Work, Literal.Of(scratch.Start), written: true, AfterState(scratch));
            return;
        }

        code.Line($"{Names.Span(HeldElement, isWritten: true)} {name}Span = stackalloc {Type}[{scratch.Count}];");
        code.Line($"ref {Type} {name} = ref {Names["MemoryMarshal"]}.GetReference({name}Span);");
    }

    public override string Copy(string from, string start, string to, string toStart, string count) =>
        $"{Span(from, start, count)}.CopyTo({Span(to, toStart, count)});";

    private string Span(string memory, string start, string count) =>
        $"{Names["MemoryMarshal"]}.CreateSpan({From(memory, start)}, {count})";
}
