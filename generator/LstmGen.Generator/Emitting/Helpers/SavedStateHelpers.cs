using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// How saved states of all networks are written and read: the header, the values and the checksum. A class only passes its sizes. Each
/// method here returns the call of a helper.
/// </summary>
internal sealed class SavedStateHelpers(Names names)
{
    private const string Type = HelperTypes.LstmState;

    public bool HasSpans => names.Target.Spans;

    /// <summary>The expression that writes the header and has the index of the first value.</summary>
    public string WriteHeader(string bytes, string arguments)
    {
        string write = names.Helper(Type, "WriteHeader", "0 WriteHeader", (code, inner) =>
        {
            var helpers = new SavedStateHelpers(inner);
            string put = helpers.Put();
            string text = GuardHelpers.Text(inner);
            string message = $"\"destination holds \" + {text}({helpers.Length}) + \" bytes; \" + member + \" needs \" + {text}(needed)";
            code.Line($$"""
                /// <summary>Writes what saved states begin with, and returns where the values come.</summary>
                internal static int WriteHeader({{helpers.Run(true)}}, int needed, int valueBytes, int states, ulong network, string member)
                {
                    if ({{helpers.Length}} < needed)
                    {
                        throw new {{inner["ArgumentException"]}}({{message}}, "destination");
                    }

                    {{put}}(bytes, {{helpers.At(0)}}, 4, 0x{{SavedState.Magic:X8}}); // 8C 4C 53 54
                    {{put}}(bytes, {{helpers.At(SavedState.FormatAt)}}, 2, {{SavedState.FormatVersion}}); // the format
                    {{put}}(bytes, {{helpers.At(SavedState.ValueBytesAt)}}, 2, (uint)valueBytes);
                    {{put}}(bytes, {{helpers.At(SavedState.ArithmeticAt)}}, 4, {{ArithmeticVersion.Current}}); // the arithmetic
                    {{put}}(bytes, {{helpers.At(SavedState.StatesAt)}}, 4, (uint)states);
                    {{put}}(bytes, {{helpers.At(SavedState.NetworkAt)}}, 8, network);
                    return {{helpers.At(SavedState.HeaderBytes)}};
                }
                """);
        });
        return $"{write}({Part(bytes)}, {arguments})";
    }

    /// <summary>The expression that writes the checksum of everything before it and has the number of bytes written.</summary>
    public string WriteChecksum(string bytes)
    {
        string write = names.Helper(Type, "WriteChecksum", "2 WriteChecksum", (code, inner) =>
        {
            var helpers = new SavedStateHelpers(inner);
            string start = HasSpans ? "" : ", int offset";
            code.Line($$"""
                /// <summary>Writes what saved states end with, and returns how many bytes they are.</summary>
                internal static int WriteChecksum({{helpers.Bytes(true)}} bytes{{start}}, int at)
                {
                    {{helpers.Put()}}(bytes, at, {{SavedState.ChecksumBytes}}, {{helpers.Checksum()}}(bytes, {{helpers.At(0)}}, at));
                    return at + {{SavedState.ChecksumBytes}}{{(HasSpans ? "" : " - offset")}};
                }
                """);
        });
        return HasSpans ? $"{write}({bytes}, at)" : $"{write}({bytes}, {Parameter.OffsetOf(bytes)}, at)";
    }

    /// <summary>The expression that throws if bytes aren't saved states of the network, and has the size of their values.</summary>
    public string Check(string bytes, string arguments) => $"{Checking()}({Part(bytes)}, {arguments}, \"{bytes}\")";

    /// <summary>The same for a whole array.</summary>
    public string CheckAll(string array, string arguments) =>
        $"{Checking()}({(HasSpans ? array : $"{array}, 0, {array}.Length")}, {arguments}, \"{array}\")";

    /// <summary>The index of the first value.</summary>
    public string FirstValue(string bytes) =>
        HasSpans ? Literal.Of(SavedState.HeaderBytes) : $"{Parameter.OffsetOf(bytes)} + {SavedState.HeaderBytes}";

    /// <summary>The expression that writes values as bytes and has the index of the next ones.</summary>
    public string Write(string values) => names.Helper(
        Type, "WriteValues", $"2 WriteValues {names.Element.Name}",
        (code, inner) => new SavedValueHelpers(code, inner, new SavedStateHelpers(inner)).Write()) + $"({values}, bytes, at)";

