using System;
using LstmGen.Tool.Tests.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Commands;

/// <summary>
/// A run in a separate process, as started by users, prints and returns the same as the runs in this process; help and version have the
/// name of the process, and are tested there.
/// </summary>
public class ToolProcessTests
{
    [Theory]
    [InlineData]
    [InlineData("summary", "MODEL")]
    [InlineData("inspect", "MODEL")]
    [InlineData("verify", "MODEL", "--seed", "7")]
    [InlineData("verify", "MODEL", "--tolerance", "-1")]
    [InlineData("run", "MODEL")]
    [InlineData("trace", "MODEL", "--precision", "double")]
    [InlineData("draw", "MODEL", "--layer", "dense")]
    [InlineData("draw", "MODEL", "--picture", "cell")]
    [InlineData("convert", "missing.keras")]
    [InlineData("convert", "MODEL", "--nonsense")]
    [InlineData("@missing.txt")]
    public void Says_what_a_run_in_this_process_says(params string[] arguments)
    {
        arguments = Array.ConvertAll(arguments, argument => argument == "MODEL" ? KerasGolden.Path("lstm_dense.keras") : argument);
        ToolResult apart = ToolProcess.Start([], arguments);
        ToolResult here = ToolProcess.Run(arguments);
        Assert.Equal(apart.ExitCode, here.ExitCode);
        Assert.Equal(apart.Errors, here.Errors);
        Assert.Equal(apart.Output, here.Output);
    }
}
