using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>The adapter itself, in its own folder: it must notice everything that a reader of a diff would.</summary>
public sealed class SnapshotAdapterTests : IDisposable
{
    private const string Prefix = "GestureTests.Forward";
    private const string Text = "//HintName: Gesture.g.cs\nfirst\nsecond\n";

    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly string _folder = Directory.CreateTempSubdirectory("LstmGen.Snapshots").FullName;

    private string Verified => Path.Combine(_folder, Prefix + "#Gesture.g.verified.cs");

    private string Received => Path.Combine(_folder, Prefix + "#Gesture.g.received.cs");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_accepted_passes()
    {
        Check(Text, accept: true);
        Check(Text);

        Assert.Equal([Path.GetFileName(Verified)], Names());
    }

    [Fact]
    public void Files_have_a_byte_order_mark_and_LF()
    {
        Check("one\r\ntwo\rthree", accept: true);

        Assert.Equal([.. Mark, .. "one\ntwo\nthree"u8], File.ReadAllBytes(Verified));
    }

    [Fact]
    public void A_missing_file_fails_and_is_received()
    {
        Assert.Contains("isn't verified yet", Failure(Text));

        Assert.Equal([Path.GetFileName(Received)], Names());
        Assert.Equal([.. Mark, .. Encoding.UTF8.GetBytes(Text)], File.ReadAllBytes(Received));
    }

    [Theory]
    [InlineData("//HintName: Gesture.g.cs\nfirst\nother\n", 3, "second", "other")]
    [InlineData("//HintName: Gesture.g.cs\nsecond\n", 2, "first", "second")]
    [InlineData("//HintName: Gesture.g.cs\nfirst\nsecond\nthird\n", 4, "", "third")]
    [InlineData("//HintName: Gesture.g.cs\nfirst\nsecond\n\n", 5, "(end of file)", "")]
    [InlineData("//HintName: Gesture.g.cs\nfirst\nsecond", 4, "", "(end of file)")]
    [InlineData("//HintName: Gesture.g.cs\nfirst \nsecond\n", 2, "first", "first ")]
    public void A_difference_fails_with_its_first_line(string received, int line, string old, string now)
    {
        Check(Text, accept: true);

        Assert.Contains($"line {line}:\n  verified: {old}\n  received: {now}\n", Failure(received));
        Assert.True(File.Exists(Received));
        Assert.Equal([.. Mark, .. Encoding.UTF8.GetBytes(Text)], File.ReadAllBytes(Verified));
    }