    /// <summary>The expression that reads values from bytes and has the index of the next ones.</summary>
    public string Read(string values) => names.Helper(
        Type, "ReadValues", $"2 ReadValues {names.Element.Name}",
        (code, inner) => new SavedValueHelpers(code, inner, new SavedStateHelpers(inner)).Read()) + $"({values}, bytes, at, valueBytes)";

    /// <summary>The method that writes a number.</summary>
    public string Put() => names.Helper(Type, "Put", "4 Put", (code, inner) => code.Line($$"""
        /// <summary>Writes a number in some bytes, the lowest first.</summary>
        internal static void Put({{new SavedStateHelpers(inner).Bytes(true)}} bytes, int at, int count, ulong number)
        {
            for (int i = 0; i < count; i++)
            {
                bytes[at + i] = unchecked((byte)(number >> (8 * i)));
            }
        }
        """));

    /// <summary>The method that reads a number.</summary>
    public string Number() => names.Helper(Type, "Number", "4 Number", (code, inner) => code.Line($$"""
        /// <summary>Reads a number of some bytes, the lowest first.</summary>
        internal static ulong Number({{new SavedStateHelpers(inner).Bytes(false)}} bytes, int at, int count)
        {
            ulong number = 0;
            for (int i = count - 1; i >= 0; i--)
            {
                number = number << 8 | bytes[at + i];
            }

            return number;
        }
        """));

    /// <summary>The method that computes the checksum.</summary>
    public string Checksum() => names.Helper(Type, "Checksum", "4 Checksum", (code, inner) => code.Line($$"""
        /// <summary>The CRC-32 of zip and Ethernet of the bytes from an index on, up to another.</summary>
        internal static uint Checksum({{new SavedStateHelpers(inner).Bytes(false)}} bytes, int start, int end)
        {
            uint sum = uint.MaxValue;
            for (int i = start; i < end; i++)
            {
                sum = Remainder(Remainder(sum ^ bytes[i]));
            }

            return ~sum;
        }

        /// <summary>Divides by the polynomial, four bits at once.</summary>
        private static uint Remainder(uint sum)
        {
            uint low = (sum & 1) * 0x1DB71064 ^ (sum >> 1 & 1) * 0x3B6E20C8;
            uint high = (sum >> 2 & 1) * 0x76DC4190 ^ (sum >> 3 & 1) * 0xEDB88320;
            return sum >> 4 ^ low ^ high;
        }
        """));

    private string Checking() => names.Helper(Type, "Check", "0 Check", (code, inner) =>
    {
        var helpers = new SavedStateHelpers(inner);
        const string Sizes = "int count, int valueBytes, int states, ulong network";
        string arguments = helpers.HasSpans ? "bytes" : "bytes, offset, length";
        code.Line($$"""
            /// <summary>Throws where bytes aren't saved states of a network, and returns the size of their values.</summary>
            internal static int Check({{helpers.Run(false)}}, {{Sizes}}, string architecture, string name, string parameter)
            {
                string problem = {{helpers.Problem()}}({{arguments}}, count, valueBytes, states, network, architecture, name);
                if (problem.Length > 0)
                {
                    throw new {{inner["ArgumentException"]}}(parameter + problem, parameter);
                }

                return (int){{helpers.Number()}}(bytes, {{helpers.At(SavedState.ValueBytesAt)}}, 2);
            }
            """);
    });

    private string Problem() => names.Helper(
        Type, "Problem", "3 Problem", (code, inner) => new SavedStateProblem(inner, new SavedStateHelpers(inner)).Write(code));

    /// <summary>The type of a sequence of bytes.</summary>
    public string Bytes(bool isWritten) => HasSpans ? $"{names[isWritten ? "Span" : "ReadOnlySpan"]}<byte>" : "byte[]";

    /// <summary>The parameters for bytes that consist of saved states.</summary>
    public string Run(bool isWritten) => Bytes(isWritten) + (HasSpans ? " bytes" : " bytes, int offset, int length");

    /// <summary>The number of those bytes.</summary>
    public string Length => HasSpans ? "bytes.Length" : "length";

    /// <summary>An index in those bytes.</summary>
    public string At(int index) => HasSpans ? Literal.Of(index) : index == 0 ? "offset" : $"offset + {index}";

    /// <summary>The bytes that the member was given.</summary>
    private string Part(string bytes) => HasSpans ? bytes : $"{bytes}, {Parameter.OffsetOf(bytes)}, {Parameter.CountOf(bytes)}";
}
