using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Running;

/// <summary>The walker must find such values, however deeply nested.</summary>
public class ModelWalkerTests
{
    private static readonly SyntaxTree Tree = CSharpSyntaxTree.ParseText("class C { }");

    public static TheoryData<object, string> Unfit => new()
    {
        { CSharpCompilation.Create("c"), "step holds a Compilation" },
        { CSharpCompilation.Create("c").Assembly, "step holds a ISymbol" },
        { Tree, "step holds a SyntaxTree" },
        { Tree.GetRoot(), "step holds a SyntaxNode" },
        { Tree.GetRoot().GetFirstToken(), "step holds a SyntaxToken" },
        { new Holder(new Holder(Tree.GetRoot().GetLocation())), "step.Value.Value holds a Location" },
        { (1, Tree.GetRoot().GetReference()), "step.Item2 holds a SyntaxReference" },
        { new Holder(new Func<int>(() => 1)), "step.Value holds a Delegate" },
        { ImmutableArray.Create(1), "step is a System.Collections.Immutable.ImmutableArray" },
        { new Holder(new[] { 1 }), "step.Value is a System.Int32[]" },
        { new Holder(new List<int>()), "step.Value is a System.Collections.Generic.List" },
        { new Holder(new ByReference()), "step.Value is a " + typeof(ByReference) },
        { new Sequence([Tree.GetRoot()]), "step.items[0] holds a SyntaxNode" },
    };

    public static TheoryData<object> Fit => [1, "text", DayOfWeek.Monday, (1, "text"), new Holder(null), new Holder(1.5), new Sequence([1, "text", new Holder(2)])];

    [Theory]
    [MemberData(nameof(Unfit), DisableDiscoveryEnumeration = true)]
    public void What_does_not_belong_into_the_cache_is_found(object value, string problem) =>
        Assert.StartsWith(problem, ModelWalker.FindProblem(value, "step"));

    [Theory]
    [MemberData(nameof(Fit), DisableDiscoveryEnumeration = true)]
    public void Values_are_left_alone(object value) => Assert.Null(ModelWalker.FindProblem(value, "step"));

    public sealed record Holder(object? Value);

    public sealed class ByReference;

    public sealed class Sequence(object[] items)
    {
        public override bool Equals(object? other) => other is Sequence sequence && sequence.Items().SequenceEqual(items);

        public override int GetHashCode() => items.Length;

        private object[] Items() => items;
    }
}
