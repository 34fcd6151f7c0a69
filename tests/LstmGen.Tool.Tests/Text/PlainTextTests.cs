using LstmGen.Generator.Model.Text;
using Xunit;

namespace LstmGen.Tool.Tests.Text;

public class PlainTextTests
{
    [Theory]
    [InlineData("größe 模型 'x' \\ 😀", "größe 模型 'x' \\ 😀")]
    [InlineData("a\r\n\tb\u001b[2J\0", "a\\u000d\\u000a\\u0009b\\u001b[2J\\u0000")]
    [InlineData("\u202etxt.exe\u200b\ufeff\u2028\u0085", "\\u202etxt.exe\\u200b\\ufeff\\u2028\\u0085")]
    [InlineData("\ue000\U000e0041", "\\ue000\\U000e0041")]
    public void What_can_not_be_seen_is_an_escape(string text, string shown) => Assert.Equal(shown, PlainText.Of(text));

    /// <summary>Not in the data of a theory: an attribute holds no half pairs.</summary>
    [Fact]
    public void Half_a_surrogate_pair_is_an_escape()
    {
        Assert.Equal("\\ud83dx\\ude00", PlainText.Of("\ud83dx\ude00"));
        Assert.Equal("\\ud83d", PlainText.Of("\ud83d"));
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("😀😀\nx", 3, "😀😀\\u000a…")]
    [InlineData("", 0, "")]
    public void A_character_is_one_whatever_it_is_written_as(string text, int most, string shown) => Assert.Equal(shown, PlainText.Of(text, most));

    [Theory]
    [InlineData("größe ü\u202e😀", false)]
    [InlineData("a\nb", true)]
    [InlineData("a\u2028b", true)]
    [InlineData("a\u0085b", true)]
    public void A_line_of_a_list_holds_no_control_characters(string text, bool has) => Assert.Equal(has, PlainText.HasControls(text));
}
