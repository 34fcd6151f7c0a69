using System;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Methods that check the arguments of members, and methods that throw. The checks are inlined into the members that call them; the methods
/// that throw are not. Each method here returns the statement that calls a check.
/// </summary>
internal static class GuardHelpers
{
    private const string Type = HelperTypes.LstmGuard;

    private const string NegativeCount = "\"A batch can't have a negative number of sequences.\"";

    /// <summary>Checks that values have exactly a given length.</summary>
    public static string Length(Names names, string holds, string needed, string parameter, string member, string needs)
    {
        const string Parameters = "int holds, int needed, string parameter, string member, string needs";
        string check = Check(names, "Length", Parameters, "holds != needed", inner => WrongLength(inner, "needs"));
        return $"{check}({holds}, {needed}, \"{parameter}\", \"{member}\", \"{needs}\");";
    }

    /// <summary>Checks that values have exactly a given length, or are empty.</summary>
    public static string LengthOrNone(Names names, string holds, string needed, string parameter, string member, string needs)
    {
        const string Parameters = "int holds, int needed, string parameter, string member, string needs";
        string check = Check(
            names, "LengthOrNone", Parameters, "holds != 0 && holds != needed", inner => WrongLength(inner, "needs + \", or none\""));
        return $"{check}({holds}, {needed}, \"{parameter}\", \"{member}\", \"{needs}\");";
    }

    /// <summary>Checks that there are a given number of values for each sequence of a batch.</summary>
    public static string LengthForEach(Names names, string holds, string each, string parameter, string member, string needs)
    {
        const string Parameters = "int holds, int count, long each, string parameter, string member, string needs";
        string check = Check(names, "LengthForEach", Parameters, "count * each != holds", inner => WrongLength(
            inner, $"{Text(inner)}(count * each) + \" (\" + {Sequences(inner)}(count) + \" × \" + needs + \")\""));
        return $"{check}({holds}, count, {each}, \"{parameter}\", \"{member}\", \"{needs}\");";
    }

    /// <summary>An expression for the number of whole steps, each with a row of output.</summary>
    public static string Rows(Names names, string input, string output, string member, string values)
    {
        const string Meaning = "How many steps the rows of input are. Each step has a row of output.";
        string rows = Ask(names, "Rows", Meaning, (code, inner) =>
        {
            (string text, string error) = (Text(inner), LengthError(inner));
            string needed = $"{text}((long)steps * outputSize) + \" (\" + {text}(steps) + \" steps × \" + values + \")\"";
            code.Line($$"""
                internal static int Rows(int input, int inputSize, int output, int outputSize, string member, string values)
                {
                    int steps = input / inputSize;
                    if (steps * inputSize != input)
                    {
                        {{error}}("input", input, member, "a multiple of " + {{text}}(inputSize));
                    }

                    if ((long)steps * outputSize != output)
                    {
                        {{error}}("output", output, member, {{needed}});
                    }

                    return steps;
                }
                """);
        });
        return $"{rows}({input}, InputSize, {output}, OutputSize, \"{member}\", \"{values}\")";
    }

    /// <summary>The same for each sequence of a batch.</summary>
    public static string RowsForEach(Names names, string inputs, string outputs, string member, string features, string values)
    {
        const string Meaning = "How many steps the rows of input are for each sequence. Each step has a row of output.";
        string rows = Ask(names, "RowsForEach", Meaning, WriteRowsForEach);
        return $"{rows}(count, {inputs}, InputSize, {outputs}, OutputSize, \"{member}\", \"{features}\", \"{values}\")";
    }

    /// <summary>Checks that <c>length</c> is a number of steps that a sequence can have.</summary>
    public static string Steps(Names names, string member)
    {
        const string Parameters = "int length, int steps, string name";
        string check = Check(names, "Steps", Parameters, "length < 1 || length > steps", inner => Throw(
            inner, "StepsError", Parameters, "length, steps, name",
            thrower => thrower.OutOfRange(
                "length", "length", $"name + \" needs a length from 1 to \" + {Text(thrower)}(steps) + \".\"")));
        return $"{check}(length, Steps, \"{member}\");";
    }

