using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing.TorchSave;

/// <summary>
/// Files of torch.save that are hostile, damaged, or hold more than parameters. Each is a clear error, immediately and with little memory.
/// </summary>
public class TorchSaveErrorTests
{
    private const string Advice = "Save the parameters alone, in Python: torch.save(model.state_dict(), 'model.pt')";

    private const long MostMemory = 256_000_000;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("torch.storage", "_load_from_bytes")]
    [InlineData("torch", "QUInt8Storage")]
    [InlineData("torch._utils", "_rebuild_sparse_tensor")]
    public void A_name_that_tensors_do_not_need_is_refused(string module, string name)
    {
        int at = 0;
        string message = Error(TorchSaveModel.Good(pickle =>
        {
            at = pickle.Text("x").At;
            pickle.Global(module, name).Op("(").Text("touch /tmp/x").Op("tR");
        }));
        Assert.Equal(
            FormattableString.Invariant($"the pickle asks for '{module}.{name}' (GLOBAL at byte {at} of data.pkl); only tensors, dictionaries, lists, numbers and strings are read, and nothing is run. {Advice}"),
            message);
    }

    [Fact]
    public void A_name_on_the_stack_is_refused_as_well() => Assert.StartsWith(
        "the pickle asks for 'posix.system' (STACK_GLOBAL at byte ",
        Error(TorchSaveModel.Good(pickle => pickle.Text("x").Text("posix").Text("system").Op(0x93))), StringComparison.Ordinal);

    [Theory]
    [InlineData("__main__", "Net")]
    [InlineData("torch.nn.modules.rnn", "LSTM")]
    public void A_whole_model_says_what_to_save(string module, string name) => Assert.Equal(
        $"the file is a whole model, as torch.save(model) writes it: its pickle asks for '{module}.{name}' (GLOBAL at byte 2 of data.pkl), and the code of a class isn't run. {Advice}",
        Error(TorchSaveModel.Zip(new PickleWriter().Global(module, name).Op(")").Op(0x81).Op("}b").Done())));

    [Fact]
    public void A_whole_model_in_the_older_form_says_what_to_save()
    {
        byte[] pickle = new PickleWriter().Op("(").Text("module").Text("a class").Text("net.py").Text("its code").Op("tQ").Done();
        Assert.Equal(
            FormattableString.Invariant($"the pickle can't be read, BINPERSID at byte {TorchStreamText.Start + pickle.Length - 2} of the file: it asks for a whole module. {Advice}"),
            Error(TorchStreamText.File(pickle)));
    }

    [Theory]
    [InlineData("m/constants.pkl", "the file is TorchScript (torch.jit.save), which holds code; save its parameters alone, in Python: torch.save(torch.jit.load('model.pt').state_dict(), 'model.pt')")]
    [InlineData("m/archive_format", "the file is an exported program (torch.export.save), which holds code; save its parameters alone, in Python: torch.save(torch.export.load('model.pt').state_dict, 'model.pt')")]
    [InlineData("m/extra", "the zip has the entry 'm/extra', which isn't known: it could change what is computed")]
    [InlineData("other/data/0", "the zip has the entry 'other/data/0', which isn't known: it could change what is computed")]
    [InlineData("m/data/7", "the zip has the entry 'm/data/7', which no tensor of the file uses")]
    public void Another_entry_is_an_error(string entry, string message) => Assert.Equal(message, Error(TorchSaveModel.Good(null, (entry, [1]))));

    [Theory]
    [InlineData("2", "DUP")]
    [InlineData("I1\n", "INT")]
    [InlineData("ios\nsystem\n", "INST")]
    [InlineData("\u0082\u0001", "EXT1")]
    [InlineData("\u0008", "0x08")]
    public void An_opcode_that_is_not_needed_is_refused_by_name(string opcode, string name)
    {
        int at = 0;
        string message = Error(TorchSaveModel.Good(pickle =>
        {
            at = pickle.Text("x").At;
            pickle.Op(opcode);
        }));
        Assert.Equal(FormattableString.Invariant($"the pickle can't be read, {name} at byte {at} of data.pkl: this opcode isn't one that tensors and their containers need"), message);
    }

    [Theory]
    [InlineData("0", "POP", "there is no value on the stack")]
    [InlineData("t", "TUPLE", "there is no mark on the stack")]
    [InlineData("h\u0001", "BINGET", "nothing was kept under 1")]
    [InlineData("}Na", "APPEND", "there is no list on the stack")]
    [InlineData("}(Nu", "SETITEMS", "a key has no value")]
    [InlineData("N)R", "REDUCE", "what it calls isn't a function")]
    [InlineData("NQ", "BINPERSID", "it asks for something that isn't the storage of a tensor")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ff", "BINUNICODE", "4,294,967,295 bytes are needed, and 1 are left")]
    [InlineData("cnowhere", "GLOBAL", "its name has no end")]
    public void A_pickle_that_makes_no_sense_is_an_error(string opcodes, string name, string why)
    {
        string message = Error(TorchSaveModel.Zip(new PickleWriter().Op(opcodes).Done()));
        Assert.StartsWith($"the pickle can't be read, {name} at byte ", message, StringComparison.Ordinal);
        Assert.EndsWith(" of data.pkl: " + why, message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Int128[], Int128[], Int128, Int128> Beyond => new()
    {
        { "one row more", [5, 1], [1, 1], 0, 4 },
        { "an offset", [4, 1], [1, 1], 1, 4 },
        { "a stride", [2, 2], [3, 1], 0, 4 },
        { "as large as numbers go", [long.MaxValue, long.MaxValue], [long.MaxValue, long.MaxValue], 0, 4 },
        { "as often as numbers go", [long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue], [long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue], long.MaxValue, 4 },
    };

    [Theory]
    [MemberData(nameof(Beyond))]
    public void A_tensor_beyond_its_storage_is_an_error(string what, Int128[] sizes, Int128[] strides, Int128 offset, Int128 count)
    {
        string message = Error(TorchSaveModel.Good(pickle => pickle.Text(what).Tensor("0", count, offset, sizes, strides)));
        Assert.Contains(" reaches beyond its storage '0', which has 4 numbers", message, StringComparison.Ordinal);
    }

    /// <summary>A stride of 0 repeats one number many times, for which no storage is needed.</summary>
    [Fact]
    public void A_tensor_of_very_many_numbers_is_an_error()
    {
        PickleWriter pickle = new PickleWriter().Op("}(")
            .Text("rec.weight_ih_l0").Tensor("0", 4, 0, [4_000_000_000, 1], [0, 0]).Text("rec.weight_hh_l0").Tensor("0", 4, 0, [4_000_000_000, 1_000_000_000], [0, 0]).Op("u");
        Assert.Contains("4000000000", Error(TorchSaveModel.Zip(pickle.Done(), ("m/data/0", TorchSaveModel.Floats(4)))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12, "the storage '0' has 4 numbers of the type F32 by the pickle, which are 16 bytes, and the zip has 12")]
    [InlineData(20, "the storage '0' has 4 numbers of the type F32 by the pickle, which are 16 bytes, and the zip has 20")]
    [InlineData(-1, "the storage '0' has 4 numbers of the type F32 by the pickle, which are 16 bytes, and the zip has none")]
    public void A_storage_of_another_size_is_an_error(int bytes, string message) => Assert.Equal(
        message, Error(TorchSaveModel.Zip(TorchSaveModel.StateDict(), [.. bytes < 0 ? [] : new[] { ("m/data/0", new byte[bytes]) }, ("m/data/1", TorchSaveModel.Floats(4))])));

    [Fact]
    public void What_a_pickle_says_of_a_storage_has_to_be_the_same_each_time()
    {
        Assert.EndsWith(
            "the storage '0' is asked for as one of 4 F32, and as one of 2 F64",
            Error(TorchSaveModel.Good(pickle => pickle.Text("x").Tensor("0", 2, 0, [2], [1], "DoubleStorage"))), StringComparison.Ordinal);
        Assert.EndsWith(
            "the storage '9' has 9,223,372,036,854,775,807 numbers, more than any file has",
            Error(TorchSaveModel.Good(pickle => pickle.Text("x").Tensor("9", long.MaxValue, 0, [2], [1]))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_state_dict_is_an_error()
    {
        Assert.Equal($"the file holds a list, and a state_dict is needed. {Advice}", Error(TorchSaveModel.Zip(new PickleWriter().Op("]").Done())));
        Assert.Equal($"the state_dict's 'x' is a number; a tensor is needed. {Advice}", Error(TorchSaveModel.Good(pickle => pickle.Text("x").Op("G").Op(new byte[8]))));
        Assert.Equal("the state_dict has a whole number as a key; names are needed", Error(TorchSaveModel.Good(pickle => pickle.Number(1).Tensor("0", 4, 0, [4], [1]))));
        Assert.Equal("tensor 'rec.weight_hh_l0' is in the file twice", Error(TorchSaveModel.Good(pickle => pickle.Text("rec.weight_hh_l0").Tensor("0", 4, 0, [4, 1], [1, 1]))));
        Assert.StartsWith("the file has no state_dict of an LSTM: ", Error(TorchSaveModel.Zip(new PickleWriter().Op("}").Done())), StringComparison.Ordinal);
        Assert.Equal(
            "tensor 'rec.weight_hh_l1' has the dtype 'I64', which isn't supported; there are F32, F64, F16, BF16",
            Error(TorchSaveModel.Good(
                pickle => pickle.Text("rec.weight_ih_l1").Tensor("0", 4, 0, [4, 1], [1, 1]).Text("rec.weight_hh_l1").Tensor("2", 4, 0, [4, 1], [1, 1], "LongStorage"), ("m/data/2", new byte[32]))));
    }

    [Theory]
    [InlineData("4", "the file's version is '4'; 1, 2 and 3 are known")]
    [InlineData("", "the file's version is ''; 1, 2 and 3 are known")]
    public void Another_version_is_an_error(string version, string message) =>
        Assert.Equal(message, Error(TorchSaveModel.Good(null, ("m/version", Encoding.ASCII.GetBytes(version)))));

    [Fact]
    public void Another_pickle_is_an_error() => Assert.Equal(
        $"the file is a pickle of Python that torch.save didn't write. {Advice}", Error(TorchSaveModel.StateDict()));

    /// <summary>Each byte, or pair of bytes, makes something.</summary>
    [Theory]
    [InlineData(1_900_000, "}")]
    [InlineData(1_900_000, "(")]
    [InlineData(1_900_000, "N")]
    [InlineData(1_900_000, "]")]
    [InlineData(600_000, "]q\u0001")]
    [InlineData(900_000, "]a")]
    [InlineData(900_000, "}\u0094")]
    [InlineData(80_000, "ccollections\nOrderedDict\n")]
    [InlineData(2_100_000, "N")]
    public void Bombs_of_opcodes_end_soon(int count, string opcodes)
    {
        string before = opcodes == "]a" ? "]" : "";
        byte[] file = TorchSaveModel.Zip(new PickleWriter().Op(before).Repeat(count, opcodes).Done());
        Bounded(file);
    }

    /// <summary>Each list has the one before it twice: as a tree it would have a billion of billions of values.</summary>
    [Fact]
    public void Values_that_share_values_are_not_followed()
    {
        PickleWriter pickle = new PickleWriter().Op("]q\u0001");
        for (int i = 0; i < 10_000; i++)
        {
            pickle.Op("0](h\u0001h\u0001eq\u0001");
        }

        Assert.StartsWith("the file holds a list", Bounded(TorchSaveModel.Zip(pickle.Done())), StringComparison.Ordinal);
    }

    /// <summary>
    /// Dictionaries within themselves, a hundred thousand names for one large dictionary, a hundred thousand dictionaries in each
    /// other.
    /// </summary>
    [Fact]
    public void Dictionaries_that_are_a_circle_or_very_deep_are_an_error()
    {
        Assert.StartsWith("the file has no state_dict", Bounded(TorchSaveModel.Zip(new PickleWriter().Op("}q\u0001").Text("model").Op("h\u0001s").Done())), StringComparison.Ordinal);
        PickleWriter deep = new PickleWriter().Op("}q\u0001");
        for (int i = 0; i < 100_000; i++)
        {
            deep.Op("0}").Text("x").Op("h\u0001sq\u0001");
        }

        Assert.StartsWith("the file has no state_dict", Bounded(TorchSaveModel.Zip(deep.Done())), StringComparison.Ordinal);
        PickleWriter wide = new PickleWriter().Op("}q\u0001(").Repeat(200_000, "U\u0001aN").Op("u0}(");
        wide.Repeat(150_000, "U\u0001bh\u0001").Op("u");
        Assert.StartsWith("the file has no state_dict", Bounded(TorchSaveModel.Zip(wide.Done())), StringComparison.Ordinal);
    }

    [Fact]
    public void Bombs_of_zeros_end_soon()
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Entry(string name, byte[] bytes)
            {
                using Stream stream = archive.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                stream.Write(bytes);
            }

            PickleWriter pickle = new PickleWriter().Op("}(");
            for (int i = 0; i < 4; i++)
            {
                Entry(FormattableString.Invariant($"m/data/{i}"), new byte[40_000_000]);
                pickle.Text(FormattableString.Invariant($"{i / 2}.weight_{(i % 2 == 0 ? "ih" : "hh")}_l0")).Tensor(FormattableString.Invariant($"{i}"), 10_000_000, 0, [4, 1], [1, 1]);
            }

            Entry("m/data.pkl", pickle.Op("u").Done());
            Entry("m/version", "3\n"u8.ToArray());
        }

        Assert.Equal(
            "the storages of the file's parameters have more than 67,108,864 bytes; at most that many are read",
            Bounded(zip.ToArray(), new ImportOptions { Layers = ["0", "1"] }));
    }

    [Fact]
    public void An_entry_that_is_there_twice_is_an_error() =>
        Assert.Equal("the zip has the entry 'm/data/0' twice", Error(TorchSaveModel.Good(null, ("m/data/0", TorchSaveModel.Floats(4)))));

    [Fact]
    public void A_wrong_checksum_is_an_error()
    {
        byte[] file = TorchSaveModel.Good();
        int at = file.AsSpan().IndexOf(TorchSaveModel.Floats(4));
        file[at] ^= 1;
        Assert.Equal("the entry 'm/data/0' of the zip is damaged: its checksum is wrong", Error(file));
    }

    [Theory]
    [InlineData("little_endian", "it was written on a big-endian machine, which isn't supported in the older form")]
    [InlineData("of_another_time", "the writer's 'of_another_time' isn't known")]
    public void Another_writer_is_an_error(string member, string why)
    {
        byte[] writer = new PickleWriter().Op("}").Text(member).Op(0x89).Op("s").Done();
        Assert.Equal("the file of torch.save can't be read: " + why, Error(TorchStreamText.File(TorchSaveModel.StateDict(), writer)));
    }

    [Theory]
    [InlineData("one.pt")]
    [InlineData("one_older.pth")]
    [InlineData("wrapped.pt")]
    public void Damaged_files_are_errors(string name)
    {
        DamagedFiles.CutOff(Repository.Golden("torch_save", name));
        DamagedFiles.Mutate(Repository.Golden("torch_save", name));
    }

    private static string Error(byte[] file, ImportOptions? options = null) => TorchSaveModel.Error(file, options);

    /// <summary>The error of a file, which must come within a second and 256 MB.</summary>
    private static string Bounded(byte[] file, ImportOptions? options = null)
    {
        string message = "";
        TimeSpan took = TimeSpan.MaxValue;
        for (int attempt = 0; attempt < 3 && took >= MostTime; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan started = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            message = Error(file, options);

            // If other tests run beside this one, processor time includes theirs, and the clock waits for them.
            took = new[] { took, clock.Elapsed, Environment.CpuUsage.TotalTime - started }.Min();
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
        }

        Assert.True(took < MostTime, $"took {took}");
        return message;
    }
}
