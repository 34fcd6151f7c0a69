using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Prints the method that finds out why bytes aren't saved states of a network. The header is trusted only if the checksum matches, so that
/// a corrupted number is never taken for another network or another format.
/// </summary>
internal sealed class SavedStateProblem(Names names, SavedStateHelpers helpers)
{
    private const string Type = HelperTypes.LstmState;
    private const string Sizes = "int count, int valueBytes, int states, ulong network";

    private readonly string _text = GuardHelpers.Text(names);
    private readonly string _number = helpers.Number();
    private readonly string _hex = Hex(names);

    private string Length => helpers.Length;

    private string Size => $"\" holds \" + {_text}({Length}) + \" bytes\"";

    public void Write(CodeWriter code)
    {
        code.Doc("<summary>Why bytes aren't saved states of a network, or nothing where they are.</summary>");
        using (code.Block($"internal static string Problem({helpers.Run(false)}, {Sizes}, string architecture, string name)"))
        {
            Magic(code);
            Checksum(code);
            Header(code);
        }
    }

    private void Magic(CodeWriter code) => code.Line($$"""
        int magicBytes = {{Length}} < 4 ? {{Length}} : 4;
        ulong magic = {{_number}}(bytes, {{helpers.At(0)}}, magicBytes);
        if (magic != (0x{{SavedState.Magic:X8}}UL & ((1UL << (8 * magicBytes)) - 1)))
        {
            return " is not a saved state: it begins with " + {{_hex}}(magic, magicBytes) + "; " + name + " needs " + {{_hex}}(0x{{SavedState.Magic:X8}}, 4);
        }

        if ({{Length}} < {{SavedState.Overhead}})
        {
            return {{Size}} + ": it was cut off; " + name + " needs " + {{_text}}({{SavedState.Overhead}} + (long)count * states * valueBytes);
        }

        """);

    private void Checksum(CodeWriter code)
    {
        string end = helpers.HasSpans ? $"bytes.Length - {SavedState.ChecksumBytes}" : $"offset + length - {SavedState.ChecksumBytes}";
        code.Line($$"""
            int savedBytes = (int){{_number}}(bytes, {{helpers.At(SavedState.ValueBytesAt)}}, 2);
            ulong savedStates = {{_number}}(bytes, {{helpers.At(SavedState.StatesAt)}}, 4);
            ulong savedNetwork = {{_number}}(bytes, {{helpers.At(SavedState.NetworkAt)}}, 8);
            bool isWide = savedBytes != valueBytes && savedBytes != 4;
            bool isOther = savedNetwork != network || savedStates != (ulong)states || isWide;
            long needed = {{SavedState.Overhead}} + (long)count * states * (isOther ? valueBytes : savedBytes);
            ulong saved = {{_number}}(bytes, {{end}}, {{SavedState.ChecksumBytes}});
            ulong checksum = {{helpers.Checksum()}}(bytes, {{helpers.At(0)}}, {{end}});
            if (saved != checksum && (isOther || {{Length}} == needed))
            {
                return " was altered or cut off: it ends with the checksum " + {{_hex}}(saved, 4) + "; " + name + " needs " + {{_hex}}(checksum, 4);
            }

            """);
    }

    private void Header(CodeWriter code)
    {
        string format = $"{_number}(bytes, {helpers.At(SavedState.FormatAt)}, 2)";
        code.Line($$"""
            ulong format = {{format}};
            if (format != {{SavedState.FormatVersion}})
            {
                return " has format " + {{_text}}((long)format) + " of saved states; " + name + " needs {{SavedState.FormatVersion}}";
            }

            if (savedNetwork != network)
            {
                string hashes = {{_hex}}(network, 8) + ", not " + {{_hex}}(savedNetwork, 8);
                return " holds a state of another network; " + name + " needs one of \"" + architecture + "\", whose hash is " + hashes;
            }

            if (isWide)
            {
                return " holds values of " + {{_text}}(savedBytes) + " bytes; " + name + " needs " + {{_text}}(valueBytes) + ": rounding would alter the state";
            }

            if (savedStates != (ulong)states)
            {
                return " holds " + {{_text}}((long)savedStates) + (savedStates == 1 ? " state; " : " states; ") + name + " needs " + {{_text}}(states);
            }

            if ({{Length}} == needed)
            {
                return "";
            }

            return {{Size}} + ({{Length}} < needed ? ": it was cut off; " : "; ") + name + " needs " + {{_text}}(needed);
            """);
    }

    /// <summary>The method that shows bytes in the order in which they are saved.</summary>
    private static string Hex(Names names) => names.Helper(Type, "Hex", "4 Hex", (code, inner) =>
    {
        string culture = inner.Target.Cultures ? ", " + inner["CultureInfo"] + ".InvariantCulture" : "";
        code.Line($$"""
            /// <summary>The bytes of a number, the lowest first.</summary>
            internal static string Hex(ulong number, int count)
            {
                string text = "";
                for (int i = 0; i < count; i++)
                {
                    text += (i == 0 ? "" : " ") + (number >> (8 * i) & 255).ToString("X2"{{culture}});
                }

                return text;
            }
            """);
    });
}
