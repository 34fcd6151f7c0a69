using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes how a bidirectional layer merges its two directions.</summary>
internal static class MergeWriter
{
    /// <summary>Writes the merge of a row of each direction.</summary>
    public static void Write(
        CodeWriter code,
        Memory memory,
        Lanes scalar,
        BidirectionalLayer layer,
        (string Memory, string At) forward,
        (string Memory, string At) backward,
        string to,
        string row)
    {
        int half = layer.Forward.Output;
        if (layer.Merge is Merge.Concat or Merge.None)
        {
            code.Line(memory.Copy(forward.Memory, forward.At, to, row, half));
            code.Line(memory.Copy(backward.Memory, backward.At, to, Plus(row, Literal.Of(half)), layer.Backward.Output));
            return;
        }

        var one = new Variable(memory.Element(forward.Memory, Plus(forward.At, "k")));
        var other = new Variable(memory.Element(backward.Memory, Plus(backward.At, "k")));
        Expression merged = Merging.Of(layer.Merge, one, other);
        using (code.Block($"for (int k = 0; k < {half}; k++)"))
        {
            code.Line($"{memory.Element(to, Plus(row, "k"))} = {scalar.Spell(merged)};");
        }
    }

    /// <summary>What is merged, for a reader.</summary>
    public static string Meaning(Merge merge) => merge switch
    {
        Merge.Concat => "the forward values, then the backward ones",
        Merge.Sum => "forward + backward",
        Merge.Mul => "forward · backward",
        Merge.Average => "½·(forward + backward)",
        _ => "all rows of the forward direction, then all of the backward one",
    };

    private static string Plus(string start, string rest) => start == "0" ? rest : $"{start} + {rest}";
}