    /// <summary>Checks that <c>count</c> is a number of sequences.</summary>
    public static string Count(Names names)
    {
        string check = Check(names, "Count", "int count", "count < 0", inner => Throw(
            inner, "CountError", "int count", "count", thrower => thrower.OutOfRange("count", "count", NegativeCount)));
        return $"{check}(count);";
    }

    /// <summary>Checks that an object isn't null.</summary>
    public static string NotNull(Names names, string value)
    {
        string parameters = $"object{names.Nullable} value, string parameter";
        string check = Check(names, "NotNull", parameters, "value is null", inner => Missing(inner, "parameter"));
        return $"{check}({value}, \"{value}\");";
    }

    /// <summary>
    /// Checks that the states of a batch have <c>count</c> slots from <c>first</c> on; <c>count</c> is known not to be negative.
    /// </summary>
    public static string Slots(Names names, string state, string member)
    {
        const string Parameters = "int capacity, int first, int count, string member";
        string check = Check(names, "Slots", Parameters, "first < 0 || first > capacity - count", inner => Throw(
            inner, "SlotsError", Parameters, "capacity, first, count, member",
            thrower =>
            {
                string from = $"\" (\" + {Sequences(thrower)}(count) + \" from slot \" + {Text(thrower)}(first) + \")\"";
                string room = $"\"state has room for \" + {Sequences(thrower)}(capacity) + \"; \" + member + \" needs \"";
                return "first < 0 ? " + thrower.OutOfRange("first", "first", "\"The slots of a batch are numbered from 0.\"") + " : "
                    + Argument(thrower, $"{room} + {Text(thrower)}((long)first + count) + (first == 0 ? \"\" : {from}), \"state\"");
            }));
        return $"{check}({state}.Capacity, first, count, \"{member}\");";
    }

    /// <summary>Checks that a part of a batch exists.</summary>
    public static string PartOfBatch(Names names)
    {
        const string Parameters = "int sequences, int part, int parts";
        string check = Check(names, "PartOfBatch", Parameters, "sequences < 0 || parts < 1 || part < 0 || part >= parts", inner => Throw(
            inner, "PartOfBatchError", Parameters, "sequences, part, parts",
            thrower =>
            {
                string range = $"\"The parts of this batch are numbered from 0 to \" + {Text(thrower)}(parts - 1) + \".\"";
                return "sequences < 0 ? " + thrower.OutOfRange("sequences", "sequences", NegativeCount)
                    + " : parts < 1 ? " + thrower.OutOfRange("parts", "parts", "\"A batch has at least 1 part.\"")
                    + " : " + thrower.OutOfRange("part", "part", range);
            }));
        return $"{check}(sequences, part, parts);";
    }

    /// <summary>Checks that a slot exists.</summary>
    public static string Slot(Names names, string className)
    {
        const string Parameters = "int slot, int capacity, string name";
        const string Slots = "(capacity == 1 ? \" slot.\" : \" slots, numbered from 0.\")";
        string check = Check(names, "Slot", Parameters, "slot < 0 || slot >= capacity", inner => Throw(
            inner, "SlotError", Parameters, "slot, capacity, name",
            thrower => thrower.OutOfRange("slot", "slot", $"\"This state of \" + name + \" has \" + {Text(thrower)}(capacity) + {Slots}")));
        return $"{check}(slot, Capacity, \"{className}\");";
    }

    /// <summary>Checks that a batch may have a given number of sequences.</summary>
    public static string Capacity(Names names, int most)
    {
        const string Parameters = "int capacity, int most";
        string check = Check(names, "Capacity", Parameters, "capacity < 0 || capacity > most", inner => Throw(
            inner, "CapacityError", Parameters, "capacity, most",
            thrower => thrower.OutOfRange(
                "capacity", "capacity", $"\"A batch has from 0 to \" + {Text(thrower)}(most) + \" sequences.\"")));
        return $"{check}(capacity, {most});";
    }

