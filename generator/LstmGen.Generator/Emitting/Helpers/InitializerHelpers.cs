using System;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// How parameters are initialised before the first step of training: methods that fill the rows of a matrix, which is part of an array.
/// Each draws its random numbers from the caller's generator state, which starts as the seed. The numbers are the same on every machine:
/// they come from integer and IEEE operations, the latter each rounded by a cast.
/// </summary>
internal static class InitializerHelpers
{
    private const string Type = HelperTypes.LstmTraining;

    /// <summary>The part of an array that is filled, as the methods' parameters.</summary>
    private const string Place = "int start, int rows, int columns, int stride";

    private const string HandedPlace = "start, rows, columns, stride";

    /// <summary>The state of the random numbers, as the methods' parameter.</summary>
    private const string State = "ref ulong random";

    private const string HandedState = "ref random";

    /// <summary>The statement that fills some columns of a tensor.</summary>
    /// <param name="array">The array, as an expression.</param>
    /// <param name="start">Where its first row starts in it.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="random">The variable with the state of the random numbers, a <c>ulong</c>.</param>
    public static string Call(Names names, InitialValues values, string array, int start, int stride, string random)
    {
        Element element = names.Element;
        string place = $"{array}, {start + values.Column}, {values.Rows}, {values.Columns}, {stride}";
        string state = $"ref {random}";
        string limit = element.Literal(element == Element.Single ? (float)values.Limit : values.Limit);
        return values.Kind switch
        {
            InitialKind.Zeros => $"{Fill(names)}({place}, {element.Literal(0)});",
            InitialKind.Ones => $"{Fill(names)}({place}, {element.Literal(1)});",
            InitialKind.Normal => $"{Normal(names)}({place}, {state});",
            InitialKind.Uniform => $"{Uniform(names)}({place}, {limit}, {state});",
            InitialKind.SumOfUniforms => $"{SumOfUniforms(names)}({place}, {limit}, {state});",
            InitialKind.GlorotUniform => $"{GlorotUniform(names)}({place}, {values.FanIn}, {values.FanOut}, {state});",
            InitialKind.Orthogonal => $"{Orthogonal(names)}({place}, {state});",
            _ => throw new ArgumentOutOfRangeException(nameof(values), values.Kind.ToString()),
        };
    }

    /// <summary>The method that draws 64 random bits.</summary>
    public static string Next(Names names) => names.Helper(Type, "Next", "0 Next", (code, _) => code.Line($$"""
        /// <summary>
        /// The next 64 bits of a sequence of random numbers, which starts with the state as its seed: SplitMix64 (Steele, Lea, Flood 2014,
        /// Fast Splittable Pseudorandom Number Generators).
        /// </summary>
        internal static ulong Next({{State}})
        {
            unchecked
            {
                random += 0x9E3779B97F4A7C15UL;
                ulong bits = random;
                bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
                bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
                return bits ^ (bits >> 31);
            }
        }
        """));

    /// <summary>The method that draws a number from minus a limit, inclusive, to the limit, exclusive.</summary>
    public static string Between(Names names) => Ask(names, "Between", 1, (code, inner) =>
    {
        Element element = inner.Element;
        int bits = element.MantissaBits + 1;
        string half = Literal.Of(1L << element.MantissaBits);
        string step = element.Literal(1.0 / (1L << element.MantissaBits));
        code.Doc(
            $"<summary>A random number from minus a limit up to it, and not the limit itself, by the {bits} highest bits of the next one."
            + "</summary>");
        code.Line($$"""
            internal static {{element.Type}} Between({{State}}, {{element.Type}} limit)
            {
                {{element.Integer}} whole = ({{element.Integer}})({{Next(inner)}}({{HandedState}}) >> {{64 - bits}}) - {{half}};
                return ({{element.Type}})(({{element.Type}})(whole * {{step}}) * limit);
            }
            """);
    });

    /// <summary>The method that fills with one value.</summary>
    public static string Fill(Names names) => Ask(names, "Fill", 2, (code, inner) =>
    {
        string type = inner.Element.Type;
        code.Doc("<summary>Fills with one value.</summary>");
        Loop(code, $"Fill({type}[] values, {Place}, {type} value)", "value");
    });

    /// <summary>The method that fills with random numbers within a limit.</summary>
    public static string Uniform(Names names) => Ask(names, "Uniform", 3, (code, inner) =>
    {
        string type = inner.Element.Type;
        code.Doc("<summary>Fills with random numbers from minus a limit up to it, each as likely as another.</summary>");
        Loop(code, $"Uniform({type}[] values, {Place}, {type} limit, {State})", $"{Between(inner)}({HandedState}, limit)");
    });

    /// <summary>The method that fills with sums of two random numbers, each within a limit.</summary>
    public static string SumOfUniforms(Names names) => Ask(names, "SumOfUniforms", 3, (code, inner) =>
    {
        string type = inner.Element.Type;
        string number = $"{Between(inner)}({HandedState}, limit)";
        code.Doc("<summary>Fills with sums of two random numbers: each gate of PyTorch has two biases, which are added up.</summary>");
        Loop(code, $"SumOfUniforms({type}[] values, {Place}, {type} limit, {State})", $"({type})({number} + {number})");
    });

