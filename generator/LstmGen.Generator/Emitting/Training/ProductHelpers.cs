using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>
/// The product of two matrices, added to a third: all sums of training have this form, those of the layers' forward and backward passes and
/// those of the gradient. Lanes are columns, and each sum is computed in the order given by <see cref="SumOrder"/>, whatever the tiles.
/// </summary>
internal sealed class ProductHelpers(Names names, Arithmetic arithmetic)
{
    private const string Name = "AddProduct";
    private const string GradientName = "AddGradient";
    private const string BySequenceName = "AddProductBySequence";

    /// <summary>The tiles for each number of chains: rows and vectors of columns, the largest first.</summary>
    private static readonly (int Chains, (int Rows, int Vectors)[] Tiles)[] AllTiles =
    [
        (1, [(1, 8), (4, 2), (1, 2), (4, 1), (1, 1)]),
        (2, [(1, 4), (2, 2), (1, 2), (2, 1), (1, 1)]),
        (4, [(1, 2), (2, 1), (1, 1)]),
        (8, [(1, 1)]),
    ];

    private string Type => names.Element.Type;

    private string Matrices => $"{Type}[] a, int aAt, int aRow, int aTerm, {Type}[] b, int bAt, int bTerm, {Type}[] c, int cAt, int cRow";

    private const string Sizes = "int rows, int columns, int terms";

    /// <summary>How many groups the terms of a sum have, and the distances between groups in both matrices.</summary>
    private const string Groups = "int groups, int aGroup, int bGroup";

    /// <summary>
    /// The name of a method that adds the gradient of a matrix: the sum over all steps of a sequence, sequence by sequence.
    /// </summary>
    public string AskGradient()
    {
        Ask();
        return names.Helper(HelperTypes.Training(arithmetic), GradientName, $"1 {GradientName} {names.Element.Name}", (code, _) =>
        {
            code.Doc("<summary>c[row, column] += Σ a[row, group, term]·b[group, term, column], in turn.</summary>");
            code.Line($$"""
                internal static void {{GradientName}}({{Matrices}}, {{Sizes}}, {{Groups}})
                {
                    Sum(a, aAt, aRow, aTerm, b, bAt, bTerm, c, cAt, cRow, rows, columns, terms, 1, true, groups, aGroup, bGroup);
                }
                """);
        });
    }

    /// <summary>The name of a method for values with those of all sequences contiguous.</summary>
    public string AskBySequence()
    {
        Ask();
        return names.Helper(HelperTypes.Training(arithmetic), BySequenceName, $"1 {BySequenceName} {names.Element.Name}", (code, _) =>
        {
            code.Doc("<summary>to[step, column, sequence] += Σ from[step, term, sequence]·matrix[term, column].</summary>");
            string parameters = $"{Type}[] values, int fromAt, int fromWidth, {Type}[] matrix, int matrixAt, int toAt, int toWidth, int steps, int sequences, "
                + "int columns, int terms, int chains, int first, int block";
            code.Line($$"""
                internal static void {{BySequenceName}}({{parameters}})
                {
                    if (sequences == 1)
                    {
                        {{Name}}(values, fromAt, fromWidth, 1, matrix, matrixAt, columns, values, toAt, toWidth, steps, columns, terms, chains, first, block);
                        return;
                    }

                    for (int step = 0; step < steps; step++)
                    {
                        int from = fromAt + step * sequences * fromWidth;
                        int to = toAt + step * sequences * toWidth;
                        {{Name}}(matrix, matrixAt, 1, columns, values, from, sequences, values, to, sequences, columns, sequences, terms, chains, first, block);
                    }
                }
                """);
        });
    }

    /// <summary>The method's name for a call.</summary>
    public string Ask() => names.Helper(
        HelperTypes.Training(arithmetic), Name, $"1 {Name} {names.Element.Name}", (code, inner) => new ProductHelpers(inner, arithmetic).Write(code));

