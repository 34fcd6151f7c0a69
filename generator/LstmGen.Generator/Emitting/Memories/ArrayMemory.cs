using System;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Arrays, for targets without spans: values are an array and the offset of the first value in it. The packed parameters and the state are
/// always whole arrays. Such a target can't allocate on the stack either, so a method's scratch memory comes after the state's values.
/// </summary>
internal sealed class ArrayMemory(Names names, Element held) : ValueMemory(names, held)
{
    private string Type => HeldElement.Type + "[]";

    public override string Parameter(string name, bool written = false) =>
        IsWhole(name) ? $"{Type} {name}" : $"{Type} {name}, int {Offset(name)}";

    public override string From(string memory, string index) => !IsWhole(memory) ? $"{memory}, {At(memory, index)}"
        : index == "0" ? memory
        : throw new ArgumentException($"{memory} is taken as a whole", nameof(memory));

    public override string Of(string values) => IsWhole(values) || values.IndexOf('.') >= 0 ? values : From(values, "0");

    public override void Declare(CodeWriter code, string name, string memory, string index, bool written = false, string? meaning = null)
    {
        code.Line($"{Type} {name} = {memory};{(meaning is null ? "" : " // " + meaning)}");
        code.Line($"int {Offset(name)} = {At(memory, index)};");
    }

    public override string Advance(string name, string count) => count == "1" ? $"{Offset(name)}++;" : $"{Offset(name)} += {count};";

    public override void Rebind(CodeWriter code, string name, string memory)
    {
        code.Line($"{name} = {memory};");
        code.Line($"{Offset(name)} = {Offset(memory)};");
    }

    public override string Element(string memory, string index) => $"{memory}[{At(memory, index)}]";

    public override void Scratch(CodeWriter code, Scratch scratch)
    {
        code.Line($"{Type} {scratch.Name} = {Work};");
        code.Line($"const int {Offset(scratch.Name)} = {scratch.Start}; // {AfterState(scratch)}");
    }

    public override string Copy(string from, string start, string to, string toStart, string count) =>
        $"{Names["Array"]}.Copy({from}, {At(from, start)}, {to}, {At(to, toStart)}, {count});";

    public override string WholeParameter(string name, bool written = false) => $"{Type} {name}";

    public override string Length(string name) => Planning.Members.Parameter.CountOf(name);

    public override string Overlap(string inputs, string outputs, bool mayShareStart)
    {
        string beforeEnd = $"{Offset(outputs)} < {Offset(inputs)} + {Length(inputs)}";
        string behindStart = mayShareStart
            ? $"{Offset(outputs)} > {Offset(inputs)}"
            : $"{Offset(inputs)} < {Offset(outputs)} + {Length(outputs)}";
        return $"{inputs} == {outputs} && {beforeEnd} && {behindStart}";
    }

    public override string Part(string memory, string start, string count) => From(memory, start);

    public override string Within(string memory, int index) => IsWhole(memory) ? $"{memory}, {index}" : From(memory, index);

    public override string Clear(string memory, string start, string? count = null) =>
        $"{Names["Array"]}.Clear({memory}, {At(memory, start)}, {count ?? $"{Length(memory)} - {(start == "0" ? "0" : $"({start})")}"});";

    public override string None => "null, 0";

    public override string MaskParameter => $"bool[] mask, int {Offset("mask")}";

    public override string NoMask => "null, 0";

    public override string HasMask => "!(mask is null)";

    public override string Held(bool written = false) => Type;

    public override string OfArray(string array, string start, int count) => array;

    public override string CopyWhole(string from, string to, long start, long count) =>
        $"{Names["Array"]}.Copy({from}, 0, {to}, {start}, {count});";

    /// <summary>The packed parameters, the state, and what members hold: arrays without an offset.</summary>
    private static bool IsWhole(string name) => name is "p" or Work;

    private static string Offset(string name) => Planning.Members.Parameter.OffsetOf(name);

    private static string At(string memory, string index) =>
        IsWhole(memory) ? index
        : index == "0" ? Offset(memory)
        : $"{Offset(memory)} + {index}";
}
