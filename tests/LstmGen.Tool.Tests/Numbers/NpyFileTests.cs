using System;
using System.Buffers.Binary;
using System.Linq;
using System.Text;
using LstmGen.Tool.Numbers;
using Xunit;

namespace LstmGen.Tool.Tests.Numbers;

public sealed class NpyFileTests : IDisposable
{
    private readonly NumberFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<f2", "003E00BC")]
    [InlineData(">f2", "3E00BC00")]
    [InlineData("<f4", "0000C03F000080BF")]
    [InlineData(">f4", "3FC00000BF800000")]
    [InlineData("<f8", "000000000000F83F000000000000F0BF")]
    [InlineData(">f8", "3FF8000000000000BFF0000000000000")]
    public void Numbers_of_every_size_and_byte_order(string type, string data) =>
        Assert.Equal([1.5f, -1], _folder.Open(Npy(type, "False", "(2,)", Convert.FromHexString(data))).Input().Values);

    [Theory]
    [InlineData("|b1", "0001", 0, 1)]
    [InlineData("|i1", "7F80", 127, -128)]
    [InlineData("|u1", "7F80", 127, 128)]
    [InlineData("<i2", "0100FEFF", 1, -2)]
    [InlineData(">i2", "0001FFFE", 1, -2)]
    [InlineData("<u2", "0100FEFF", 1, 65534)]
    [InlineData("<i4", "01000000FEFFFFFF", 1, -2)]
    [InlineData(">u4", "00000001FFFFFFFE", 1, 4294967294f)]
    [InlineData("<i8", "0100000000000000FEFFFFFFFFFFFFFF", 1, -2)]
    [InlineData(">i8", "0000000000000001FFFFFFFFFFFFFFFE", 1, -2)]
    [InlineData("<u8", "0100000000000000FEFFFFFFFFFFFFFF", 1, 18446744073709551614f)]
    public void Whole_numbers_of_every_size(string type, string data, float first, float second) =>
        Assert.Equal([first, second], _folder.Open(Npy(type, "False", "(2,)", Convert.FromHexString(data))).Input().Values);

    [Theory]
    [InlineData("(6,)", 6)]
    [InlineData("(6L,)", 6)]
    [InlineData("(3, 2)", 3, 2)]
    [InlineData("(3, 1, 2)", 3, 1, 2)]
    public void One_to_three_dimensions(string shape, params int[] expected)
    {
        foreach (int version in new[] { 1, 2, 3 })
        {
            NumberTable table = _folder.Open(Npy("|u1", "False", shape, [1, 2, 3, 4, 5, 6], version)).Input();
            Assert.Equal([1, 2, 3, 4, 5, 6], table.Values);
            Assert.Equal(expected, table.Shape);
        }
    }

