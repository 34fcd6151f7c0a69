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
            code.Line($$"""
                /// <summary>Room for the bytes of states, with what stands for the network in front.</summary>
                internal static byte[] NewBytes(int bytesOfState, int states, uint network)
                {
                    byte[] bytes = new byte[checked({{HeaderBytes}} + bytesOfState * states)];
                    for (int i = 0; i < {{HeaderBytes}}; i++)
                    {
                        bytes[i] = unchecked((byte)(network >> (8 * i)));
                    }

                    return bytes;
                }
                """);
        }) + $"({bytesOfState}, {states}, {network})";

    /// <summary>That bytes are states of a network.</summary>
    public static string CheckBytes(Names names, int bytesOfState, string states, uint network, string className) =>
        names.Helper(Type, "CheckBytes", "0 CheckBytes", (code, inner) =>
        {
            string text = GuardHelpers.Text(inner);
            string exception = inner["ArgumentException"];
            string missing = GuardHelpers.Missing(inner, "\"value\"");
            string holds = inner.Target.LanguageVersion >= 800 ? "value!" : "value";
            string bytes = $"{HeaderBytes} + bytesOfState * states";
            string message = $"\"value holds \" + {text}(value.Length) + \" bytes; \" + name + \" needs \" + {text}({bytes})";
            code.Line($$"""
                /// <summary>Throws where bytes are no states of a network.</summary>
                internal static void CheckBytes(byte[] value, long bytesOfState, int states, uint network, string name)
                {
                    if (value is null)
                    {
                        {{missing}}
                    }

                    if ({{holds}}.Length != {{bytes}})
                    {
                        throw new {{exception}}({{message}}, "value");
                    }

                    if ((value[0] | (uint)value[1] << 8 | (uint)value[2] << 16 | (uint)value[3] << 24) != network)
                    {
                        throw new {{exception}}("value holds a state of another network than " + name, "value");
                    }
                }
                """);
        }) + $"(value, {bytesOfState}, {states}, {network}, \"{className}\");";

    /// <summary>Moves values to bytes or from them, and returns where the next ones are.</summary>
    public static string Move(Names names, string values) =>
        names.Helper(Type, "Move", $"1 Move {names.Element.Name}", (code, inner) =>
        {
            const string Meaning = "Moves values to bytes in little-endian order, or from them, and returns where the next bytes are.";
            code.Doc($"<summary>{Meaning}</summary>");
            code.Line(inner.Target.Spans ? MoveBySpan(inner) : MoveByArray(inner));
        }) + $"({values}, bytes, at, isRead)";

    /// <summary>The first values as text.</summary>
    public static string Text(Names names, string values) =>
        names.Helper(Type, "Text", $"2 Text {names.Element.Name}", (code, inner) =>
        {
            bool hasSpans = inner.Target.Spans;
            string run = hasSpans ? inner.Values + " values" : inner.Element.Type + "[] values, int start, int count";
            string count = hasSpans ? "values.Length" : "count";
            string value = hasSpans ? "values[i]" : "values[start + i]";
            string culture = inner.Target.Cultures ? inner["CultureInfo"] + ".InvariantCulture" : "";
            code.Line($$"""
                /// <summary>At most the first {{StateTextMembers.Shown}} values, in the invariant culture.</summary>
                internal static string Text({{run}})
                {
                    string text = "";
                    for (int i = 0; i < {{count}} && i < {{StateTextMembers.Shown}}; i++)
                    {
                        text += (i == 0 ? "" : ", ") + {{value}}.ToString({{culture}});
                    }

                    return "[" + text + ({{count}} > {{StateTextMembers.Shown}} ? ", …]" : "]");
                }
                """);
        }) + $"({values})";

    /// <summary>A hash of the bits.</summary>
    public static string Hash(Names names, string values) =>
        names.Helper(Type, "Hash", $"2 Hash {names.Element.Name}", (code, inner) =>
        {
            code.Doc("<summary>A hash of the bits, the same on every machine and in every process.</summary>");
            code.Line(inner.Target.Spans ? HashBySpan(inner) : HashByArray(inner));
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

            code.Line($$"""
                internal static bool Same({{inner.Element.Type}}[] values, {{inner.Element.Type}}[] others, int count)
                {
                    bool isSame = true;
                    for (int i = 0; isSame && i < count; i++)
                    {
                        isSame = {{Bits(inner, "values[i]")}} == {{Bits(inner, "others[i]")}};
                    }

                    return isSame;
                }
                """);
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
            code.Line($$"""
                internal static void {{name}}({{block}} rows, int lanes, int lane, {{state}} values)
                {
                    for (int i = 0; i < values.Length; i++)
                    {
                        {{(isRead ? "values[i] = rows[i * lanes + lane]" : "rows[i * lanes + lane] = values[i]")}};
                    }
                }
                """);
        }) + $"({rows}, Kernel.BatchLanes, lane, {values});";
    }

    private static string MoveBySpan(Names names)
    {
        Element element = names.Element;
        (string type, string integer) = (element.Type, element.Integer);
        string span = names["Span"];
        string primitives = names["BinaryPrimitives"];
        return $$"""
            internal static int Move({{names.WritableValues}} values, byte[] bytes, int at, bool isRead)
            {
                // As integers, so that no runtime touches the bits of a NaN on the way.
                {{span}}<{{integer}}> bits = {{names["MemoryMarshal"]}}.Cast<{{type}}, {{integer}}>(values);
                for (int i = 0; i < bits.Length; i++, at += {{element.Bytes}})
                {
                    {{span}}<byte> part = new {{span}}<byte>(bytes, at, {{element.Bytes}});
                    if (isRead)
                    {
                        bits[i] = {{primitives}}.Read{{element.IntegerName}}LittleEndian(part);
                    }
                    else
                    {
                        {{primitives}}.Write{{element.IntegerName}}LittleEndian(part, bits[i]);
                    }
                }

                return at;
            }
            """;
    }

    private static string MoveByArray(Names names)
    {
        int size = names.Element.Bytes;
        string copy = names["Buffer"] + ".BlockCopy";
        string array = names["Array"];
        return $$"""
            internal static int Move({{names.Element.Type}}[] values, int start, int count, byte[] bytes, int at, bool isRead)
            {
                byte[] one = new byte[{{size}}];
                for (int i = 0; i < count; i++, at += {{size}})
                {
                    {{copy}}(isRead ? ({{array}})bytes : values, isRead ? at : {{size}} * (start + i), one, 0, {{size}});
                    if (!{{names["BitConverter"]}}.IsLittleEndian)
                    {
                        {{array}}.Reverse(one);
                    }

                    {{copy}}(one, 0, isRead ? ({{array}})values : bytes, isRead ? {{size}} * (start + i) : at, {{size}});
                }

                return at;
            }
            """;
    }

    private static string HashBySpan(Names names) => $$"""
        internal static int Hash({{names.Values}} values)
        {
            uint hash = 2166136261;
            foreach (byte value in {{names["MemoryMarshal"]}}.AsBytes(values))
            {
                hash = unchecked((hash ^ value) * 16777619); // FNV-1a
            }

            return unchecked((int)hash);
        }
        """;

    private static string HashByArray(Names names) => $$"""
        internal static int Hash({{names.Element.Type}}[] values, int count)
        {
            uint hash = 2166136261;
            for (int i = 0; i < count; i++)
            {
                long bits = {{Bits(names, "values[i]")}};
                hash = unchecked((hash ^ (uint)bits ^ (uint)(bits >> 32)) * 16777619); // FNV-1a
            }

            return unchecked((int)hash);
        }
        """;

    /// <summary>The bits of a value as a double, which every float is, because not every target shows those of a float.</summary>
    private static string Bits(Names names, string value) => $"{names["BitConverter"]}.DoubleToInt64Bits({value})";
}
