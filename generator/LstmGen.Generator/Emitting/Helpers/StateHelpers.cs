using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>What states of all networks do alike: how they become bytes and text, are compared, and lie side by side in a batch.</summary>
internal static class StateHelpers
{
    /// <summary>The bytes that stand for the network, in front of the values.</summary>
    public const int HeaderBytes = 4;

    private const string Type = HelperTypes.LstmState;

    /// <summary>Room for the bytes of states, with the network in front.</summary>
    public static string NewBytes(Names names, int bytesOfState, string states, uint network) =>
        names.Helper(Type, "NewBytes", "0 NewBytes", (code, inner) =>
        {
            code.Doc("<summary>Room for the bytes of states, with what stands for the network in front.</summary>");
            code.Open("internal static byte[] NewBytes(int bytesOfState, int states, uint network)");
            code.Line($"byte[] bytes = new byte[checked({HeaderBytes} + bytesOfState * states)];");
            code.Open($"for (int i = 0; i < {HeaderBytes}; i++)");
            code.Line("bytes[i] = unchecked((byte)(network >> (8 * i)));");
            code.Close();
            code.Line("return bytes;");
            code.Close();
        }) + $"({bytesOfState}, {states}, {network})";

    /// <summary>That bytes are states of a network.</summary>
    public static string CheckBytes(Names names, int bytesOfState, string states, uint network, string className) =>
        names.Helper(Type, "CheckBytes", "0 CheckBytes", (code, inner) =>
        {
            string text = GuardHelpers.Text(inner);
            code.Doc("<summary>Throws where bytes are no states of a network.</summary>");
            code.Open("internal static void CheckBytes(byte[] value, long bytesOfState, int states, uint network, string name)");
            code.Open("if (value is null)");
            code.Line(GuardHelpers.Missing(inner, "\"value\""));
            code.Close();
            string holds = inner.Target.LanguageVersion >= 800 ? "value!" : "value";
            code.Open($"if ({holds}.Length != {HeaderBytes} + bytesOfState * states)");
            string needed = $"{text}({HeaderBytes} + bytesOfState * states)";
            string message = $"\"value holds \" + {text}(value.Length) + \" bytes; \" + name + \" needs \" + {needed}, \"value\"";
            code.Line($"throw new {inner["ArgumentException"]}({message});");
            code.Close();
            code.Open("if ((value[0] | (uint)value[1] << 8 | (uint)value[2] << 16 | (uint)value[3] << 24) != network)");
            code.Line($"throw new {inner["ArgumentException"]}(\"value holds a state of another network than \" + name, \"value\");");
            code.Close();
            code.Close();
        }) + $"(value, {bytesOfState}, {states}, {network}, \"{className}\");";

    /// <summary>Moves values to bytes or from them, and returns where the next ones are.</summary>
    public static string Move(Names names, string values) =>
        names.Helper(Type, "Move", $"1 Move {names.Element.Name}", (code, inner) =>
        {
            code.Doc("<summary>Moves values to bytes in little-endian order, or from them, and returns where the next bytes are.</summary>");
            Element element = inner.Element;
            string run = inner.Target.Spans ? inner.WritableValues + " values" : $"{element.Type}[] values, int start, int count";
            code.Open($"internal static int Move({run}, byte[] bytes, int at, bool isRead)");
            if (inner.Target.Spans)
            {
                MoveBySpan(code, inner);
            }
            else
            {
                MoveByArray(code, inner);
            }

            code.Line("return at;");
            code.Close();
        }) + $"({values}, bytes, at, isRead)";

    /// <summary>The first values as text.</summary>
    public static string Text(Names names, string values) =>
        names.Helper(Type, "Text", $"2 Text {names.Element.Name}", (code, inner) =>
        {
            bool hasSpans = inner.Target.Spans;
            string run = hasSpans ? inner.Values + " values" : inner.Element.Type + "[] values, int start, int count";
            string count = hasSpans ? "values.Length" : "count";
            string value = hasSpans ? "values[i]" : "values[start + i]";
            code.Doc($"<summary>At most the first {StateTextMembers.Shown} values, in the invariant culture.</summary>");
            code.Open($"internal static string Text({run})");
            code.Line("string text = \"\";");
            code.Open($"for (int i = 0; i < {count} && i < {StateTextMembers.Shown}; i++)");
            string culture = inner.Target.Cultures ? inner["CultureInfo"] + ".InvariantCulture" : "";
            code.Line($"text += (i == 0 ? \"\" : \", \") + {value}.ToString({culture});");
            code.Close();
            code.Line($"return \"[\" + text + ({count} > {StateTextMembers.Shown} ? \", …]\" : \"]\");");
            code.Close();
        }) + $"({values})";

