using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Values side by side, for one number of lanes: how they are read and written, and, by <see cref="Spelling"/>, what is computed from them.
/// Every operation is one IEEE operation in each lane, so the bits of a result don't depend on the number of lanes.
/// </summary>
internal abstract class Lanes(Names names, Spelling spelling)
{
    protected Names Names => names;

    /// <summary>What a lane holds.</summary>
    public Element ElementType => names.Element;

    /// <summary>How computations are written.</summary>
    public Spelling Spelling => spelling;

    public abstract int Width { get; }

    public string Type => spelling.Type;

    /// <summary>The suffix of the name of a method that comes in several widths.</summary>
    public string Suffix => spelling.Suffix;

    /// <summary>The text of an expression.</summary>
    public string Spell(Expression expression) => spelling.Of(expression);

    /// <summary>Writes the call of activations for a local variable, unless there is nothing to do.</summary>
    public void Apply(CodeWriter code, GateActivations activations, string name)
    {
        if (!activations.IsNothing)
        {
            code.Line($"{name} = {Spell(new Call(activations, new Variable(name)))};");
        }
    }

    /// <summary>One of some equal parts of a vector.</summary>
    public abstract string Part(string vector, int index, int count);

    public string Load(string memory, int index) => Load(memory, Literal.Of(index));

    public abstract string Load(string memory, string index);

    /// <summary>Parameters side by side, in the type of computation.</summary>
    public virtual string Weights(string memory, string index) => OfOneType(Load(memory, index));

    /// <summary>One parameter in every lane, in the type of computation.</summary>
    public virtual string Weight(Memory parameters, string name, string index) => OfOneType(Spread(parameters, name, index));

    /// <summary>One value in every lane.</summary>
    public abstract string Spread(string scalar);

    /// <summary>One value of memory in every lane.</summary>
    public virtual string Spread(Memory memory, string name, string index) => Spread(memory.Element(name, index));

    /// <summary>The value of one lane of a vector that has <paramref name="lanes"/> of them, in every lane.</summary>
    public abstract string SpreadLane(string vector, int lanes, string lane);

    /// <summary>The value of one lane.</summary>
    public abstract string Element(string vector, int lane);

    /// <summary>Writes all lanes to padded memory; lanes without a unit are written as zero.</summary>
    public abstract void StorePadded(CodeWriter code, string value, string memory, int index, Group group);

    /// <summary>Writes all lanes.</summary>
    public void StoreAll(CodeWriter code, string value, string memory, int index) => StoreAll(code, value, memory, Literal.Of(index));

    public abstract void StoreAll(CodeWriter code, string value, string memory, string index);

    /// <summary>Writes only the lanes that hold a unit.</summary>
    public abstract void StoreExact(CodeWriter code, string value, string memory, int index, Group group);

    private string OfOneType(string read) => names.Stored == names.Element
        ? read
        : throw new NotSupportedException("Vectors read parameters as what they compute with.");
}

/// <summary>One value at a time.</summary>
internal sealed class ScalarLanes(Names names, ScalarSpelling spelling) : Lanes(names, spelling)
{
    public override int Width => 1;

    public override string Part(string vector, int index, int count) => vector;

    public override string Load(string memory, string index) => Names.Memory.Element(memory, index);

    // The language converts implicitly where nothing is lost.
    public override string Weights(string memory, string index) => Names.Parameters.Element(memory, index);

    public override string Weight(Memory parameters, string name, string index) => parameters.Element(name, index);

    public override string Spread(string scalar) => scalar;

    public override string SpreadLane(string vector, int lanes, string lane) => vector;

    public override string Element(string vector, int lane) => vector;

    public override void StorePadded(CodeWriter code, string value, string memory, int index, Group group) =>
        StoreExact(code, value, memory, index, group);

    public override void StoreExact(CodeWriter code, string value, string memory, int index, Group group) =>
        StoreAll(code, value, memory, index);

    public override void StoreAll(CodeWriter code, string value, string memory, string index) =>
        code.Line($"{Names.Memory.Element(memory, index)} = {value};");
}

/// <summary>Vectors of 128, 256 or 512 bits.</summary>
internal sealed class VectorLanes(Names names, VectorSpelling spelling) : Lanes(names, spelling)
{
    public override int Width => spelling.Lanes;

    private string Vector => spelling.Vector;

    private string Offset(string index) => index.All(char.IsDigit) ? index : $"({Names.NativeUnsigned})({index})";

    private string VectorOf(int lanes) => Names["Vector" + Literal.Of(ElementType.VectorBits(lanes))];

    public override string Part(string vector, int index, int count) => Part(vector, Width, index, count);

    private string Part(string vector, int lanes, int index, int count) => count == 1
        ? vector
        : Part($"{VectorOf(lanes)}.Get{(index < count / 2 ? "Lower" : "Upper")}({vector})", lanes / 2, index % (count / 2), count / 2);

    public override string Load(string memory, string index) => $"{Vector}.LoadUnsafe(ref {memory}, {Offset(index)})";

    public override string Spread(string scalar) => spelling.Spread(scalar);

    public override string SpreadLane(string vector, int lanes, string lane) => lanes <= Width
        ? $"{Vector}.Shuffle({Widened(vector, lanes)}, {Vector}.Create({ElementType.Index(lane)}))"
        : Spread($"{VectorOf(lanes)}.GetElement({vector}, {lane})");

    public override string Element(string vector, int lane) => $"{Vector}.GetElement({vector}, {lane})";

    public override void StorePadded(CodeWriter code, string value, string memory, int index, Group group)
    {
        string kept = group.IsFull ? value : $"{Vector}.ConditionalSelect({Mask(group)}, {value}, {Type}.Zero)";
        StoreAll(code, kept, memory, index);
    }

    public override void StoreAll(CodeWriter code, string value, string memory, string index) =>
        code.Line($"{Vector}.StoreUnsafe({value}, ref {memory}, {Offset(index)});");

    public override void StoreExact(CodeWriter code, string value, string memory, int index, Group group)
    {
        if (group.IsFull)
        {
            StoreAll(code, value, memory, index);
            return;
        }

        int stored = 0;
        for (int size = Width / 2; size >= ElementType.Narrowest; size /= 2)
        {
            if (group.Count - stored >= size)
            {
                code.Line($"{VectorOf(size)}.StoreUnsafe({Part(value, stored / size, Width / size)}, ref {memory}, {index + stored});");
                stored += size;
            }
        }

        for (; stored < group.Count; stored++)
        {
            string at = index + stored == 0 ? memory : $"{Names["Unsafe"]}.Add(ref {memory}, {index + stored})";
            code.Line($"{at} = {Element(value, stored)};");
        }
    }

    /// <summary>The vector extended to more lanes, whose content is undefined.</summary>
    private string Widened(string vector, int lanes)
    {
        if (lanes == Width)
        {
            return vector;
        }

        string bits = Literal.Of(ElementType.VectorBits(2 * lanes));
        return Widened($"{VectorOf(lanes)}.ToVector{bits}Unsafe({vector})", 2 * lanes);
    }

    /// <summary>All bits of each lane that holds a unit.</summary>
    private string Mask(Group group)
    {
        var bits = new string[Width];
        for (int lane = 0; lane < Width; lane++)
        {
            bits[lane] = ElementType.Index(lane < group.Count ? "-1" : "0");
        }

        return $"{Vector}.As{ElementType.Name}({Vector}.Create({string.Join(", ", bits)}))";
    }
}
