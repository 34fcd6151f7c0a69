using System;
using System.Text;
using LstmGen.Tool.Numbers;
using Xunit;

namespace LstmGen.Tool.Tests.Numbers;

public sealed class NumberJsonTests : IDisposable
{
    private readonly NumberFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[1, 2, 3, 4]", 4)]
    [InlineData(" \r\n[[1, 2], [3, 4]]", 2, 2)]
    [InlineData("[[1], [2], [3], [4]]", 4, 1)]
    [InlineData("[[[1, 2]], [[3, 4]]]", 2, 1, 2)]
    [InlineData("{\"input\": [1, 2, 3, 4]}", 4)]
    [InlineData("{\"features\": 2, \"layers\": [{\"input\": [7]}], \"input\": [[1, 2], [3.0, 4e0]], \"output\": [[1]]}", 2, 2)]
    public void Lists_are_rows(string text, params int[] shape)
    {
        NumberTable table = Open(text).Input();
        Assert.Equal([1, 2, 3, 4], table.Values);
        Assert.Equal(shape, table.Shape);
    }

    [Fact]
    public void An_object_has_an_output_too()
    {
        NumberFile file = Open("{\"output\": [5], \"input\": [[1]]}");
        Assert.Equal([5], file.Output().Values);
        Assert.Equal([5], file.OutputBeside()!.Values);
        Assert.Null(Open("{\"input\": [[1]]}").OutputBeside());
        Assert.Null(Open("[[1]]").OutputBeside());
        Assert.Equal([1], Open("[[1]]").Output().Values);
    }

    [Fact]
    public void Strings_are_the_numbers_that_JSON_lacks() =>
        Assert.Equal([float.NaN, float.PositiveInfinity, float.NegativeInfinity], Open("[\"NaN\", \"Infinity\", \"-Infinity\"]").Input().Values);

    [Theory]
    [InlineData("[]", "~: the list is empty")]
    [InlineData("[[1], []]", "~: the list[1] has the length 0, and those before it have 1")]
    [InlineData("[[1, 2], [3]]", "~: the list[1] has the length 1, and those before it have 2")]
    [InlineData("{\"input\": [[[1, 2], [3, 4]], [[5, 6]]]}", "~: 'input'[1] has the length 1, and those before it have 2")]
    [InlineData("[1, [2]]", "~: the list[1] is a list, and what comes before it in the list a number")]
    [InlineData("[[1], 2]", "~: the list[1] is a number, and what comes before it in the list a list")]
    [InlineData("[[[[1]]]]", "~: the list has lists in more than 3 depths; there are sequences of rows of numbers")]
    [InlineData("[\"1\"]", "~: the list[0] is '1', not a number")]
    [InlineData("[null]", "~: the list[0] is something else, not a number")]
    [InlineData("[{}]", "~: the list[0] is something else, not a number")]
    [InlineData("[1e39]", "~: the list[0] is '1e39', which is too large for a float, whose largest number is 3.4028235E+38")]
    [InlineData("{\"inputs\": [1]}", "~ has no member 'input'")]
    [InlineData("{\"input\": 1}", "~: 'input' is not a list of numbers")]
    [InlineData("{\"input\": [1], \"input\": [2]}", "~ has the member 'input' twice")]
    public void What_is_no_list_of_numbers_is_an_error(string text, string expected) => Assert.Equal(expected, _folder.Error(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("[1,")]
    [InlineData("[1]]")]
    [InlineData("[1] [2]")]
    [InlineData("{\"input\": [1]")]
    [InlineData("{\"input\": [1]} x")]
    [InlineData("[1 2]")]
    [InlineData("[01]")]
    public void What_is_no_JSON_is_an_error(string text) =>
        Assert.StartsWith("~ is not valid JSON: ", _folder.Error(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public void Pythons_NaN_is_explained() =>
        Assert.EndsWith("(NaN and infinity are strings in JSON: \"NaN\", \"Infinity\", \"-Infinity\")", _folder.Error("[1, NaN]"u8.ToArray()), StringComparison.Ordinal);

    [Fact]
    public void Depth_is_bounded() =>
        Assert.Contains("~", _folder.Error(Encoding.UTF8.GetBytes("{\"other\": " + new string('[', 100_000))), StringComparison.Ordinal);

    private NumberFile Open(string text) => _folder.Open(Encoding.UTF8.GetBytes(text));
}