    /// <summary>A hash of the bits.</summary>
    public static string Hash(Names names, string values) =>
        names.Helper(Type, "Hash", $"2 Hash {names.Element.Name}", (code, inner) =>
        {
            bool hasSpans = inner.Target.Spans;
            code.Doc("<summary>A hash of the bits, the same on every machine and in every process.</summary>");
            code.Open($"internal static int Hash({(hasSpans ? inner.Values + " values" : inner.Element.Type + "[] values, int count")})");
            code.Line("uint hash = 2166136261;");
            if (hasSpans)
            {
                code.Open($"foreach (byte value in {inner["MemoryMarshal"]}.AsBytes(values))");
                code.Line("hash = unchecked((hash ^ value) * 16777619); // FNV-1a");
            }
            else
            {
                code.Open("for (int i = 0; i < count; i++)");
                code.Line($"long bits = {Bits(inner, "values[i]")};");
                code.Line("hash = unchecked((hash ^ (uint)bits ^ (uint)(bits >> 32)) * 16777619); // FNV-1a");
            }

            code.Close();
            code.Line("return unchecked((int)hash);");
            code.Close();
        }) + $"({values})";

    /// <summary>Whether two runs have the same bits.</summary>
    public static string Same(Names names, string values, string others) =>
        names.Helper(Type, "Same", $"2 Same {names.Element.Name}", (code, inner) =>
        {
            code.Doc("<summary>Whether both have the same bits.</summary>");
            if (inner.Target.Spans)
            {
                string bytes = inner["MemoryMarshal"] + ".AsBytes";
                code.Body(
                    $"internal static bool Same({inner.Values} values, {inner.Values} others)",
                    $"{inner["MemoryExtensions"]}.SequenceEqual({bytes}(values), {bytes}(others))");
                return;
            }

            code.Open($"internal static bool Same({inner.Element.Type}[] values, {inner.Element.Type}[] others, int count)");
            code.Line("bool isSame = true;");
            code.Open("for (int i = 0; isSame && i < count; i++)");
            code.Line($"isSame = {Bits(inner, "values[i]")} == {Bits(inner, "others[i]")};");
            code.Close();
            code.Line("return isSame;");
            code.Close();
        }) + $"({values}, {others})";

    /// <summary>Copies values of one sequence from the rows of a block, which have a lane for each sequence, or to them.</summary>
    public static string Lane(Names names, bool isRead, string rows, string values)
    {
        string name = isRead ? "ReadLane" : "WriteLane";
        return names.Helper(Type, name, $"3 {name} {names.Element.Name}", (code, inner) =>
        {
            code.Doc(isRead
                ? "<summary>Copies the values of one sequence from rows with a lane for each sequence.</summary>"
                : "<summary>Copies the values of one sequence to rows with a lane for each sequence.</summary>");
            (string block, string state) = isRead ? (inner.Values, inner.WritableValues) : (inner.WritableValues, inner.Values);
            code.Open($"internal static void {name}({block} rows, int lanes, int lane, {state} values)");
            code.Open("for (int i = 0; i < values.Length; i++)");
            code.Line(isRead ? "values[i] = rows[i * lanes + lane];" : "rows[i * lanes + lane] = values[i];");
            code.Close();
            code.Close();
        }) + $"({rows}, Kernel.BatchLanes, lane, {values});";
    }

    private static void MoveBySpan(CodeWriter code, Names names)
    {
        Element element = names.Element;
        string primitives = names["BinaryPrimitives"];
        code.Comment("As integers, so that no runtime touches the bits of a NaN on the way.");
        code.Line($"{names["Span"]}<{element.Integer}> bits = {names["MemoryMarshal"]}.Cast<{element.Type}, {element.Integer}>(values);");
        code.Open($"for (int i = 0; i < bits.Length; i++, at += {element.Bytes})");
        code.Line($"{names["Span"]}<byte> part = new {names["Span"]}<byte>(bytes, at, {element.Bytes});");
        code.Open("if (isRead)");
        code.Line($"bits[i] = {primitives}.Read{element.IntegerName}LittleEndian(part);");
        code.Close();
        code.Open("else");
        code.Line($"{primitives}.Write{element.IntegerName}LittleEndian(part, bits[i]);");
        code.Close();
        code.Close();
    }

    private static void MoveByArray(CodeWriter code, Names names)
    {
        int size = names.Element.Bytes;
        string copy = names["Buffer"] + ".BlockCopy";
        string array = names["Array"];
        code.Line($"byte[] one = new byte[{size}];");
        code.Open($"for (int i = 0; i < count; i++, at += {size})");
        code.Line($"{copy}(isRead ? ({array})bytes : values, isRead ? at : {size} * (start + i), one, 0, {size});");
        code.Open($"if (!{names["BitConverter"]}.IsLittleEndian)");
        code.Line($"{array}.Reverse(one);");
        code.Close();
        code.Line($"{copy}(one, 0, isRead ? ({array})values : bytes, isRead ? {size} * (start + i) : at, {size});");
        code.Close();
    }

    /// <summary>The bits of a value as a double, which every float is, because not every target shows those of a float.</summary>
    private static string Bits(Names names, string value) => $"{names["BitConverter"]}.DoubleToInt64Bits({value})";
}
