using System.Runtime.CompilerServices;
using VerifyTests;

namespace SnapshotTests;

/// <summary>Teaches Verify to handle a generator's run.</summary>
internal static class VerifySetup
{
    [ModuleInitializer]
    internal static void Initialize() => VerifySourceGenerators.Initialize();
}
