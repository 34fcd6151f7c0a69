using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Values side by side in rows of an array: slots with a value for each unit.</summary>
/// <param name="Name">The name of the parameter with the index of the first value.</param>
/// <param name="Array">The array that they are in.</param>
/// <param name="Slots">The distance from one row to the next, in slots; 0 where all rows share the values.</param>
internal sealed record Rows(string Name, string Array, int Slots = 1)
{
    public Place this[int slot] => new(this, slot);
}

/// <summary>A value of each unit, in each row.</summary>
internal sealed record Place(Rows Rows, int Slot);

/// <summary>An elementwise computation, the same for each unit and row.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Arrays">The arrays that it takes.</param>
/// <param name="Rows">Where in them it reads and writes.</param>
/// <param name="Reads">The variables that it reads: the sum of the values of some places.</param>
/// <param name="Statements">What it computes.</param>
/// <param name="Writes">What it writes.</param>
internal sealed record Each(
    string Name,
    string Meaning,
    IReadOnlyList<string> Arrays,
    IReadOnlyList<Rows> Rows,
    IReadOnlyList<(string Variable, IReadOnlyList<Place> Places)> Reads,
    IReadOnlyList<Statement> Statements,
    IReadOnlyList<(Place Place, Expression Value)> Writes)
{
    /// <summary>Numbers that all units share, by their names.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];
}

/// <summary>Writes such methods: vectors of units, starting with the widest that the processor has, and the rest one by one.</summary>
internal sealed class EachWriter(Names names, Arithmetic arithmetic)
{
    private const string Units = "units";

    private string Type => names.Element.Type;

    /// <summary>The method's name for a call.</summary>
    public string Ask(Each each) => names.Helper(
        HelperTypes.Training(arithmetic), each.Name, $"2 {each.Name} {names.Element.Name}",
        (code, inner) => new EachWriter(inner, arithmetic).Write(code, each));

    private void Write(CodeWriter code, Each each)
    {
        TrainingLanes[] lanes = [.. TrainingLanes.Of(names, arithmetic)];
        string parameters = CodeWriter.List(
        [
            .. each.Arrays.Select(array => $"{Type}[] {array}"), .. each.Numbers.Select(number => $"{Type} {number}"), "int rows", "int units",
            .. each.Rows.Select(rows => $"int {rows.Name}At"),
        ]);
        code.Doc($"<summary>{each.Meaning}</summary>");
        using (code.Block($"internal static void {each.Name}({parameters})"))
        {
            using (code.Block("for (int row = 0; row < rows; row++)"))
            {
                foreach (Rows rows in each.Rows)
                {
                    string step = rows.Slots == 0 ? "" : rows.Slots == 1 ? " + row * units" : $" + row * {rows.Slots} * units";
                    code.Line($"int {rows.Name}Row = {rows.Name}At{step};");
                }

                code.Line("int unit = 0;");
                foreach (TrainingLanes one in lanes)
                {
                    string arguments = CodeWriter.List(
                    [
                        .. each.Arrays.Select(name => $"ref {name}[0]"), .. each.Numbers, Units, "unit",
                        .. each.Rows.Select(rows => rows.Name + "Row"),
                    ]);
                    using (code.Block($"if (units - unit >= {one.Count} && {one.IsSupported})"))
                    {
                        code.Line($"unit = {each.Name}{one.MethodSuffix}({arguments});");
                    }
                }

                using (code.Block("for (; unit < units; unit++)"))
                {
                    Body(code, each, new ScalarLanes(names, new ScalarSpelling(names, arithmetic)), (array, index) => $"{array}[{index}]");
                }
            }
        }

        foreach (TrainingLanes one in TrainingLanes.Written(lanes))
        {
            code.Line();
            Vectors(code, each, one);
        }
    }

    private void Vectors(CodeWriter code, Each each, TrainingLanes lanes)
    {
        string parameters = CodeWriter.List(
        [
            .. each.Arrays.Select(array => $"ref {Type} {array}"), .. each.Numbers.Select(number => $"{Type} {number}"),
            "int units", "int unit",
            .. each.Rows.Select(rows => $"int {rows.Name}Row"),
        ]);
        using (code.Block($"private static int {each.Name}{lanes.DeclaredSuffix}({parameters}){lanes.Constraint}"))
        {
            using (code.Block($"for (; unit <= units - {lanes.DeclaredCount}; unit += {lanes.DeclaredCount})"))
            {
                Body(code, each, lanes.Lanes, (array, index) => lanes.Lanes.Load(array, index));
            }

            code.Line("return unit;");
        }
    }

    private static void Body(CodeWriter code, Each each, Lanes lanes, Func<string, string, string> load)
    {
        bool isScalar = lanes is ScalarLanes;
        foreach ((string variable, IReadOnlyList<Place> places) in each.Reads)
        {
            Expression sum = places.Select(place => (Expression)new Variable(load(place.Rows.Array, At(place))))
                .Aggregate((left, right) => left + right);
            code.Line($"{lanes.Type} {variable} = {lanes.Spell(sum)};");
        }

        HashSet<string> known = [.. each.Reads.Select(read => read.Variable)];

        foreach (Statement statement in each.Statements)
        {
            string name = Local(statement.Variable.Name);
            code.Line($"{(known.Add(name) ? lanes.Type + " " : "")}{name} = {lanes.Spell(Spread(statement.Value))};");
        }

        foreach ((Place place, Expression value) in each.Writes)
        {
            string text = lanes.Spell(Spread(value));
            if (isScalar)
            {
                code.Line($"{place.Rows.Array}[{At(place)}] = {text};");
            }
            else
            {
                lanes.StoreAll(code, text, place.Rows.Array, At(place));
            }
        }

        Expression Spread(Expression expression) => expression.Rewritten(part => part is not Variable { Name: var name } ? part
            : !isScalar && each.Numbers.Contains(name) ? new Variable(lanes.Spread(name))
            : new Variable(Local(name)));
    }

    /// <summary>The name of the derivative by o, <c>do</c>, is a keyword.</summary>
    private static string Local(string name) => name == "do" ? "d_o" : name;

    private static string At(Place place) =>
        place.Rows.Name + "Row" + (place.Slot == 0 ? "" : place.Slot == 1 ? " + units" : $" + {place.Slot} * units") + " + unit";
}
