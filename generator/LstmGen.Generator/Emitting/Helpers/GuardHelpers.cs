using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// What checks the arguments of members, and throws. The checks become parts of the members that call them; what throws stays out of them.
/// </summary>
internal static class GuardHelpers
{
    private const string Type = HelperTypes.LstmGuard;

    /// <summary>That a run of values has one length.</summary>
    public static string Length(Names names, string holds, string needed, string parameter, string member, string needs) =>
        $"{Check(names, "Length", "int holds, int needed, string parameter, string member, string needs", "holds != needed", inner => WrongLength(inner, "needs"))}"
        + $"({holds}, {needed}, \"{parameter}\", \"{member}\", \"{needs}\");";

    /// <summary>That a run has some values for each sequence of a batch.</summary>
    public static string LengthForEach(Names names, string holds, string each, string parameter, string member, string needs) =>
        $"{Check(
            names, "LengthForEach", "int holds, int count, long each, string parameter, string member, string needs", "count * each != holds",
            inner => WrongLength(inner, $"{Text(inner)}(count * each) + \" (\" + {Sequences(inner)}(count) + \" × \" + needs + \")\""))}"
        + $"({holds}, count, {each}, \"{parameter}\", \"{member}\", \"{needs}\");";

    /// <summary>How many whole steps there are, each with a row of output.</summary>
    public static string Rows(Names names, string input, string output, string member, string values) =>
        $"{Ask(names, "Rows", "How many steps the rows of input are. Each step has a row of output.", (code, inner) =>
        {
            code.Open("internal static int Rows(int input, int inputSize, int output, int outputSize, string member, string values)");
            code.Line("int steps = input / inputSize;");
            If(code, "steps * inputSize != input", $"{LengthError(inner)}(\"input\", input, member, \"a multiple of \" + {Text(inner)}(inputSize));");
            If(code, "(long)steps * outputSize != output", $"{LengthError(inner)}(\"output\", output, member, {Text(inner)}((long)steps * outputSize) + \" (\" + {Text(inner)}(steps) + \" steps × \" + values + \")\");");
            code.Line("return steps;");
            code.Close();
        })}({input}, InputSize, {output}, OutputSize, \"{member}\", \"{values}\")";

    /// <summary>The same for each sequence of a batch.</summary>
    public static string RowsForEach(Names names, string inputs, string outputs, string member, string features, string values) =>
        $"{Ask(names, "RowsForEach", "How many steps the rows of input are for each sequence. Each step has a row of output.", (code, inner) =>
        {
            code.Open(
                "internal static int RowsForEach(int count, int inputs, int inputSize, int outputs, int outputSize, string member, string features, string values)");
            code.Line("int steps = count == 0 ? 0 : (int)(inputs / ((long)count * inputSize));");
            code.Open("if ((long)count * steps * inputSize != inputs)");
            code.Line($"string multiple = count == 0 ? \"0\" : \"a multiple of \" + {Text(inner)}((long)count * inputSize);");
            code.Line($"{LengthError(inner)}(\"inputs\", inputs, member, multiple + \" (\" + {Sequences(inner)}(count) + \" × \" + features + \")\");");
            code.Close();
            code.Open("if ((long)count * steps * outputSize != outputs)");
            code.Line($"string rows = {Text(inner)}((long)count * steps * outputSize) + \" (\" + {Sequences(inner)}(count);");
            code.Line($"{LengthError(inner)}(\"outputs\", outputs, member, rows + \" × \" + {Text(inner)}(steps) + \" steps × \" + values + \")\");");
            code.Close();
            code.Line("return steps;");
            code.Close();
        })}(count, {inputs}, InputSize, {outputs}, OutputSize, \"{member}\", \"{features}\", \"{values}\")";

    /// <summary>That <c>length</c> is a number of steps that a sequence can have.</summary>
    public static string Steps(Names names, string className) =>
        $"{Check(names, "Steps", "int length, int steps, string name", "length < 1 || length > steps", inner => Throw(
            inner, "StepsError", "int length, int steps, string name",
            thrower => thrower.OutOfRange("length", "length", $"name + \".Forward needs a length from 1 to \" + {Text(thrower)}(steps) + \".\""))
            + "(length, steps, name);")}(length, Steps, \"{className}\");";

    /// <summary>That <c>count</c> is a number of sequences.</summary>
    public static string Count(Names names) =>
        $"{Check(names, "Count", "int count", "count < 0", inner => Throw(
            inner, "CountError", "int count",
            thrower => thrower.OutOfRange("count", "count", "\"A batch can't have a negative number of sequences.\"")) + "(count);")}(count);";

    /// <summary>That an object is there.</summary>
    public static string NotNull(Names names, string value) =>
        $"{Check(names, "NotNull", $"object{Nullable(names)} value, string parameter", "value is null", inner => Missing(inner, "parameter"))}({value}, \"{value}\");";

    /// <summary>That the states of a batch have a slot for each of <c>count</c> sequences.</summary>
    public static string Slots(Names names, string state, string member) =>
        $"{Check(names, "Slots", "int capacity, int count, string member", "capacity < count", inner => Throw(
            inner, "SlotsError", "int capacity, int count, string member",
            thrower => $"new {thrower["ArgumentException"]}(\"state has room for \" + {Sequences(thrower)}(capacity) + \"; \" + member + \" needs \" + {Text(thrower)}(count), \"state\")")
            + "(capacity, count, member);")}({state}.Capacity, count, \"{member}\");";

    /// <summary>That there is a slot.</summary>
    public static string Slot(Names names, string className) =>
        $"{Check(names, "Slot", "int slot, int capacity, string name", "slot < 0 || slot >= capacity", inner => Throw(
            inner, "SlotError", "int slot, int capacity, string name",
            thrower => thrower.OutOfRange(
                "slot", "slot", $"\"This state of \" + name + \" has \" + {Text(thrower)}(capacity) + (capacity == 1 ? \" slot.\" : \" slots, numbered from 0.\")"))
            + "(slot, capacity, name);")}(slot, Capacity, \"{className}\");";

    /// <summary>That a batch may have so many sequences.</summary>
    public static string Capacity(Names names, int most) =>
        $"{Check(names, "Capacity", "int capacity, int most", "capacity < 0 || capacity > most", inner => Throw(
            inner, "CapacityError", "int capacity, int most",
            thrower => thrower.OutOfRange("capacity", "capacity", $"\"A batch has from 0 to \" + {Text(thrower)}(most) + \" sequences.\""))
            + "(capacity, most);")}(capacity, {most});";

    /// <summary>That another batch has as many slots.</summary>
    public static string SameCapacity(Names names) =>
        $"{Check(names, "SameCapacity", "int other, int capacity", "other != capacity", inner => Throw(
            inner, "SameCapacityError", "int other, int capacity",
            thrower => $"new {thrower["ArgumentException"]}(\"other has room for \" + {Sequences(thrower)}(other) + \"; this state has room for \" + {Text(thrower)}(capacity), \"other\")")
            + "(other, capacity);")}(other.Capacity, Capacity);";

    /// <summary>That outputs don't lie where inputs are that are still to be read when the outputs are written.</summary>
    public static string Apart(Names names, IsApart apart, string member)
    {
        string name = apart.MayShareStart ? "ApartOrInPlace" : "Apart";
        string check = names.Helper(Type, name, $"0 {name} {names.Element.Name}", (code, inner) =>
        {
            code.Attribute(inner.Inlined);
            code.Open($"internal static void {name}({Run(inner, "inputs")}, {Run(inner, "outputs")}, string member, string inputName, string outputName)");
            If(code, inner.Memory.Overlap("inputs", "outputs", apart.MayShareStart), ApartError(inner));
            code.Close();
        });
        return $"{check}({Argument(names, apart.Inputs.Name)}, {Argument(names, apart.Outputs.Name)}, \"{member}\", \"{apart.Inputs.Name}\", \"{apart.Outputs.Name}\");";
    }

    private static string ApartError(Names names) =>
        Throw(
            names, "ApartError", "string member, string inputName, string outputName",
            thrower => $"new {thrower["ArgumentException"]}(outputName + (outputName == \"output\" ? \" overlaps \" : \" overlap \") + inputName + \" that \" + member + \" has yet to read\", outputName)")
        + "(member, inputName, outputName);";

    /// <summary>That an array is there.</summary>
    public static string Whole(Names names, string array) => NotNull(names, array);

    /// <summary>That a part of an array lies within it.</summary>
    public static string Part(Names names, string array) =>
        $"{Ask(names, "Part", "That a part of an array lies within it.", (code, inner) =>
        {
            code.Open($"internal static void Part({inner["Array"]} values, int offset, int count, string parameter)");
            If(code, "values is null", Missing(inner, "parameter"));
            code.Open("if (offset < 0 || count < 0 || values.Length - offset < count)");
            code.Line($"throw new {inner["ArgumentException"]}(parameter + \" holds \" + {Text(inner)}(values.Length) + \" values: not \" + {Text(inner)}(count) + \" from index \" + {Text(inner)}(offset) + \" on\", parameter);");
            code.Close();
            code.Close();
        })}({array}, {Parameter.OffsetOf(array)}, {Parameter.CountOf(array)}, \"{array}\");";

    /// <summary>What throws where an instance was made without its parameters.</summary>
    public static string NoParameters(Names names, string className, int count) =>
        Throw(
            names, "NoParameters", "string name, int count",
            thrower => $"new {thrower["InvalidOperationException"]}(\"This \" + name + \" was made without its parameters: construct it with new \" + name + \"(parameters), where parameters holds \" + {Text(thrower)}(count) + \" values.\")")
        + $"(\"{className}\", {count});";

    /// <summary>What throws for a run of the wrong length.</summary>
    public static string LengthError(Names names) => Throw(
        names, "LengthError", "string parameter, int holds, string member, string needs",
        thrower => $"new {thrower["ArgumentException"]}(parameter + \" holds \" + {Text(thrower)}(holds) + (holds == 1 ? \" value; \" : \" values; \") + member + \" needs \" + needs, parameter)");

    /// <summary>A number of sequences as words.</summary>
    public static string Sequences(Names names) => names.Helper(Type, "Sequences", "2 Sequences", (code, inner) =>
        code.Body("internal static string Sequences(int count)", $"{Text(inner)}(count) + (count == 1 ? \" sequence\" : \" sequences\")"));

    /// <summary>A number in messages.</summary>
    public static string Text(Names names) => names.Helper(Type, "Text", "2 Text", (code, inner) =>
        code.Body("internal static string Text(long value)", $"value.ToString({(inner.Target.Cultures ? inner["CultureInfo"] + ".InvariantCulture" : "")})"));

    /// <summary>What throws where something is null.</summary>
    public static string Missing(Names names, string parameter) =>
        Throw(names, "Missing", "string parameter", thrower => $"new {thrower["ArgumentNullException"]}(parameter)") + $"({parameter});";

    private static string WrongLength(Names inner, string needs) => $"{LengthError(inner)}(parameter, holds, member, {needs});";

    private static string Nullable(Names names) => names.Target.LanguageVersion >= 800 ? "?" : "";

    private static string Run(Names names, string name) => names.Target.Spans
        ? $"{names.Values} {name}"
        : $"{names.Element.Type}[] {name}, int {Parameter.OffsetOf(name)}, int {Parameter.CountOf(name)}";

    private static string Argument(Names names, string name) =>
        names.Target.Spans ? name : $"{name}, {Parameter.OffsetOf(name)}, {Parameter.CountOf(name)}";

    private static string Check(Names names, string name, string parameters, string wrong, System.Func<Names, string> error) =>
        names.Helper(Type, name, $"0 {name}", (code, inner) =>
        {
            code.Attribute(inner.Inlined);
            code.Open($"internal static void {name}({parameters})");
            If(code, wrong, error(inner));
            code.Close();
        });

    private static string Throw(Names names, string name, string parameters, System.Func<Names, string> exception) =>
        names.Helper(Type, name, $"1 {name}", (code, inner) =>
        {
            code.Open($"internal static void {name}({parameters})");
            code.Line($"throw {exception(inner)};");
            code.Close();
        });

    private static string Ask(Names names, string name, string meaning, System.Action<CodeWriter, Names> write) =>
        names.Helper(Type, name, $"0 {name}", (code, inner) =>
        {
            code.Doc($"<summary>{meaning}</summary>");
            write(code, inner);
        });

    private static void If(CodeWriter code, string condition, string statement)
    {
        code.Open($"if ({condition})");
        code.Line(statement);
        code.Close();
    }
}
