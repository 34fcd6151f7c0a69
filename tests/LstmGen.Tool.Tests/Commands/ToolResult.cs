using System.Collections.Generic;

namespace LstmGen.Tool.Tests.Commands;

/// <summary>What a run of the tool has left.</summary>
/// <param name="ExitCode">0 where all went well.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">The lines of standard error, without those that only say what takes a while on a slow machine.</param>
internal sealed record ToolResult(int ExitCode, string Output, IReadOnlyList<string> Errors);
