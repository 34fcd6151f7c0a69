using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using LstmGen.Converter.Hdf5;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Hdf5;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

public class Hdf5Tests
{
    [Fact]
    public void Groups_attributes_and_datasets_are_read()
    {
        Hdf5File file = Hdf5Process.Read(Golden("types"), "skipped");

        Assert.Equal(["group", "group/inner", "skipped"], file.Groups.Order(StringComparer.Ordinal));
        Assert.Equal("fixed", file.Text("", "bytes"));
        Assert.Equal("größer", file.Text("", "text"));
        Assert.Null(file.Text("", "number"));
        Assert.Equal(["a", "bc", "d"], file.ChunkedTexts("", "list"));
        Assert.Empty(file.Texts("", "nothing")!);
        Has(file, "single", "F32", [2, 3], i => i / 3f);
        Has(file, "double", "F64", [4], i => (float)(i / 3.0));
        Has(file, "half", "F16", [4], i => (float)(Half)(i / 3f));
        Has(file, "packed", "F32", [30, 40], i => i);
        Has(file, "empty", "F32", [0, 3], i => i);
        Assert.Equal("FloatingPoint of 4 bytes", file.Dataset("group/inner/big")!.Type);
        Assert.Null(file.Dataset("group/inner/big")!.Values);
        Assert.Null(file.Dataset("group/inner/whole")!.Values);
        Assert.Null(file.Dataset("group/inner/scalar")!.Values);
        Assert.Null(file.Dataset("skipped/values")!.Values);
    }

    [Theory]
    [InlineData("external_link", "the HDF5 file has a link to another file in its root, which isn't followed")]
    [InlineData("external_link_dense", "the HDF5 file has a link to another file in its root, which isn't followed")]
    [InlineData("soft_link", "the HDF5 file has a soft link in group 'inner', which isn't followed")]
    [InlineData("external_values", "the HDF5 file keeps the values of 'x' in another file, which isn't read")]
    [InlineData("virtual", "the HDF5 file keeps the values of 'x' in another file, which isn't read")]
    [InlineData("loop", "the HDF5 file is damaged: its groups are nested more than 32 deep")]
    public void What_leads_elsewhere_is_refused(string name, string message) =>
        Assert.Equal(message, Assert.Throws<ModelException>(() => Hdf5Process.Read(Golden(name))).Message);

    [Fact]
    public void A_tensor_of_another_type_is_an_error_where_it_is_used()
    {
        var tensors = new TensorTable();
        Hdf5Process.Read(Golden("types")).AddTo(tensors);

        Assert.Equal(
            "tensor 'group/inner/whole' is of the type FixedPoint of 8 bytes, and only 16, 32 and 64 bit floats are read",
            Assert.Throws<ModelException>(() => tensors.Take("group/inner/whole", "bias", 3)).Message);
    }

    [Fact]
    public void Every_cut_and_change_is_an_answer()
    {
        byte[] whole = Golden("types");
        var random = new Random(3);
        for (int i = 0; i < 20; i++)
        {
            byte[] changed = whole.ToArray();
            for (int j = 0; j <= i % 4; j++)
            {
                // Most of a file's structure comes before its values.
                changed[random.Next(i % 2 == 0 ? 2000 : whole.Length)] = (byte)(i % 3 == 0 ? 0xFF : random.Next(256));
            }

            try
            {
                Hdf5Process.Read(i % 5 == 0 ? whole[..random.Next(whole.Length)] : changed);
            }
            catch (ModelException exception)
            {
                Assert.Contains("HDF5 file", exception.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_header_that_continues_in_itself_is_an_answer()
    {
        byte[] bytes = Golden("types");

        // The root's header goes on at another place, which is made to go on at itself.
        byte[] goesOn = [0x10, 0, 0x10, 0, 0, 0, 0, 0];
        int at = bytes.AsSpan().IndexOf(goesOn);
        Assert.True(at > 0);
        int target = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 8));
        bytes.AsSpan(at, 24).CopyTo(bytes.AsSpan(target));

        Assert.Equal(
            "the HDF5 file is damaged: reading it overflows the stack or takes too much memory",
            Assert.Throws<ModelException>(() => Hdf5Process.Read(bytes)).Message);
    }

    [Fact]
    public void A_tree_that_never_ends_is_an_answer()
    {
        byte[] bytes = Golden("types");

        // The first node of a group's tree becomes an inner one, and its own child.
        int at = bytes.AsSpan().IndexOf("TREE"u8);
        bytes[at + 5] = 2;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at + 32), at);

        Assert.Equal(
            "the HDF5 file is damaged: reading it overflows the stack or takes too much memory",
            Assert.Throws<ModelException>(() => Hdf5Process.Read(bytes)).Message);
    }

    [Fact]
    public void A_shape_that_the_file_cant_hold_is_refused()
    {
        byte[] bytes = Golden("types");

        // The dimensions of group/inner/single, twice in its dataspace: as they are, and as the most that they may become.
        byte[] dimensions = [2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0];
        int at = bytes.AsSpan().IndexOf(dimensions);
        Assert.True(at > 0);
        bytes[at + 3] = 0x7F;

        Assert.Equal(
            $"the HDF5 file is damaged: the dataset 'group/inner/single' has the shape [2130706434, 3] of values of 4 bytes, which is more than the file of {bytes.Length} bytes can hold",
            Assert.Throws<ModelException>(() => Hdf5Process.Read(bytes)).Message);
    }

    private static void Has(Hdf5File file, string name, string type, long[] shape, Func<int, float> value)
    {
        Hdf5Dataset dataset = file.Dataset("group/inner/" + name)!;
        Assert.Equal(type, dataset.Type);
        Assert.Equal(shape, dataset.Shape);
        Assert.Equal(Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(value), dataset.Values!);
    }

    private static byte[] Golden(string name) => File.ReadAllBytes(Repository.Golden("hdf5", name + ".h5"));
}
