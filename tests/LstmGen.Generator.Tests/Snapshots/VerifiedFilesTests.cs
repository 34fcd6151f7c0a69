using System.IO;
using System.Runtime.CompilerServices;
using Xunit;

namespace LstmGen.Generator.Tests.Snapshots;

public class VerifiedFilesTests
{
    [Fact]
    public void Every_verified_file_has_a_test()
    {
        foreach (string orphan in VerifiedFolder.Orphans(ProjectFolder(), typeof(VerifiedFilesTests).Assembly))
        {
            Assert.True(Snapshot.Accepts, $"{Path.GetFileName(orphan)} belongs to no test. Delete it, or run this test with {Snapshot.AcceptVariable}=1.");
            File.Delete(orphan);
        }
    }

    private static string ProjectFolder([CallerFilePath] string sourceFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(sourceFile)!, ".."));
}
