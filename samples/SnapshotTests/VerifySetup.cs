using System.Runtime.CompilerServices;
using VerifyTests;

namespace SnapshotTests;

/// <summary>Teaches Verify what a generator's run is.</summary>
internal static class VerifySetup
{
    [ModuleInitializer]
    internal static void Initialize() => VerifySourceGenerators.Initialize();
}
