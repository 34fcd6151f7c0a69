using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Scalers;

/// <summary>
/// Reads one scaler: StandardScaler's (x − mean_) / scale_, or MinMaxScaler's x·scale_ + min_. The underscores that scikit-learn appends to
/// learned attributes may be omitted, except for min_: a plain min is the smallest value of the data, which scikit-learn calls data_min_.
/// </summary>
internal sealed class FeatureScalerReader
{
    /// <summary>The most features of a list: more than any network that can be generated has.</summary>
    private const int MostFeatures = 1 << 16;

    /// <summary>How much equivalent numbers may differ, relative to the larger: the effect of a few digits less.</summary>
    private const double Rounding = 1e-5;

    private static readonly string[] Standard = ["mean", "with_mean", "with_std"];

    private static readonly string[] MinMax = ["min_", "data_min", "data_max", "feature_range", "clip"];

    private static readonly string[] Either = ["scale", "n_features_in"];

    private readonly JsonModel _json;
    /// <summary>The members by their names here, each with its name in the file.</summary>
    private readonly Dictionary<string, (string Name, JsonModel Value)> _members = new(StringComparer.Ordinal);

    /// <summary>How many numbers each member has.</summary>
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    private FeatureScalerReader(JsonModel json)
    {
        _json = json;
        foreach ((string name, JsonModel value) in json.Members)
        {
            string known = Known(name) ?? throw json.Error(
                $"has the member {Shown.Text(name)}, which isn't known; there are mean, scale, with_mean and with_std, as StandardScaler has them, "
                + "and data_min, data_max, feature_range, min_, scale and clip, as MinMaxScaler has them");
            if (_members.TryGetValue(known, out (string Name, JsonModel Value) other))
            {
                throw json.Error($"has {Shown.Text(other.Name)} and {Shown.Text(name)}, which are the same; keep one of them");
            }

            // scikit-learn's None: there is no such number.
            if (!value.IsNull)
            {
                _members.Add(known, (name, value));
            }
        }
    }

    /// <exception cref="ModelException">It isn't a known scaler.</exception>
    public static FeatureScaler Read(JsonModel json) => new FeatureScalerReader(json).Read();

    private FeatureScaler Read()
    {
        string? standard = Standard.FirstOrDefault(_members.ContainsKey);
        string? minMax = MinMax.FirstOrDefault(_members.ContainsKey);
        if (standard is not null && minMax is not null)
        {
            throw _json.Error($"has {Shown.Text(_members[standard].Name)}, which is StandardScaler's, and {Shown.Text(_members[minMax].Name)}, which is MinMaxScaler's");
        }

        (double[] factors, double[] offsets) = minMax is null ? ReadStandard() : ReadMinMax();
        if (_members.TryGetValue("n_features_in", out (string Name, JsonModel Value) features))
        {
            _counts.Add(features.Name, features.Value.Int);
        }

        if (_counts.Values.Distinct().Count() > 1)
        {
            throw Different();
        }

        return new FeatureScaler(new Scaling(factors, offsets), _counts.Count > 0 ? _counts.Values.First() : null);
    }

    private (double[] Factors, double[] Offsets) ReadStandard()
    {
        double[]? mean = Numbers("mean");
        double[]? scale = Numbers("scale");
        if (mean is null && scale is null)
        {
            throw _json.Error("has neither a mean nor a scale");
        }

        // scikit-learn keeps a mean that it doesn't subtract, but not a scale by which it doesn't divide.
        mean = Flag("with_mean") == false ? null : mean ?? Absent("with_mean", "mean");
        if (Flag("with_std") == false && scale is not null)
        {
            throw _json.Error("has a scale, and with_std is false, which means that it isn't divided by");
        }

        scale ??= Absent("with_std", "scale");
        RequireNotZero("scale", scale);
        double[] factors = [.. (scale ?? [1]).Select(value => 1 / value)];
        return (factors, Combined(mean ?? [0], factors, (value, factor) => -value * factor));
    }

    private (double[] Factors, double[] Offsets) ReadMinMax()
    {
        if (Flag("clip") == true)
        {
            throw _json.Error("has clip true, which isn't supported: inputs outside of the data's range aren't clipped");
        }

        double[]? scale = Numbers("scale");
        double[]? least = Numbers("data_min");
        double[]? most = Numbers("data_max");
        double[]? offset = Numbers("min_");
        if (scale is not null && offset is null)
        {
            throw _json.Error(
                "has a scale and no min_, as MinMaxScaler has it: x·scale_ + min_; for the smallest and largest values of the data give data_min and data_max, without a scale");
        }

        if (offset is not null && scale is null)
        {
            throw _json.Error("has min_ and no scale, as MinMaxScaler has it: x·scale_ + min_");
        }

        if (least is null != most is null)
        {
            throw _json.Error(least is null ? "has a data_max and no data_min" : "has a data_min and no data_max");
        }

        (double low, double high) = Range();
        (double[] Factors, double[] Offsets)? ofData = least is null ? null : OfData(least, most!, low, high);
        if (offset is null)
        {
            return ofData ?? throw _json.Error("has neither data_min and data_max nor min_ and scale");
        }

        RequireNotZero("scale", scale);
        if (ofData is var (factors, offsets) && !(Agree(factors, scale!, 0) && Agree(offsets, offset, 1)))
        {
            throw _json.Error("has a min_ and a scale that don't follow from its data_min, data_max and feature_range");
        }

        return (scale!, offset);
    }

