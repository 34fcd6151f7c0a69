using System;
using System.Globalization;
using System.Linq;
using System.Text;
using LstmGen.Models.Importing;
using LstmGen.Tool.Numbers;
using Xunit;

namespace LstmGen.Tool.Tests.Numbers;

public sealed class NumberTextTests : IDisposable
{
    private readonly NumberFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1 2\n3 4\n5 6", 3, 2)]
    [InlineData("1,2\r\n3,4\r\n5,6\r\n", 3, 2)]
    [InlineData("1;2\r3;4\r5;6\r", 3, 2)]
    [InlineData("1\t2\n3\t4\n\n\n5\t6\n", 3, 2)]
    [InlineData("  1   2\t\n3\t 4  \n 5  6", 3, 2)]
    [InlineData("1, 2\n3,4\n5 , 6", 3, 2)]
    [InlineData("1,\t2\n3,\t4\n5,\t6", 3, 2)]
    [InlineData("1;2;\n3;4;\n5;6;", 3, 2)]
    [InlineData("1,2,\n3,4,\n5,6", 3, 2)]
    [InlineData("1\n2\n3\n4\n5\n6", 6, 1)]
    [InlineData("1;2;3;4;5;6", 1, 6)]
    [InlineData("\"1\",\"2\"\n\"3\",4\n5,6", 3, 2)]
    [InlineData("x,y\n1,2\n3,4\n5,6", 3, 2)]
    [InlineData("\"x, m\",\"y, m\"\n1,2\n3,4\n5,6", 3, 2)]
    [InlineData("Hour 1;Hour 2\n1;2\n3;4\n5;6", 3, 2)]
    [InlineData("an hour  another one\n1 2\n3 4\n5 6", 3, 2)]
    [InlineData("x,y\nm/s,\n1,2\n3,4\n5,6", 3, 2)]
    [InlineData("# x y\n1 2\n# half\n3 4\n5 6", 3, 2)]
    [InlineData("sep=;\nx;y\n1;2\n3;4\n5;6", 3, 2)]
    [InlineData("1e0 +2\n3. 0.4e1\n5E+0 6.0", 3, 2)]
    public void Rows_are_rows(string text, int rows, int columns)
    {
        NumberTable table = Read(text);
        Assert.Equal([1, 2, 3, 4, 5, 6], table.Values);
        Assert.Equal([rows, columns], table.Shape);
    }

    [Theory]
    [InlineData("0,1;0,2", 1, 2)]
    [InlineData("0,1\t0,2", 1, 2)]
    [InlineData("0,1 0,2", 1, 2)]
    [InlineData(",1;+0,2e0", 1, 2)]
    [InlineData("\"0,1\",\"0,2\"", 1, 2)]
    [InlineData("0,1;\n0,2;", 2, 1)]
    public void A_comma_beside_another_separator_is_a_decimal_comma(string text, int rows, int columns)
    {
        NumberTable table = Read(text);
        Assert.Equal([0.1f, 0.2f], table.Values);
        Assert.Equal([rows, columns], table.Shape);
        Assert.Null(table.Hint);
    }

    [Theory]
    [InlineData("nan\nNaN\n-nan", float.NaN)]
    [InlineData("inf\n+Inf\nINFINITY", float.PositiveInfinity)]
    [InlineData("-inf\n-Infinity\n-INF", float.NegativeInfinity)]
    [InlineData("3.4028235e38\n340282346638528859811704183484516925440\n3.40282346638528859811e+38", float.MaxValue)]
    [InlineData("1e-999\n-0\n0", 0f)]
    [InlineData("0.1\n0.100000001490116119384765625\n.1", 0.1f)]
    public void Words_and_ends_of_the_range(string text, float expected) => Assert.Equal([expected, expected, expected], Read(text).Values);

    [Fact]
    public void A_single_comma_row_keeps_its_doubt()
    {
        NumberTable table = Read("0,1\n0,2");
        Assert.Equal([0, 1, 0, 2], table.Values);
        Assert.Equal("its commas separate numbers: if they are decimal commas, separate the numbers by semicolons", table.Hint);
        Assert.Null(Read("0.5,1\n0,2").Hint);
    }

    [Fact]
    public void A_header_is_told()
    {
        Assert.Equal("x, y", Read("x,y\n1,2").Header);
        Assert.Null(Read("1,2").Header);
        Assert.Null(Read("# x\n1,2").Header);
    }

