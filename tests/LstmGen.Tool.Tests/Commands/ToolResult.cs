using System.Collections.Generic;

namespace LstmGen.Tool.Tests.Commands;

/// <summary>The result of a run of the tool.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">The lines of standard error, without those that only show progress on a slow machine.</param>
internal sealed record ToolResult(int ExitCode, string Output, IReadOnlyList<string> Errors);
