using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Spans: with bounds checks; scratch memory is on the stack.</summary>
internal sealed class SpanMemory(Names names, Element held) : ValueMemory(names, held)
{
    private string Bools => Names["ReadOnlySpan"] + "<bool>";

    public override string Parameter(string name, bool written = false) => $"{Held(written)} {name}";

    public override string From(string memory, string index) => index == "0" ? memory : $"{memory}.Slice({index})";

    public override string Of(string values) => values;

    public override void Declare(CodeWriter code, string name, string memory, string index, bool written = false, string? meaning = null) =>
        code.Line($"{Parameter(name, written)} = {From(memory, index)};{(meaning is null ? "" : " // " + meaning)}");

    public override string Advance(string name, string count) => $"{name} = {name}.Slice({count});";

    public override void Rebind(CodeWriter code, string name, string memory) => code.Line($"{name} = {memory};");

    public override string Element(string memory, string index) => $"{memory}[{index}]";

    public override void Scratch(CodeWriter code, Scratch scratch)
    {
        string memory = Names.HasObject
            ? $"{Part(Work, Literal.Of(scratch.Start), Literal.Of(scratch.Count))}; // {AfterState(scratch)}"
            : $"stackalloc {HeldElement.Type}[{scratch.Count}];";
        code.Line($"{Names.Span(HeldElement, isWritten: true)} {scratch.Name} = {memory}");
    }

    public override string Copy(string from, string start, string to, string toStart, string count) =>
        $"{Part(from, start, count)}.CopyTo({Part(to, toStart, count)});";

    public override string WholeParameter(string name, bool written = false) => Parameter(name, written);

    public override string Length(string name) => name + ".Length";

    public override string Overlap(string inputs, string outputs, bool mayShareStart) =>
        $"{Names["MemoryExtensions"]}.Overlaps({inputs}, {outputs}{(mayShareStart ? ", out int offset) && offset > 0" : ")")}";

    public override string Part(string memory, string start, string count) => $"{memory}.Slice({start}, {count})";

    public override string Within(string memory, int index) => From(memory, index);

    public override string Clear(string memory, string start, string? count = null) =>
        $"{(count is not null ? Part(memory, start, count) : From(memory, start))}.Clear();";

    public override string None => $"default({Held()})";

    public override string MaskParameter => Bools + " mask";

    public override string NoMask => $"default({Bools})";

    public override string HasMask => "mask.Length > 0";

    public override string Held(bool written = false) => Names.Span(HeldElement, written);

    public override string OfArray(string array, string start, int count) => $"new {Held()}({array}, {start}, {count})";

    public override string CopyWhole(string from, string to, long start, long count) =>
        $"{from}.CopyTo({(start == 0 ? to : $"{to}.Slice({start})")});";
}
