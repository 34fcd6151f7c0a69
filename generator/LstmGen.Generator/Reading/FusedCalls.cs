using System;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Reading;

/// <summary>Code in which each fused multiply-add is a call, according to what the project is compiled for.</summary>
/// <param name="Code">The code without an instruction for it: <c>native code for linux-x64</c>.</param>
/// <param name="Cure">What a user can do.</param>
internal sealed record FusedCalls(string Code, string Cure)
{
    /// <summary>
    /// WebAssembly, and native code for x86 processors unless the project says which instructions they have. Null for other code.
    /// </summary>
    public static FusedCalls? Of(AnalyzerConfigOptions project)
    {
        string runtime = Property("RuntimeIdentifier");
        if (runtime.EndsWith("-wasm", StringComparison.Ordinal))
        {
            return new FusedCalls("WebAssembly", "set Arithmetic to Separate");
        }

        return Property("PublishAot").Equals("true", StringComparison.OrdinalIgnoreCase)
            && Property("IlcInstructionSet").Length == 0
            && (runtime.EndsWith("-x64", StringComparison.Ordinal) || runtime.EndsWith("-x86", StringComparison.Ordinal))
                ? new FusedCalls(
                    $"native code for {runtime}", "set IlcInstructionSet to x86-64-v3 or above where all machines have that, or Arithmetic to Separate")
                : null;

        string Property(string name) => project.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";
    }
}