    /// <summary>Checks that another batch has the same number of slots.</summary>
    public static string SameCapacity(Names names)
    {
        const string Parameters = "int other, int capacity";
        string check = Check(names, "SameCapacity", Parameters, "other != capacity", inner => Throw(
            inner, "SameCapacityError", Parameters, "other, capacity",
            thrower => Argument(
                thrower,
                $"\"other has room for \" + {Sequences(thrower)}(other) + \"; this state has room for \" + {Text(thrower)}(capacity), "
                + "\"other\"")));
        return $"{check}(other.Capacity, Capacity);";
    }

    /// <summary>Checks that outputs don't overlap inputs that are read after the outputs are written.</summary>
    public static string Apart(Names names, IsApart apart, string member)
    {
        string name = apart.MayShareStart ? "ApartOrInPlace" : "Apart";
        string check = names.Helper(Type, name, $"0 {name} {names.Element.Name}", (code, inner) =>
        {
            string runs = $"{Run(inner, "inputs")}, {Run(inner, "outputs")}";
            code.Attribute(inner.Inlined);
            using (code.Block($"internal static void {name}({runs}, string member, string inputName, string outputName)"))
            {
                If(code, inner.Memory.Overlap("inputs", "outputs", apart.MayShareStart), ApartError(inner));
            }
        });
        (string inputs, string outputs) = (apart.Inputs.Name, apart.Outputs.Name);
        return $"{check}({RunOf(names, inputs)}, {RunOf(names, outputs)}, \"{member}\", \"{inputs}\", \"{outputs}\");";
    }

    /// <summary>Checks that a part of an array lies within it.</summary>
    public static string Part(Names names, string array)
    {
        string check = Ask(names, "Part", "That a part of an array lies within it.", (code, inner) =>
        {
            string text = Text(inner);
            string part = $"\" values: not \" + {text}(count) + \" from index \" + {text}(offset) + \" on\"";
            string message = $"parameter + \" holds \" + {text}(values.Length) + {part}, parameter";
            code.Line($$"""
                internal static void Part({{inner["Array"]}} values, int offset, int count, string parameter)
                {
                    if (values is null)
                    {
                        {{Missing(inner, "parameter")}}
                    }

                    if (offset < 0 || count < 0 || values.Length - offset < count)
                    {
                        throw {{Argument(inner, message)}};
                    }
                }
                """);
        });
        return $"{check}({array}, {Parameter.OffsetOf(array)}, {Parameter.CountOf(array)}, \"{array}\");";
    }

    /// <summary>The method that throws if an instance was created without its parameters.</summary>
    public static string NoParameters(Names names, string className, int count) => Throw(
        names, "NoParameters", "string name, int count", $"\"{className}\", {count}",
        thrower => $"new {thrower["InvalidOperationException"]}(\"This \" + name + \" was made without its parameters: construct it with "
            + $"new \" + name + \"(parameters), where parameters holds \" + {Text(thrower)}(count) + \" values.\")");

    /// <summary>The method that throws for values of the wrong length.</summary>
    public static string LengthError(Names names) => Thrower(
        names, "LengthError", "string parameter, int holds, string member, string needs",
        thrower => Argument(
            thrower,
            $"parameter + \" holds \" + {Text(thrower)}(holds) + (holds == 1 ? \" value; \" : \" values; \") "
            + "+ member + \" needs \" + needs, parameter"));

    /// <summary>The method that writes a number of sequences as words.</summary>
    public static string Sequences(Names names) => names.Helper(Type, "Sequences", "2 Sequences", (code, inner) =>
        code.Body("internal static string Sequences(int count)", $"{Text(inner)}(count) + (count == 1 ? \" sequence\" : \" sequences\")"));