    private void Write(CodeWriter code)
    {
        TrainingLanes[] lanes = [.. TrainingLanes.Of(names, arithmetic)];
        code.Doc(
            "<summary>c[row, column] += Σ a[row, term]·b[term, column]. The first terms continue the sum, in interleaved chains; the others form\n"
            + "blocks with sums of their own.</summary>");
        code.Line($$"""
            internal static void {{Name}}({{Matrices}}, {{Sizes}}, int chains, int first, int block)
            {
                Sum(a, aAt, aRow, aTerm, b, bAt, bTerm, c, cAt, cRow, rows, columns, first < terms ? first : terms, chains, true, 1, 0, 0);
                for (int from = first; from < terms; from += block)
                {
                    Sum(a, aAt + from * aTerm, aRow, aTerm, b, bAt + from * bTerm, bTerm, c, cAt, cRow, rows, columns, block, chains, false, 1, 0, 0);
                }
            }
            """);
        code.Line();
        using (code.Block($"private static void Sum({Matrices}, {Sizes}, int chains, bool continues, {Groups})"))
        {
            code.Line("int column = 0;");
            foreach (TrainingLanes one in lanes)
            {
                using (code.Block($"if (columns - column >= {one.Count} && {one.IsSupported})"))
                {
                    const string Arguments =
                        "ref a[aAt], aRow, aTerm, ref b[bAt], bTerm, ref c[cAt], cRow, rows, columns, terms, chains, continues, groups, aGroup, bGroup, column";
                    code.Line($"column = Sum{one.MethodSuffix}({Arguments});");
                }
            }

            using (code.Block("for (; column < columns; column++)"))
            using (code.Block("for (int row = 0; row < rows; row++)"))
            {
                string arguments = "a, aAt + row * aRow, aTerm, b, bAt + column, bTerm, terms, continues";
                code.Line($"{Type} sum = c[cAt + row * cRow + column];");
                foreach ((int chains, _) in AllTiles.Skip(1))
                {
                    using (code.Block($"{(chains == 2 ? "" : "else ")}if (chains == {chains})"))
                    {
                        code.Line($"sum = Chains{chains}({arguments}, sum);");
                    }
                }

                using (code.Block("else"))
                {
                    code.Line($"sum = Chains1({arguments}, sum, groups, aGroup, bGroup);");
                }

                code.Line("c[cAt + row * cRow + column] = sum;");
            }
        }

        foreach ((int chains, _) in AllTiles)
        {
            code.Line();
            Scalar(code, chains);
        }

        foreach (TrainingLanes one in TrainingLanes.Written(lanes))
        {
            code.Line();
            Vectors(code, one);
            foreach ((int chains, (int Rows, int Vectors)[] tiles) in AllTiles)
            {
                foreach ((int rows, int vectors) in tiles)
                {
                    code.Line();
                    Tile(code, one, chains, rows, vectors);
                }
            }
        }
    }

    /// <summary>Writes code that computes one sum.</summary>
    private void Scalar(CodeWriter code, int chains)
    {
        var lanes = new ScalarLanes(names, new ScalarSpelling(names, arithmetic));
        string parameters = $"{Type}[] a, int aAt, int aTerm, {Type}[] b, int bAt, int bTerm, int terms, bool continues, {Type} sum"
            + (chains == 1 ? ", " + Groups : "");
        using (code.Block($"private static {Type} Chains{chains}({parameters})"))
        {
            var tile = new TileText(code, lanes, chains, 1, 1)
            {
                A = _ => "a[aAt]",
                B = _ => "b[bAt]",
                Start = (_, _) => "sum",
                Advance = ["aAt += aTerm;", "bAt += bTerm;"],
                Again = [("int", "aNext", "aAt", "aAt + aGroup"), ("int", "bNext", "bAt", "bAt + bGroup")],
            };
            tile.Write();
            Expression own = new Variable(TileText.Sum(0, 0, 0));
            code.Line($"return continues ? {TileText.Sum(0, 0, 0)} : {lanes.Spell(new Variable("sum") + own)};");
        }
    }