    /// <summary>The method that fills with random numbers whose limit follows from the numbers of inputs and outputs.</summary>
    public static string GlorotUniform(Names names) => Ask(names, "GlorotUniform", 4, (code, inner) =>
    {
        string type = inner.Element.Type;
        string limit = $"{inner["Math"]}.Sqrt((double)(6.0 / ((double)fanIn + fanOut)))";
        limit = inner.Element == Element.Double ? limit : $"({type}){limit}";
        code.Line($$"""
            /// <summary>
            /// Fills with random numbers within √(6/(inputs + outputs)) of 0, each as likely as another (Glorot, Bengio 2010,
            /// Understanding the difficulty of training deep feedforward neural networks).
            /// </summary>
            internal static void GlorotUniform({{type}}[] values, {{Place}}, int fanIn, int fanOut, {{State}})
            {
                {{Uniform(inner)}}(values, {{HandedPlace}}, {{limit}}, {{HandedState}});
            }
            """);
    });

    /// <summary>The method that fills with random numbers whose distribution is almost normal.</summary>
    public static string Normal(Names names) => Ask(names, "Normal", 3, (code, inner) =>
    {
        string type = inner.Element.Type;
        string number = $"{NextNormal(inner)}({HandedState})";
        code.Doc("<summary>Fills with random numbers whose mean is 0 and whose standard deviation is 1.</summary>");
        Loop(
            code, $"Normal({type}[] values, {Place}, {State})", inner.Element == Element.Double ? number : $"({type}){number}");
    });

    /// <summary>The method that makes the rows or the columns of a matrix orthogonal.</summary>
    public static string Orthogonal(Names names) => Ask(names, "Orthogonal", 4, (code, inner) =>
    {
        string type = inner.Element.Type;
        string round = inner.Element == Element.Double ? "" : $"({type})";
        code.Line($$"""
            /// <summary>
            /// Fills with random rows that are orthogonal to each other and have the length 1, or columns where there are fewer (Saxe,
            /// McClelland, Ganguli 2014, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks): the Q
            /// of the QR decomposition of a matrix of normal numbers, by the modified Gram–Schmidt process. Each vector goes through
            /// it twice: of one that is almost a sum of the others, the first time leaves mostly rounding errors.
            /// </summary>
            internal static void Orthogonal({{type}}[] values, {{Place}}, {{State}})
            {
                {{Normal(inner)}}(values, {{HandedPlace}}, {{HandedState}});
                bool isWide = rows <= columns;
                int count = isWide ? rows : columns;
                int length = isWide ? columns : rows;
                int next = isWide ? stride : 1;
                int step = isWide ? 1 : stride;
                for (int k = 0; k < 2 * count; k++)
                {
                    int at = start + k / 2 * next;
                    for (int other = start; other < at; other += next)
                    {
                        double part = {{Product(inner)}}(values, at, other, length, step);
                        for (int i = 0; i < length * step; i += step)
                        {
                            values[at + i] = {{round}}(double)(values[at + i] - (double)(part * values[other + i]));
                        }
                    }

                    double size = {{inner["Math"]}}.Sqrt({{Product(inner)}}(values, at, at, length, step));
                    for (int i = 0; i < length * step; i += step)
                    {
                        values[at + i] = {{round}}(double)(values[at + i] / size);
                    }
                }
            }
            """);
    });

    private static string NextNormal(Names names) => names.Helper(Type, "NextNormal", "1 NextNormal", (code, inner) => code.Line($$"""
        /// <summary>
        /// A random number whose distribution is almost the normal one: 12 numbers from 0 to 1, whose sum has a mean of 6 and a variance of
        /// 1, less 6. It is never farther than 6 from 0.
        /// </summary>
        private static double NextNormal({{State}})
        {
            double sum = -6.0;
            for (int k = 0; k < 12; k++)
            {
                sum = (double)(sum + (double)((long)({{Next(inner)}}({{HandedState}}) >> 11) / 9007199254740992.0));
            }

            return sum;
        }
        """));

    private static string Product(Names names) => Ask(names, "Product", 5, (code, inner) => code.Line($$"""
        /// <summary>The sum of the products of two vectors' elements.</summary>
        private static double Product({{inner.Element.Type}}[] values, int at, int other, int length, int step)
        {
            double sum = 0.0;
            for (int i = 0; i < length * step; i += step)
            {
                sum = (double)(sum + (double)((double)values[at + i] * values[other + i]));
            }

            return sum;
        }
        """));

    private static void Loop(CodeWriter code, string method, string value) => code.Line($$"""
        internal static void {{method}}
        {
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    values[start + row * stride + column] = {{value}};
                }
            }
        }
        """);

    private static string Ask(Names names, string name, int order, Action<CodeWriter, Names> write) =>
        names.Helper(Type, name, $"{Literal.Of(order)} {name} {names.Element.Name}", write);
}