    /// <summary>The method that writes a number in messages.</summary>
    public static string Text(Names names) => names.Helper(Type, "Text", "2 Text", (code, inner) =>
    {
        string culture = inner.Target.Cultures ? inner["CultureInfo"] + ".InvariantCulture" : "";
        code.Body("internal static string Text(long value)", $"value.ToString({culture})");
    });

    /// <summary>The method that throws if something is null.</summary>
    public static string Missing(Names names, string parameter) => Throw(
        names, "Missing", "string parameter", parameter, thrower => $"new {thrower["ArgumentNullException"]}(parameter)");

    private static void WriteRowsForEach(CodeWriter code, Names names)
    {
        (string text, string sequences, string error) = (Text(names), Sequences(names), LengthError(names));
        const string Sizes = "int count, int inputs, int inputSize, int outputs, int outputSize";
        code.Line($$"""
            internal static int RowsForEach({{Sizes}}, string member, string features, string values)
            {
                int steps = count == 0 ? 0 : (int)(inputs / ((long)count * inputSize));
                if ((long)count * steps * inputSize != inputs)
                {
                    string multiple = count == 0 ? "0" : "a multiple of " + {{text}}((long)count * inputSize);
                    {{error}}("inputs", inputs, member, multiple + " (" + {{sequences}}(count) + " × " + features + ")");
                }

                if ((long)count * steps * outputSize != outputs)
                {
                    string rows = {{text}}((long)count * steps * outputSize) + " (" + {{sequences}}(count);
                    {{error}}("outputs", outputs, member, rows + " × " + {{text}}(steps) + " steps × " + values + ")");
                }

                return steps;
            }
            """);
    }

    private static string ApartError(Names names)
    {
        const string Parameters = "string member, string inputName, string outputName";
        const string Overlaps = "(outputName == \"output\" ? \" overlaps \" : \" overlap \")";
        return Throw(
            names, "ApartError", Parameters, "member, inputName, outputName",
            thrower => Argument(thrower, $"outputName + {Overlaps} + inputName + \" that \" + member + \" has yet to read\", outputName"));
    }

    private static string WrongLength(Names inner, string needs) => $"{LengthError(inner)}(parameter, holds, member, {needs});";

    private static string Argument(Names names, string arguments) => $"new {names["ArgumentException"]}({arguments})";

    private static string Run(Names names, string name) => names.Target.Spans
        ? $"{names.Values} {name}"
        : $"{names.Element.Type}[] {name}, int {Parameter.OffsetOf(name)}, int {Parameter.CountOf(name)}";

    private static string RunOf(Names names, string name) =>
        names.Target.Spans ? name : $"{name}, {Parameter.OffsetOf(name)}, {Parameter.CountOf(name)}";

    /// <summary>A method that calls the throwing method if a condition holds.</summary>
    private static string Check(Names names, string name, string parameters, string wrong, Func<Names, string> error) =>
        names.Helper(Type, name, $"0 {name}", (code, inner) =>
        {
            code.Attribute(inner.Inlined);
            using (code.Block($"internal static void {name}({parameters})"))
            {
                If(code, wrong, error(inner));
            }
        });

    /// <summary>The statement that calls a method which throws.</summary>
    private static string Throw(Names names, string name, string parameters, string arguments, Func<Names, string> exception) =>
        $"{Thrower(names, name, parameters, exception)}({arguments});";

    private static string Thrower(Names names, string name, string parameters, Func<Names, string> exception) =>
        names.Helper(Type, name, $"1 {name}", (code, inner) =>
        {
            using (code.Block($"internal static void {name}({parameters})"))
            {
                code.Line($"throw {exception(inner)};");
            }
        });

    private static string Ask(Names names, string name, string meaning, Action<CodeWriter, Names> write) =>
        names.Helper(Type, name, $"0 {name}", (code, inner) =>
        {
            code.Doc($"<summary>{meaning}</summary>");
            write(code, inner);
        });

    private static void If(CodeWriter code, string condition, string statement)
    {
        using (code.Block($"if ({condition})"))
        {
            code.Line(statement);
        }
    }
}
