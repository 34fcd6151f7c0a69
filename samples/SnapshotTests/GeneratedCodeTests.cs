using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Xunit;

namespace SnapshotTests;

/// <summary>
/// What the build of this project generated for its own classes: an update of LstmGen shows up as a diff of the verified files.
/// </summary>
public class GeneratedCodeTests
{
    [Fact]
    public Task Of_this_project() => Verifier.VerifyDirectory(Folder, pattern: "*.cs");

    /// <summary>The folder to which the compiler writes it, as set in the project file.</summary>
    private static string Folder => typeof(GeneratedCodeTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "GeneratedFiles").Value + "/LstmGen.Generator.LstmGenerator";
}
