using System;
using System.IO;
using LstmGen.Tool.Tests.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Commands;

/// <summary>The converter that the package LstmGen carries: it has fewer commands than the tool, which behave the same.</summary>
public sealed class ConverterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen converter ü");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("there is no command 'generate'; there is convert", "generate", "a.keras", "-o", "a.cs", "-c", "A")]
    [InlineData("there is no command 'verify'; there is convert", "verify", "a.keras")]
    [InlineData("a command is missing; there is convert")]
    public void Says_where_the_other_commands_are(string message, params string[] arguments)
    {
        ToolResult result = Convert(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            [$"lstmgen: {message}; the package LstmGen has no more than a build needs; the tool has all commands: dotnet tool install --global LstmGen.Tool"],
            result.Errors);
    }

    [Theory]
    [InlineData("convert needs the option --output; lstmgen convert --help says more", "convert", "a.keras")]
    [InlineData("a.keras: the file doesn't exist", "convert", "a.keras", "-o", "a.lstm")]
    public void Says_of_its_own_commands_what_the_tool_says(string message, params string[] arguments)
    {
        Assert.Equal(["lstmgen: " + message], Convert(arguments).Errors);
        Assert.Equal(["lstmgen: " + message], ToolProcess.Run(arguments).Errors);
    }

    [Fact]
    public void Converts_to_the_text_of_the_tool()
    {
        string model = KerasGolden.Path("lstm_dense.keras");
        Assert.Equal(0, Convert("convert", model, "-o", In("converter.lstm")).ExitCode);
        Assert.Equal(0, ToolProcess.Run("convert", model, "-o", In("tool.lstm")).ExitCode);
        Assert.Equal(File.ReadAllText(In("tool.lstm")), File.ReadAllText(In("converter.lstm")));
    }

    private static ToolResult Convert(params string[] arguments) => ToolProcess.Run(() => LstmGen.Converter.Program.Main(arguments));

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
