using System;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Reading;

/// <summary>Reads from the project what native code is published for.</summary>
internal static class NativeRuntime
{
    /// <summary>
    /// The runtime identifier, if native code for it has no fused multiply-add: that of x86 processors as long as the project doesn't say
    /// which instructions they have. Null where it has one, or where no native code is published.
    /// </summary>
    public static string? WithoutFusedMultiplyAdd(AnalyzerConfigOptions project)
    {
        string runtime = Property("RuntimeIdentifier");
        return Property("PublishAot").Equals("true", StringComparison.OrdinalIgnoreCase)
            && Property("IlcInstructionSet").Length == 0
            && (runtime.EndsWith("-x64", StringComparison.Ordinal) || runtime.EndsWith("-x86", StringComparison.Ordinal))
                ? runtime
                : null;

        string Property(string name) => project.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";
    }
}
