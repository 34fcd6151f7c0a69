using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Commands;

/// <summary>
/// Options whose value is checked as the user wrote it, independent of the culture: one of a few names, ignoring case, or a number with a
/// decimal point.
/// </summary>
internal static class CheckedOption
{
    /// <summary>The values of an enum, the first of which is the default.</summary>
    public static Option<T> Of<T>(string name, string description)
        where T : struct, Enum => Of(name, description, Enum.GetValues<T>().Select(value => (value.ToString(), value)).ToList(), Enum.GetValues<T>()[0].ToString());

    public static Option<string> Of(string name, string description, IEnumerable<string> values, string otherwise, params string[] aliases) =>
        Of(name, description, values.Select(value => (value, value)).ToList(), otherwise, aliases);

    private static Option<T> Of<T>(string name, string description, IReadOnlyList<(string Name, T Value)> values, string otherwise, params string[] aliases)
    {
        string[] names = [.. values.Select(value => value.Name)];
        var option = new Option<T>(name, aliases)
        {
            Description = description,
            HelpName = string.Join('|', names),
            DefaultValueFactory = _ => Find(otherwise).Single(),
        };
        Check(option, text => Find(text) is [T found] ? (true, found) : (false, default!), $"{string.Join(", ", names[..^1])} or {names[^1]}");
        return option;

        T[] Find(string text) => [.. values.Where(value => value.Name.Equals(text, StringComparison.OrdinalIgnoreCase)).Select(value => value.Value)];
    }

    /// <summary>A whole number.</summary>
    public static Option<int> Whole(string name, string description, int otherwise)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "NUMBER", DefaultValueFactory = _ => otherwise };
        Check(option, text => (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value), value), "a whole number");
        return option;
    }

    /// <summary>A number of at least 0.</summary>
    public static Option<double> Size(string name, string description, double otherwise)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "NUMBER", DefaultValueFactory = _ => otherwise };
        Check(option, text => (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= 0, value), "a number of at least 0");
        return option;
    }

    private static void Check<T>(Option<T> option, Func<string, (bool IsValid, T Value)> read, string needed) => option.CustomParser = result =>
    {
        string text = result.Tokens[0].Value;
        (bool isValid, T value) = read(text);
        if (!isValid)
        {
            result.AddError($"{option.Name} is {Shown.Text(text)}; it is {needed}");
        }

        return value;
    };
}