    [Fact]
    public void A_received_file_goes_when_the_test_passes()
    {
        Check(Text, accept: true);
        Failure("other");
        Check(Text);

        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void A_file_without_a_byte_order_mark_fails()
    {
        File.WriteAllText(Verified, Text, new UTF8Encoding(false));

        Assert.Contains("no byte order mark", Failure(Text));
    }

    [Fact]
    public void A_file_with_CRLF_fails()
    {
        File.WriteAllText(Verified, Text.Replace("\n", "\r\n"), new UTF8Encoding(true));

        Assert.Contains("line ends other than LF", Failure(Text));
    }

    [Fact]
    public void A_file_that_is_no_longer_produced_fails_until_it_is_accepted_away()
    {
        Snapshot.Check(_folder, Prefix, [new("Gesture.g", "cs", Text), new("Old.g", "cs", Text), new(null, "txt", "{}")], accept: true);

        string failure = Failure(Text);
        Assert.Contains($"{Prefix}#Old.g.verified.cs is verified, and the test no longer produces it", failure);
        Assert.Contains($"{Prefix}.verified.txt is verified, and the test no longer produces it", failure);

        Check(Text, accept: true);
        Assert.Equal([Path.GetFileName(Verified)], Names());
    }

    [Fact]
    public void Files_of_other_tests_and_cases_are_left_alone()
    {
        foreach (string other in (string[])["GestureTests.ForwardBatch", "GestureTests.Forward_units=3", "OtherTests.Forward"])
        {
            Snapshot.Check(_folder, other, [new("Gesture.g", "cs", "other"), new(null, "txt", "other")], accept: true);
        }

        Check(Text, accept: true);
        Check(Text);
        Assert.Equal(7, Names().Count);
    }

    [Fact]
    public void Nothing_to_verify_fails() =>
        Assert.Throws<SnapshotException>(() => Snapshot.Check(_folder, Prefix, [], accept: true));

    [Fact]
    public void A_folder_is_verified_file_by_file()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "Below"));
        File.WriteAllText(Path.Combine(_folder, "Gesture.g.cs"), Text, new UTF8Encoding(true));
        File.WriteAllText(Path.Combine(_folder, "Below", "Amp.g.cs"), "amp");
        File.WriteAllText(Path.Combine(_folder, "Amp.txt"), "other");

        Assert.Equal(
            [new(Path.Combine("Below", "Amp.g"), "cs", "amp"), new("Gesture.g", "cs", Text)],
            Verifier.Files(_folder, "*.cs"));
        Assert.Throws<SnapshotException>(() => Verifier.Files(Path.Combine(_folder, "Missing"), "*"));
    }

    [Fact]
    public void Parameters_are_part_of_the_name()
    {
        string prefix = SnapshotName.Prefix(
            "GestureTests", "Forward",
            [KeyValuePair.Create<string, object?>("units", 3), KeyValuePair.Create<string, object?>("name", "a/b"), KeyValuePair.Create<string, object?>("none", null)]);

        Assert.Equal("GestureTests.Forward_units=3_name=a-b_none=null", prefix);
        Assert.Equal(prefix, SnapshotName.PrefixOf(new SnapshotFile("Gesture.g", "cs", "").FileName(prefix, "verified")));
        Assert.Equal(prefix, SnapshotName.PrefixOf(new SnapshotFile(null, "txt", "").FileName(prefix, "verified")));
    }

    [Fact]
    public void Verified_files_without_a_test_are_found()
    {
        string[] owned =
        [
            "SnapshotAdapterTests.Nothing_to_verify_fails#Gesture.g.verified.cs",
            "SnapshotAdapterTests.Nothing_to_verify_fails.verified.txt",
            "SnapshotAdapterTests.The_cases_of_a_theory_own_files_units=3.verified.txt",
            "SnapshotAdapterTests.The_cases_of_a_theory_own_files_units=3_name=a#Gesture.g.verified.cs",
            "SnapshotAdapterTests.The_cases_of_a_theory_own_files_units=4_name=b-c.verified.txt",
        ];
        string[] orphans =
        [
            "SnapshotAdapterTests.Nothing.verified.txt",
            "SnapshotAdapterTests.Prefix.verified.txt",
            "SnapshotAdapterTests.The_cases_of_a_theory_own_files_units=5.verified.txt",
            "SnapshotAdapterTests.verified.txt",
            "Unknown.Nothing_to_verify_fails.verified.txt",
        ];
        Directory.CreateDirectory(Path.Combine(_folder, "Below"));
        foreach (string name in owned.Concat(orphans))
        {
            File.WriteAllText(Path.Combine(_folder, "Below", name), "");
        }

        Assert.Equal(orphans, VerifiedFolder.Orphans(_folder, typeof(SnapshotAdapterTests).Assembly).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(3, "a")]
    [InlineData(4, "b/c")]
    public void The_cases_of_a_theory_own_files(int units, string name)
    {
        var method = typeof(SnapshotAdapterTests).GetMethod(nameof(The_cases_of_a_theory_own_files))!;

        Assert.Equal([KeyValuePair.Create<string, object?>("units", units)], SnapshotName.Pair(method, [units]));
        Assert.Equal(2, SnapshotName.Pair(method, [units, name]).Count);
        Assert.Throws<ArgumentException>(() => SnapshotName.Pair(method, [units, name, "more"]));
    }

    private void Check(string text, bool accept = false) =>
        Snapshot.Check(_folder, Prefix, [new("Gesture.g", "cs", text)], accept);

    private string Failure(string text) => Assert.Throws<SnapshotException>(() => Check(text)).Message;

    private List<string> Names() => [.. Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Select(name => name!)];
}