    /// <summary>What scikit-learn computes from the range of the data; an empty range counts as having width 1.</summary>
    private (double[] Factors, double[] Offsets) OfData(double[] least, double[] most, double low, double high)
    {
        double[] factors = Combined(least, most, (min, max) => max >= min
            ? (high - low) / (max == min ? 1 : max - min)
            : throw _json.Error(FormattableString.Invariant($"has the data_min {min} and the data_max {max}, which is smaller")));
        return (factors, Combined(least, factors, (min, factor) => low - (min * factor)));
    }

    private (double Low, double High) Range()
    {
        if (!_members.ContainsKey("feature_range"))
        {
            return (0, 1);
        }

        double[] range = Numbers("feature_range", isOfFeatures: false)!;
        return range is [double low, double high] && low < high
            ? (low, high)
            : throw _json.Error("has a feature_range that isn't a smaller and a larger number, such as [0, 1]");
    }

    /// <summary>Nothing, if the file says that there is nothing or doesn't mention it.</summary>
    private double[]? Absent(string flag, string name) =>
        Flag(flag) == true ? throw _json.Error($"has {flag} true and no {name}") : null;

    private bool? Flag(string name) => _members.TryGetValue(name, out (string Name, JsonModel Value) member) ? member.Value.Bool : null;

    /// <summary>A number for all features, or a list with one for each.</summary>
    private double[]? Numbers(string name, bool isOfFeatures = true)
    {
        if (!_members.TryGetValue(name, out (string Name, JsonModel Value) member))
        {
            return null;
        }

        JsonModel json = member.Value;
        if (json.IsArray && json.Count is 0 or > MostFeatures)
        {
            throw json.Error(json.Count == 0 ? "has no numbers" : FormattableString.Invariant($"has {json.Count:N0} numbers, and at most {MostFeatures:N0} are read"));
        }

        double[] numbers = json.IsArray ? json.Doubles() : [json.Double];
        int at = Array.FindIndex(numbers, number => !double.IsFinite(number));
        if (at >= 0)
        {
            throw json.Error(FormattableString.Invariant($"has a number {at} that is too large"));
        }

        if (json.IsArray && isOfFeatures)
        {
            _counts.Add(member.Name, numbers.Length);
        }

        return numbers;
    }

    private void RequireNotZero(string name, double[]? numbers)
    {
        int zero = Array.IndexOf(numbers ?? [], 0);
        if (zero >= 0)
        {
            throw _members[name].Value.Error(FormattableString.Invariant($"has the number 0 for feature {zero}, and a scale of 0 has no inverse"));
        }
    }

    /// <summary>One for each of the longer list: a list of one is for all.</summary>
    private double[] Combined(double[] first, double[] second, Func<double, double, double> of) =>
        first.Length != second.Length && first.Length != 1 && second.Length != 1
            ? throw Different()
            : [.. Enumerable.Range(0, Math.Max(first.Length, second.Length)).Select(i => of(first[first.Length == 1 ? 0 : i], second[second.Length == 1 ? 0 : i]))];

    /// <param name="size">The size below which differences aren't relative to the numbers, which may have cancelled.</param>
    private static bool Agree(double[] first, double[] second, double size) => first.Length == second.Length
        && first.Zip(second).All(pair => Math.Abs(pair.First - pair.Second) <= Rounding * Math.Max(size, Math.Max(Math.Abs(pair.First), Math.Abs(pair.Second))));

    private ModelException Different() => _json.Error(
        $"has different numbers of features: {string.Join(", ", _counts.Select(count => FormattableString.Invariant($"{count.Value} in {Shown.Text(count.Key)}")))}");

    /// <summary>A member's name here, or null.</summary>
    private static string? Known(string name)
    {
        string plain = name switch
        {
            "min_" => "min_",
            "min" => "data_min",
            "max" => "data_max",
            _ => name.EndsWith('_') ? name[..^1] : name,
        };
        return Standard.Concat(MinMax).Concat(Either).Contains(plain) ? plain : null;
    }
}