    /// <summary>Writes code that divides the sums into tiles of whole vectors.</summary>
    private void Vectors(CodeWriter code, TrainingLanes lanes)
    {
        string parameters = $"ref {Type} a, int aRow, int aTerm, ref {Type} b, int bTerm, ref {Type} c, int cRow, {Sizes}, int chains, bool continues, "
            + Groups + ", int column";
        string w = lanes.DeclaredCount;
        using (code.Block($"private static int Sum{lanes.DeclaredSuffix}({parameters}){lanes.Constraint}"))
        {
            foreach ((int chains, (int Rows, int Vectors)[] tiles) in AllTiles.Reverse())
            {
                using (code.Block(chains == 1 ? null : $"if (chains == {chains})"))
                {
                    foreach (IGrouping<int, (int Rows, int Vectors)> columns in tiles.GroupBy(tile => tile.Vectors))
                    {
                        // Single rows need more columns at a time to keep the multiply-add units busy.
                        bool isForFew = columns.All(tile => tile.Rows == 1) && tiles.Any(tile => tile.Rows > 1);
                        int most = tiles.Max(tile => tile.Rows);
                        string few = isForFew ? $"rows < {most} && " : "";
                        using (code.Block($"for (; {few}column <= columns - {Times(columns.Key, w)}; column += {Times(columns.Key, w)})"))
                        {
                            code.Line("int row = 0;");
                            foreach ((int rows, int vectors) in columns)
                            {
                                using (code.Block($"for (; row <= rows - {rows}; row += {rows})"))
                                {
                                    string unsafeAdd = names["Unsafe"] + ".Add";
                                    code.Line($"{TileName(lanes, chains, rows, vectors, isCall: true)}(ref {unsafeAdd}(ref a, row * aRow), aRow, aTerm, "
                                        + $"ref {unsafeAdd}(ref b, column), bTerm, ref {unsafeAdd}(ref c, row * cRow + column), cRow, terms, continues{(chains == 1 ? ", groups, aGroup, bGroup" : "")});");
                                }
                            }
                        }
                    }

                    if (chains != 1)
                    {
                        code.Line("return column;");
                    }
                }
            }

            code.Line("return column;");
        }
    }

    private void Tile(CodeWriter code, TrainingLanes lanes, int chains, int rows, int vectors)
    {
        string add = names["Unsafe"] + ".Add";
        string parameters = $"ref {Type} a, int aRow, int aTerm, ref {Type} b, int bTerm, ref {Type} c, int cRow, int terms, bool continues"
            + (chains == 1 ? ", " + Groups : "");
        using (code.Block($"private static void {TileName(lanes, chains, rows, vectors, isCall: false)}({parameters}){lanes.Constraint}"))
        {
            string At(int row, int vector) => row == 0 && vector == 0 ? "0"
                : CodeWriterSum(row == 0 ? "" : Times(row, "cRow"), vector == 0 ? "" : Times(vector, lanes.DeclaredCount));
            var tile = new TileText(code, lanes.Lanes, chains, rows, vectors)
            {
                A = row => lanes.Lanes.Spread(row == 0 ? "a" : $"{add}(ref a, {Times(row, "aRow")})"),
                B = vector => lanes.Lanes.Load("b", vector == 0 ? "0" : Times(vector, lanes.DeclaredCount)),
                Start = (row, vector) => lanes.Lanes.Load("c", At(row, vector)),
                Advance = [$"a = ref {add}(ref a, aTerm);", $"b = ref {add}(ref b, bTerm);"],
                Again = [($"ref {Type}", "aNext", "a", $"ref {add}(ref a, aGroup)"), ($"ref {Type}", "bNext", "b", $"ref {add}(ref b, bGroup)")],
            };
            tile.Write();
            foreach ((int row, int vector) in tile.Places)
            {
                string sum = TileText.Sum(row, vector, 0);
                var before = new Variable(lanes.Lanes.Load("c", At(row, vector)));
                using (code.Block("if (!continues)"))
                {
                    code.Line($"{sum} = {lanes.Lanes.Spell(before + new Variable(sum))};");
                }

                lanes.Lanes.StoreAll(code, sum, "c", At(row, vector));
            }
        }
    }

    private static string CodeWriterSum(string left, string right) => left.Length == 0 ? right : right.Length == 0 ? left : $"{left} + {right}";

    private static string Times(int count, string text) => count == 1 ? text : $"{count} * {text}";

    private static string TileName(TrainingLanes lanes, int chains, int rows, int vectors, bool isCall)
    {
        string name = $"Tile{chains}Of{rows}By{vectors}";
        return !lanes.IsEveryWidth ? name + "Of" + lanes.MethodSuffix : name + LaneHelpers.Parameters;
    }
}