    [Theory]
    [InlineData("", "~ is empty")]
    [InlineData("\n \n\t\n", "~ has no numbers")]
    [InlineData("# nothing\n", "~ has no numbers")]
    [InlineData("x,y\n", "~ has no numbers: 'x' is in line 1, and nothing else follows")]
    [InlineData("1 2\n3; x", "~, line 1: '1 2' is not a number; the numbers are separated by semicolons, as in the last row")]
    [InlineData("1 2\n3 x", "~, line 2: 'x' is not a number")]
    [InlineData("x,y\n1,2\nx,y\n3,4", "~, line 3: 'x' is not a number")]
    [InlineData("1 2\n\n3", "~, line 3: 1 number in a row, and line 1 has 2; the numbers are separated by blanks, as in the last row")]
    [InlineData("1,2\n3,4,5\n6,7", "~, line 2: 3 numbers in a row, and line 1 has 2; the numbers are separated by commas, as in the last row")]
    [InlineData("1,,2\n", "~, line 1: number 2 of the row is missing")]
    [InlineData(",1\n", "~, line 1: number 1 of the row is missing")]
    [InlineData("1;;\n", "~, line 1: number 2 of the row is missing")]
    [InlineData("x,y,z\n1,2", "~, line 1: 3 names, and the rows below have 2 numbers")]
    [InlineData("Zeit;0,1;0,2", "~, line 1: 'Zeit' is not a number")]
    [InlineData("x,1\n2,3", "~, line 1: 'x' is not a number")]
    [InlineData("1.5.2\n1", "~, line 1: '1.5.2' is not a number")]
    [InlineData("2024-01-01;1", "~, line 1: '2024-01-01' is not a number")]
    [InlineData("1;2\n3,5;4.5", "~, line 2: a decimal comma, and line 2 has a decimal point; a file has one of them")]
    [InlineData("1,5;2\n3.5;4", "~, line 2: a decimal point, and line 1 has a decimal comma; a file has one of them")]
    [InlineData("1.5;2\n3,5;4", "~, line 2: a decimal comma, and line 1 has a decimal point; a file has one of them")]
    [InlineData("1.234,5;2", "~, line 1: '1.234,5' has a comma and a point; write numbers with a decimal point, and nothing between thousands")]
    [InlineData("1,234,567;2", "~, line 1: '1,234,567' is not a number; the numbers are separated by semicolons, as in the last row")]
    [InlineData("1,234;2\n-12,345;3", "~, line 1: a comma before three digits may be a decimal comma, or separate thousands; write numbers with a decimal point")]
    [InlineData("1e39", "~, line 1: '1e39' is too large for a float, whose largest number is 3.4028235E+38")]
    [InlineData("1\n-1e999", "~, line 2: '-1e999' is too large for a float, whose largest number is 3.4028235E+38")]
    [InlineData("0x10", "~, line 1: '0x10' is not a number")]
    [InlineData("1_000", "~, line 1: '1_000' is not a number")]
    [InlineData("1 \u0661", "~, line 1: '\u0661' is not a number")]
    [InlineData("1 \u202E2", "~, line 1: '\\u202e2' is not a number")]
    [InlineData("1\02", "~ is none of the files that numbers are read from: text in rows (CSV), .npy, JSON")]
    [InlineData("PK\u0003\u0004", "~ is an archive, such as .npz or .xlsx; save the array alone with numpy.save, or the table as CSV")]
    public void What_is_no_table_is_an_error(string text, string expected) => Assert.Equal(expected, Error(text));

    [Fact]
    public void A_comma_that_can_t_stand_between_thousands_settles_the_others() => Assert.Equal([1.234f, 0.5f], Read("1,234;0,5").Values);

    [Fact]
    public void Marks_of_an_encoding_are_no_text()
    {
        foreach (Encoding encoding in new[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            NumberTable table = _folder.Open([.. encoding.GetPreamble(), .. encoding.GetBytes("größe;y\r\n1,5;2\r\n")]).Input();
            Assert.Equal([1.5f, 2], table.Values);
            Assert.Equal("größe, y", table.Header);
            Assert.Equal([1.5f, 2], _folder.Open([.. encoding.GetPreamble(), .. encoding.GetBytes("[1.5, 2]")]).Input().Values);
        }

        // Names in an encoding that isn't marked are only names.
        Assert.Equal([1.5f], _folder.Open([.. Encoding.Latin1.GetBytes("größe\n1.5")]).Input().Values);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void The_culture_changes_nothing(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal([-1.5f, float.PositiveInfinity], Read("I;İ\n-1.5;INFINITY").Values);
            Assert.Equal("~, line 12: '1.5x' is not a number", Error(string.Concat(Enumerable.Repeat("-1\n", 11)) + "1.5x"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_file_is_read_up_to_a_limit()
    {
        var many = new byte[2 * (NumberFile.MostNumbers + 1)];
        Array.Fill(many, (byte)'0');
        for (int i = 1; i < many.Length; i += 2)
        {
            many[i] = (byte)'\n';
        }

        Assert.Equal("~ has more than 4,194,304 numbers, which are the most that are read", _folder.Error(many));
        Assert.Equal("~ is larger than 64 MB, which is the most that is read of a file of numbers", _folder.Error(new byte[NumberFile.MostBytes + 1]));
    }

    private NumberTable Read(string text) => _folder.Open(Encoding.UTF8.GetBytes(text)).Input();

    private string Error(string text) => _folder.Error(Encoding.UTF8.GetBytes(text));
}