    [Fact]
    public void The_first_dimension_may_run_fastest()
    {
        Assert.Equal([1, 4, 2, 5, 3, 6], _folder.Open(Npy("|u1", "True", "(3, 2)", [1, 2, 3, 4, 5, 6])).Input().Values);

        // Item [i, j, k] is number i + 2j + 6k of the file.
        byte[] file = [.. Enumerable.Range(0, 24).Select(i => (byte)i)];
        NumberTable table = _folder.Open(Npy("|u1", "True", "(2, 3, 4)", file)).Input();
        Assert.Equal(
            from i in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 3) from k in Enumerable.Range(0, 4) select (float)(i + (2 * j) + (6 * k)),
            table.Values);
    }

    /// <summary>numpy.save of numpy.asfortranarray([[1.5, -2, nan], [inf, 0, 1e-3]], '&gt;f8') and of numpy.arange(4, dtype='i4').reshape(2, 2), as numpy 1.24.2 wrote them.</summary>
    [Theory]
    [InlineData("k05VTVBZAQB2AHsnZGVzY3InOiAnPmY4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo/+AAAAAAAAH/wAAAAAAAAwAAAAAAAAAAAAAAAAAAAAH/4AAAAAAAAP1BiTdLxqfw=", 1.5f, -2f, float.NaN, float.PositiveInfinity, 0f, 1e-3f)]
    [InlineData("k05VTVBZAQB2AHsnZGVzY3InOiAnPGk0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAQAAAAIAAAADAAAA", 0f, 1f, 2f, 3f)]
    public void Numpys_own_files_are_read(string file, params float[] expected)
    {
        NumberTable table = _folder.Open(Convert.FromBase64String(file)).Input();
        Assert.Equal(expected, table.Values);
        Assert.Equal([2, expected.Length / 2], table.Shape);
    }

    [Theory]
    [InlineData("<c8", "False", "(1,)", "~ has numbers of the type '<c8'; f2, f4, f8, i1 to i8, u1 to u8 and b1 are read (numpy: array.astype('f4'))")]
    [InlineData("|O", "False", "(1,)", "~ has numbers of the type '|O'; f2, f4, f8, i1 to i8, u1 to u8 and b1 are read (numpy: array.astype('f4'))")]
    [InlineData("<f16", "False", "(1,)", "~ has numbers of the type '<f16'; f2, f4, f8, i1 to i8, u1 to u8 and b1 are read (numpy: array.astype('f4'))")]
    [InlineData("<f4", "False", "()", "~ has 0 dimensions; there are 1 to 3: sequences, steps and features")]
    [InlineData("<f4", "False", "(1, 1, 1, 2)", "~ has 4 dimensions; there are 1 to 3: sequences, steps and features")]
    [InlineData("<f4", "False", "(0, 3)", "~ has no numbers: its shape is [0, 3]")]
    [InlineData("<f4", "False", "(3,)", "~ has the shape [3] of 4 bytes each, which are 12 bytes, and 8 follow its header")]
    [InlineData("<f4", "False", "(1,)", "~ has the shape [1] of 4 bytes each, which are 4 bytes, and 8 follow its header")]
    [InlineData("<f4", "False", "(67108864, 67108864, 67108864)", "~ has the shape [67108864, 67108864, 67108864] of 4 bytes each, which are 1,208,925,819,614,629,174,706,176 bytes, and 8 follow its header")]
    [InlineData("<f4", "False", "(4294967298,)", "~ has a shape with the dimension '4294967298'")]
    [InlineData("<f4", "False", "(-1,)", "~ has a shape with the dimension '-1'")]
    public void What_isn_t_read_is_an_error(string type, string order, string shape, string expected) =>
        Assert.Equal(expected, _folder.Error(Npy(type, order, shape, new byte[8])));

    [Fact]
    public void Damage_is_an_error()
    {
        byte[] whole = Npy("<f4", "False", "(2,)", new byte[8]);
        for (int length = 6; length < whole.Length; length++)
        {
            Assert.StartsWith("~ ", _folder.Error(whole[..length]), StringComparison.Ordinal);
        }

        Assert.StartsWith("~ has no 'shape' in its header ", _folder.Error(Npy("<f4", "False", "2", new byte[8])), StringComparison.Ordinal);
        Assert.StartsWith("~ has no 'fortran_order' in its header ", _folder.Error(Npy("<f4", "Maybe", "(2,)", new byte[8])), StringComparison.Ordinal);
        Assert.Equal("~ is of version 4 of .npy; there are 1, 2 and 3", _folder.Error(Npy("<f4", "False", "(2,)", new byte[8], version: 4)));
        Assert.Equal("~ has a header of 20,000 bytes, and at most 10,000 are read", _folder.Error(Npy("<f4", "False", "(2,)", new byte[8], padding: 20_000)));
        Assert.Equal("~: number 1 is too large for a float, whose largest number is 3.4028235E+38", _folder.Error(Npy(">f8", "False", "(1,)", Convert.FromHexString("7FE0000000000000"))));
        Assert.Equal("~ has 4,194,305 numbers, and at most 4,194,304 are read", _folder.Error(Npy("|b1", "False", "(4194305,)", new byte[4_194_305])));
    }

    /// <summary>A file as the format's documentation describes it.</summary>
    private static byte[] Npy(string type, string fortran, string shape, byte[] data, int version = 1, int padding = 0)
    {
        byte[] header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}".PadRight(Math.Max(padding - 1, 0)) + "\n");
        var length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
        }

        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. header, .. data];
    }
}
