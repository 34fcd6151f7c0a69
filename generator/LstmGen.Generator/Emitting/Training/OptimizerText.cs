using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Training;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes a step of the optimizer.</summary>
internal sealed class OptimizerText(CodeWriter code, Names names, Plan plan, TrainingPlan training)
{
    private readonly Optimizer _optimizer = TrainerSetting.OptimizerOf(training.Training.Optimizer);
    private readonly EachWriter _each = new(names, plan.Arithmetic);

    private string Type => plan.Element.Type;

    public void Write()
    {
        Mean();
        code.Line();
        Limits();
        code.Line();
        Scalars();
        Step();
    }

    private void Mean()
    {
        var gradient = new Rows("gradient", "values");
        string scale = _each.Ask(new Each(
            "Scale", "Values times a factor.", ["values"], [gradient], [("value", [gradient[0]])], [],
            [(gradient[0], new Variable("value") * new Variable("factor"))])
        {
            Numbers = ["factor"],
        });
        code.Comment("The mean over the sequences.");
        EachRange((start, count) => $"{scale}(_gradient, ({Type})(1.0 / _count), 1, {count}, {start});");
    }

    private void Limits()
    {
        var gradient = new Rows("gradient", "values");
        var value = new Variable("value");
        var limit = new Variable("limit");
        string limited = _each.Ask(new Each(
            "Limit", "Values clamped to ±limit.", ["values"], [gradient], [("value", [gradient[0]])], [],
            [(gradient[0], Functions.AtMost(Functions.AtLeast(value, -limit), limit))])
        {
            Numbers = ["limit"],
        });
        using (code.Block("if (ClipValue > 0)"))
        {
            EachRange((start, count) => $"{limited}(_gradient, ({Type})ClipValue, 1, {count}, {start});");
        }

        string squares = new TrainingHelpers(names, plan.Arithmetic).AddSquares();
        string scale = _each.Ask(new Each(
            "Scale", "Values times a factor.", ["values"], [gradient], [("value", [gradient[0]])], [],
            [(gradient[0], value * new Variable("factor"))])
        {
            Numbers = ["factor"],
        });
        using (code.Block("if (ClipNorm > 0)"))
        {
            code.Line("double squares = 0;");
            EachRange((start, count) => $"squares = {squares}(squares, _gradient, {start}, {count});");
            code.Line($"double norm = {names["Math"]}.Sqrt(squares);");
            using (code.Block("if (norm > ClipNorm)"))
            {
                EachRange((start, count) => $"{scale}(_gradient, ({Type})(ClipNorm / norm), 1, {count}, {start});");
            }
        }
    }

    /// <summary>Writes what is computed once for the step of all parameters.</summary>
    private void Scalars()
    {
        var wide = new Names(qualify: false, names.Target, Element.Double, hasObject: false);
        var spelling = new ScalarSpelling(wide, Arithmetic.Separate);
        Definition scalars = _optimizer.Scalars;
        Dictionary<string, string> known = _optimizer.Settings.ToDictionary(setting => setting.Name, setting => TrainerSetting.NameOf(setting.Name));
        foreach (string power in _optimizer.Powers)
        {
            known[power] = "_" + power;
        }

        code.Comment("What the step of every parameter has in common.");
        HashSet<Expression> locals = [];
        Expression Named(Expression expression) => expression.Rewritten(part =>
            part is Variable { Name: var name } && !locals.Contains(part) && known.TryGetValue(name, out string text) ? new Variable(text) : part);
        foreach (Statement statement in scalars.Statements)
        {
            string value = Text(spelling, Named(statement.Value));
            locals.Add(statement.Variable);
            code.Line($"double {statement.Variable.Name} = {value};");
        }

        string[] results = [.. _optimizer.ScalarNames];
        for (int i = 0; i < results.Length; i++)
        {
            string value = Text(spelling, Named(scalars.Results[i]));
            code.Line($"{Type} {results[i]}OfStep = ({Type})({value});");
        }

        string[] powers = [.. _optimizer.Powers];
        for (int i = 0; i < powers.Length; i++)
        {
            code.Line($"_{powers[i]} = {Text(spelling, Named(scalars.Results[results.Length + i]))};");
        }
    }

    private string Text(ScalarSpelling spelling, Expression expression)
    {
        string text = spelling.Of(expression);
        return names["Math"] == "Math" ? text : text.Replace("Math.Sqrt", names["Math"] + ".Sqrt");
    }

    private void Step()
    {
        var parameter = new Rows("parameter", "parameterValues");
        var gradient = new Rows("gradient", "gradientValues");
        Rows[] moments = [.. _optimizer.Moments.Select(moment => new Rows(moment.Name, "momentValues"))];
        List<(string, IReadOnlyList<Place>)> reads = [("parameter", [parameter[0]]), ("gradient", [gradient[0]])];
        reads.AddRange(moments.Select(rows => (rows.Name, (IReadOnlyList<Place>)[rows[0]])));
        List<(Place, Expression)> writes = [(parameter[0], _optimizer.Step.Results[0])];
        writes.AddRange(moments.Select((rows, i) => (rows[0], _optimizer.Step.Results[i + 1])));
        string method = _each.Ask(new Each(
            training.Training.Optimizer + "Step", $"A step of {_optimizer.Name}.",
            moments.Length > 0 ? ["parameterValues", "gradientValues", "momentValues"] : ["parameterValues", "gradientValues"],
            [parameter, gradient, .. moments], reads, _optimizer.Step.Statements, writes)
        {
            Numbers = [.. _optimizer.ScalarNames],
        });
        string scalars = string.Join(", ", _optimizer.ScalarNames.Select(name => name + "OfStep"));
        string arrays = moments.Length > 0 ? "_parameters, _gradient, _moments" : "_parameters, _gradient";
        code.Comment($"A step of {_optimizer.Name}.");
        EachRange((start, count) =>
        {
            string starts = CodeWriter.List([Literal.Of(start), Literal.Of(start), .. moments.Select((_, i) => Literal.Of(start + ((long)i * plan.Network.ParameterCount)))]);
            return $"{method}({arrays}, {scalars}, 1, {count}, {starts});";
        });
    }

    /// <summary>Writes a statement for each run of parameters that are trained.</summary>
    private void EachRange(System.Func<long, long, string> statement)
    {
        foreach ((long start, long count) in Ranges())
        {
            code.Line(statement(start, count));
        }
    }

    private IEnumerable<(long Start, long Count)> Ranges()
    {
        long next = 0;
        (long Start, long Count)? open = null;
        foreach (TrainedLayer layer in training.Layers)
        {
            long count = layer.Layer.ParameterCount;
            if (layer.IsTrained && count > 0)
            {
                open = open is { } one ? (one.Start, one.Count + count) : (next, count);
            }
            else if (count > 0 && open is { } done)
            {
                yield return done;
                open = null;
            }

            next += count;
        }

        if (open is { } last)
        {
            yield return last;
        }
    }
}
