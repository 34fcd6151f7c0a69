using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Tests.Mathematics;

using Arithmetic = LstmGen.Generator.Model.Arithmetic;

/// <summary>
/// Computes definitions value by value in IEEE arithmetic, independently of the printer: generated code must agree with it to the last bit.
/// </summary>
/// <param name="arithmetic">Whether a product in a sum is rounded.</param>
/// <param name="part">The part of a vector with the values, where constants differ between parts.</param>
internal sealed class Interpreter<T>(Arithmetic arithmetic, int part = 0)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values that are computed together, so that intermediate values stay in the L1 cache.</summary>
    private const int Block = 1024;

    private static readonly Element Element = typeof(T) == typeof(float) ? Element.Single : Element.Double;

    private readonly Dictionary<Definition, Definition> _rewritten = [];

    /// <summary>The results for one value of each parameter.</summary>
    public T[] At(Definition definition, params T[] arguments) =>
        [.. Results(definition, [.. arguments.Select(argument => new[] { argument })]).Select(result => result[0])];

    /// <summary>The result of a function for each of many values.</summary>
    public T[] Of(Definition definition, T[] x) => [.. x.Chunk(Block).SelectMany(block => Results(definition, [block]).Single())];

    /// <summary>The slope of a function of one value at each of many values.</summary>
    public T[] Slopes(Definition derivative, T[] x) =>
        [.. x.Chunk(Block).SelectMany(block => Results(derivative, [block, Filled(block.Length, T.One)]).Single())];

    private T[][] Results(Definition definition, T[][] arguments)
    {
        if (!_rewritten.TryGetValue(definition, out Definition? rewritten))
        {
            rewritten = Fusing.Of(definition, arithmetic);
            _rewritten[definition] = rewritten;
        }

        var values = new Dictionary<Expression, T[]>();
        for (int i = 0; i < arguments.Length; i++)
        {
            values[rewritten.Parameters[i]] = arguments[i];
        }

        int count = arguments[0].Length;
        foreach (Statement statement in rewritten.Statements)
        {
            values[statement.Variable] = Value(statement.Value);
        }

        return [.. rewritten.Results.Select(Value)];

        T[] Value(Expression expression) => expression switch
        {
            Variable => values[expression],
            Constant constant => Filled(count, T.CreateTruncating(constant.Values[constant.Values.Count == 1 ? 0 : part])),
            Derived derived and not Absolute => Value(derived.Definition),
            Call call => Results(call.Function.Definition(Element)!, [Value(call.Argument)]).Single(),
            _ => Operation(expression, [.. expression.Operands.Select(Value)], count),
        };
    }

    private static T[] Filled(int count, T value)
    {
        var values = new T[count];
        Array.Fill(values, value);
        return values;
    }

    private static T[] Operation(Expression expression, T[][] on, int count)
    {
        var to = new T[count];
        switch (expression)
        {
            case Binary { Operator: Operator.Add }: Each(on, to, static (a, b, _, _) => a + b); break;
            case Binary { Operator: Operator.Subtract }: Each(on, to, static (a, b, _, _) => a - b); break;
            case Binary { Operator: Operator.Multiply }: Each(on, to, static (a, b, _, _) => a * b); break;
            case Binary { Operator: Operator.Divide }: Each(on, to, static (a, b, _, _) => a / b); break;
            case MultiplyAdd: Each(on, to, static (a, b, c, _) => T.FusedMultiplyAdd(a, b, c)); break;
            case Negation: Each(on, to, static (a, _, _, _) => -a); break;
            case Absolute: Each(on, to, static (a, _, _, _) => T.Abs(a)); break;
            case SquareRoot: Each(on, to, static (a, _, _, _) => T.Sqrt(a)); break;
            case Stepped: return on[0];
            case Scaling: Each(on, to, static (a, n, _, _) => Scaled(a, n)); break;
            case Selection { Condition.Comparison: Comparison.Less }: Each(on, to, static (a, b, c, d) => a < b ? c : d); break;
            case Selection { Condition.Comparison: Comparison.LessOrEqual }: Each(on, to, static (a, b, c, d) => a <= b ? c : d); break;
            case Selection { Condition.Comparison: Comparison.Greater }: Each(on, to, static (a, b, c, d) => a > b ? c : d); break;
            case Selection { Condition.Comparison: Comparison.GreaterOrEqual }: Each(on, to, static (a, b, c, d) => a >= b ? c : d); break;
            case Selection { Condition.Comparison: Comparison.Equal }: Each(on, to, static (a, b, c, d) => a == b ? c : d); break;
            default: throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name);
        }

        return to;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Each(T[][] on, T[] to, Func<T, T, T, T, T> operation)
    {
        T[] a = on[0];
        T[] b = on.Length > 1 ? on[1] : a;
        T[] c = on.Length > 2 ? on[2] : a;
        T[] d = on.Length > 3 ? on[3] : a;
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = operation(a[i], b[i], c[i], d[i]);
        }
    }

    private static T Scaled(T value, T steps) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<int, T>(unchecked(Unsafe.BitCast<T, int>(value) + (Unsafe.BitCast<T, int>(steps) << 23)))
        : Unsafe.BitCast<long, T>(unchecked(Unsafe.BitCast<T, long>(value) + (Unsafe.BitCast<T, long>(steps) << 52)));
}