/// <summary>Writes the sums of a tile.</summary>
internal sealed class TileText(CodeWriter code, Lanes lanes, int chains, int rows, int vectors)
{
    /// <summary>The value of a row, in every lane.</summary>
    public Func<int, string> A { get; init; } = _ => "";

    /// <summary>A vector of columns.</summary>
    public Func<int, string> B { get; init; } = _ => "";

    /// <summary>The starting value of a sum that continues another.</summary>
    public Func<int, int, string> Start { get; init; } = (_, _) => "";

    /// <summary>The statements that advance to the next term.</summary>
    public IReadOnlyList<string> Advance { get; init; } = [];

    /// <summary>The start of a group of terms: the type and the name of a local variable, its purpose, and its value.</summary>
    public IReadOnlyList<(string Type, string Name, string Of, string Value)> Again { get; init; } = [];

    public IEnumerable<(int Row, int Vector)> Places =>
        from row in Enumerable.Range(0, rows) from vector in Enumerable.Range(0, vectors) select (row, vector);

    /// <summary>The local variable of a chain's sum.</summary>
    public static string Sum(int row, int vector, int chain) => FormattableString.Invariant($"sum{row}{vector}{(chain == 0 ? "" : "_" + chain)}");

    public void Write()
    {
        string zero = lanes.Spell(0);
        foreach ((int row, int vector) in Places)
        {
            for (int chain = 0; chain < chains; chain++)
            {
                string start = chain == 0 ? $"continues ? {Start(row, vector)} : {zero}" : zero;
                code.Line($"{lanes.Type} {Sum(row, vector, chain)} = {start};");
            }
        }

        if (chains == 1)
        {
            Groups();
            return;
        }

        using (code.Block("if (continues)"))
        {
            Group(isFirst: true);
            code.Line($"terms -= {chains};");
        }

        using (code.Block($"for (; terms >= {chains}; terms -= {chains})"))
        {
            Group(isFirst: false);
        }

        for (int chain = 0; chain < chains - 1; chain++)
        {
            using (code.Block($"if (terms > {chain})"))
            {
                Term(chain, isProduct: false);
            }
        }

        for (int distance = chains / 2; distance > 0; distance /= 2)
        {
            foreach ((int row, int vector) in Places)
            {
                for (int chain = 0; chain < distance; chain++)
                {
                    Expression sum = new Variable(Sum(row, vector, chain)) + new Variable(Sum(row, vector, chain + distance));
                    code.Line($"{Sum(row, vector, chain)} = {lanes.Spell(sum)};");
                }
            }
        }
    }

    /// <summary>Writes one chain over the terms of all groups.</summary>
    private void Groups()
    {
        using (code.Block("for (; groups > 0; groups--)"))
        {
            foreach ((string type, string name, _, string value) in Again)
            {
                code.Line($"{type} {name} = {value};");
            }

            using (code.Block("for (int left = terms; left > 0; left--)"))
            {
                Term(0, isProduct: false);
            }

            foreach ((string type, string name, string of, _) in Again)
            {
                code.Line($"{of} = {(type.StartsWith("ref ", StringComparison.Ordinal) ? "ref " : "")}{name};");
            }
        }
    }

    private void Group(bool isFirst)
    {
        for (int chain = 0; chain < chains; chain++)
        {
            Term(chain, isProduct: isFirst && chain > 0);
        }
    }

    private void Term(int chain, bool isProduct)
    {
        using (code.Block())
        {
            for (int vector = 0; vector < vectors; vector++)
            {
                code.Line($"{lanes.Type} b{vector} = {B(vector)};");
            }

            for (int row = 0; row < rows; row++)
            {
                code.Line($"{lanes.Type} a{row} = {A(row)};");
                for (int vector = 0; vector < vectors; vector++)
                {
                    Expression product = new Variable("a" + Literal.Of(row)) * new Variable("b" + Literal.Of(vector));
                    string sum = Sum(row, vector, chain);
                    code.Line($"{sum} = {lanes.Spell(isProduct ? product : product + new Variable(sum))};");
                }
            }

            foreach (string line in Advance)
            {
                code.Line(line);
            }
        }
    }
}
