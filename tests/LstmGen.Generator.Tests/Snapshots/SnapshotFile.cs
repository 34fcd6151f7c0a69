namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>One file of a snapshot, as the test produced it.</summary>
/// <param name="Name">What distinguishes it from the test's other files; null for the only one without a name.</param>
/// <param name="Extension"><c>cs</c> or <c>txt</c>.</param>
/// <param name="Text">The whole text.</param>
internal sealed record SnapshotFile(string? Name, string Extension, string Text)
{
    /// <summary>The name on disk: <c>Class.Method#Gesture.g.verified.cs</c>.</summary>
    public string FileName(string prefix, string state) =>
        prefix + (Name is null ? "" : "#" + SnapshotName.Clean(Name)) + "." + state + "." + Extension;
}
