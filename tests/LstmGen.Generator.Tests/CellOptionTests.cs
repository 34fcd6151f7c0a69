using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>The table of an LSTM's options: it is complete, and the options are independent.</summary>
public class CellOptionTests
{
    private static readonly LstmLayer Lstm = new("lstm", 2, 4, Model.Activation.Tanh, Model.Activation.Sigmoid, UseBias: true, ReturnSequences: true);

    public static TheoryData<string> Properties => [.. LstmLayer.CellOptions.Select(option => option.Property)];

    /// <summary>The layers with exactly one option, once for each of several values.</summary>
    private static IEnumerable<(CellOption Option, LstmLayer Layer)> Layers =>
        from option in LstmLayer.CellOptions
        from value in Values(option.Kind)
        select (option, option.Set(Lstm, value));

    /// <summary>The constructor's arguments aren't options of the table, and the direction isn't an option of the cell.</summary>
    [Fact]
    public void The_table_has_everything_that_a_layer_may_have() => Assert.Equal(
        Settable()
            .Select(property => property.Name)
            .Except(typeof(LstmLayer).GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.Name))
            .Except([nameof(LstmLayer.Direction)])
            .Order(StringComparer.Ordinal),
        Layers.Select(one => Changed(one.Layer).Name).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Properties))]
    public void An_option_is_a_property_of_the_attribute(string property)
    {
        Type type = typeof(LstmAttribute).GetProperty(property)!.PropertyType;
        Assert.Equal(
            LstmLayer.CellOptions.Single(option => option.Property == property).Kind switch
            {
                CellOptionKind.Flag => typeof(bool),
                CellOptionKind.Number => typeof(float),
                CellOptionKind.Size => typeof(int),
                _ => typeof(Activation),
            },
            type);
    }

    [Fact]
    public void Each_has_a_word_of_its_own()
    {
        Assert.All(LstmLayer.CellOptions.GroupBy(option => option.Word), same => Assert.Single(same));
        Assert.All(LstmLayer.CellOptions.GroupBy(option => option.Phrase), same => Assert.Single(same));
    }

    [Fact]
    public void What_is_set_is_there()
    {
        Assert.All(LstmLayer.CellOptions, option => Assert.Null(option.Get(Lstm)));
        Assert.All(Layers, one => Assert.Single(LstmLayer.CellOptions, option => option.Get(one.Layer) is not null));
        Assert.All(
            from option in LstmLayer.CellOptions
            from value in Values(option.Kind)
            select (option, value),
            one => Assert.Equal(one.value, one.option.Get(one.option.Set(Lstm, one.value))));
    }

    /// <summary>An activation that equals the candidate's, and a flag that isn't set, count as none.</summary>
    [Fact]
    public void The_default_is_nothing() => Assert.All(
        LstmLayer.CellOptions.Where(option => option.Default(Lstm) is not null),
        option => Assert.Equal(Lstm, option.Set(Lstm, option.Default(Lstm)!)));

    [Fact]
    public void Each_value_changes_the_networks_line_and_the_states_number()
    {
        LstmLayer[] layers = [Lstm, .. Layers.Select(one => one.Layer)];
        Assert.All(layers.GroupBy(ArchitectureText.Of), same => Assert.Single(same));
        Assert.All(layers.GroupBy(layer => SavedState.Hash(ArchitectureText.Of(layer))), same => Assert.Single(same));
    }

    private static object[] Values(CellOptionKind kind) => kind switch
    {
        CellOptionKind.Flag => [true],
        CellOptionKind.Number => [0.5f, 2f],
        CellOptionKind.Size => [2, 3],
        _ => [Model.Activation.Relu, Model.Activation.Of(ActivationKind.Affine, 0.5f, 0.25f)],
    };

    private static PropertyInfo Changed(LstmLayer layer) =>
        Assert.Single(Settable(), property => !Equals(property.GetValue(layer), property.GetValue(Lstm)));

    private static IEnumerable<PropertyInfo> Settable() =>
        typeof(LstmLayer).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);
}
