using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the nested class that holds the states of many sequences.</summary>
internal static class BatchStateWriter
{
    public static void Write(CodeWriter code, Names names, Plan plan, string className, string generatedCode)
    {
        int rows = plan.Batch.StateRows;
        string array = plan.Target.PinnedArrays
            ? $"{names["GC"]}.AllocateArray<{plan.Element.Type}>(length + {plan.Element.Alignment - 1}, pinned: true)"
            : $"new {plan.Element.Type}[length]";
        code.Doc(
            "<summary>\n" +
            "The states of many sequences that go from step to step together: a slot for each, numbered from 0. They are made once, and at\n" +
            "the initial state at first; <see cref=\"this[int]\"/> moves the state of one sequence in or out.\n" +
            "</summary>");
        code.Line(generatedCode);
        code.Open("public sealed class BatchState");
        code.Line($"private readonly {plan.Element.Type}[] _values;");
        code.Line("private readonly int _start;");
        code.Line();
        code.Doc("<summary>Makes room for as many sequences as given.</summary>");
        code.Doc($"<exception cref=\"{names["ArgumentOutOfRangeException"]}\">The capacity is negative, or more than fits one array.</exception>");
        code.Open("public BatchState(int capacity)");
        code.Line("int lanes = Kernel.BatchLanes;");
        code.Line($"long needed = ((long)capacity + lanes - 1) / lanes * lanes * {rows};");
        code.Open($"if (capacity < 0 || needed > {int.MaxValue / plan.Element.Bytes})");
        code.Line($"throw new {names["ArgumentOutOfRangeException"]}(\"capacity\", capacity, \"A batch has from 0 to {int.MaxValue / plan.Element.Bytes / rows / (Packing.VectorsOfBatchRow * plan.Element.Widest) * (Packing.VectorsOfBatchRow * plan.Element.Widest)} sequences.\");");
        code.Close();
        code.Line("int length = (int)needed;");
        code.Line("Capacity = capacity;");
        code.Line($"_values = {array};");
        if (plan.Target.PinnedArrays)
        {
            code.Comment("At a cache line, where it stays.");
            string unsafeName = names["Unsafe"];
            code.Line($"long address = (long){unsafeName}.ByteOffset(ref {unsafeName}.NullRef<{plan.Element.Type}>(), ref _values[0]);");
            code.Line($"_start = (int)(-address & 63) / {plan.Element.Bytes};");
        }
        else
        {
            code.Line("_start = 0;");
        }

        if (plan.Network.InitialState is not null)
        {
            code.Line("Reset();");
        }

        code.Close();
        code.Doc("<summary>How many sequences there is room for.</summary>");
        code.Line("public int Capacity { get; }");
        code.Line();
        code.Doc("<summary>The state of one sequence, as <c>Step</c> and <c>Forward</c> take it: to save, to send, or to put a new agent in its place.</summary>");
        code.Doc("<param name=\"slot\">From 0 to the capacity - 1.</param>");
        code.Doc($"<exception cref=\"{names["ArgumentOutOfRangeException"]}\">There is no such slot.</exception>");
        code.Open("public State this[int slot]");
        code.Open("get");
        code.Line("State state = default(State);");
        Moves(isRead: true);
        code.Line("return state;");
        code.Close();
        code.Open("set");
        code.Line("State state = value;");
        Moves(isRead: false);
        code.Close();
        code.Close();
        code.Doc("<summary>Goes back to the initial state in every slot.</summary>");
        code.Open("public void Reset()");
        if (plan.Network.InitialState is null)
        {
            code.Line($"new {names.WritableValues}(_values).Clear();");
        }
        else
        {
            code.Open("for (int first = 0; first < Capacity; first += Kernel.BatchLanes)");
            code.Line("Kernel.Start(Block(first));");
            code.Close();
        }

        code.Close();
        code.Comment("The states of the sequences from first on that are computed side by side: a row for each value, in it a lane for each sequence.");
        code.Open($"internal {names.WritableValues} Block(int first)");
        code.Line($"return new {names.WritableValues}(_values, _start + first * {rows}, {rows} * Kernel.BatchLanes);");
        code.Close();
        code.Open("private int Lane(int slot)");
        code.Open("if ((uint)slot >= (uint)Capacity)");
        code.Line($"throw new {names["ArgumentOutOfRangeException"]}(\"slot\", slot, \"This state of {className} has \" + Guard.Text(Capacity) + (Capacity == 1 ? \" slot.\" : \" slots, numbered from 0.\"));");
        code.Close();
        code.Line("return slot % Kernel.BatchLanes;");
        code.Close();
        code.Close();

        void Moves(bool isRead)
        {
            code.Line("int lane = Lane(slot);");
            code.Line($"{names.WritableValues} block = Block(slot - lane);");
            foreach (LayerLayout layout in plan.Layouts.Where(layout => layout.Layer is LstmLayer))
            {
                int output = layout.Layer.Output;
                code.Open($"for (int unit = 0; unit < {output}; unit++)");
                Move(layout.StateStart, layout.BatchStart);
                if (output != layout.Layer.Units)
                {
                    code.Close();
                    code.Open($"for (int unit = 0; unit < {layout.Layer.Units}; unit++)");
                }

                Move(layout.CellStart, layout.BatchStart + output);
                code.Close();
            }

            void Move(int start, int row)
            {
                string one = $"state.Values[{Literal.Sum(start, "unit")}]";
                string other = $"block[({Literal.Sum(row, "unit")}) * Kernel.BatchLanes + lane]";
                code.Line(isRead ? $"{one} = {other};" : $"{other} = {one};");
            }
        }
    }
}
