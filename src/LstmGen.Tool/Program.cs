using System;
using System.CommandLine;
using LstmGen.Tool.Commands;
using LstmGen.Tool.Importing;

namespace LstmGen.Tool;

internal static class Program
{
    private static int Main(string[] args)
    {
        // A project's build shows errors in the form that it knows, at the file that they are of.
        var forBuild = new Option<bool>("--for-build") { Hidden = true, Recursive = true };
        var root = new RootCommand("Converts trained LSTM models for LstmGen, shows what is in them, and verifies what is generated from them.")
        {
            ConvertCommand.Create(),
            SummaryCommand.Create(),
            InspectCommand.Create(),
            GenerateCommand.Create(),
            VerifyCommand.Create(),
            forBuild,
        };
        ParseResult parsed = root.Parse(args);
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (ModelException exception)
        {
            return Fail(exception.Message);
        }
        catch (OutOfMemoryException)
        {
            return Fail("the file needs more memory than there is");
        }

        int Fail(string message)
        {
            string file = parsed.CommandResult.GetResult("FILE") is System.CommandLine.Parsing.ArgumentResult { Tokens: [var token] } ? token.Value : "lstmgen";
            Console.Error.WriteLine(parsed.GetValue(forBuild)
                ? $"{file} : error LSTM016: {OnOneLine(message)}"
                : $"lstmgen: {file}: {OnOneLine(message)}");
            return 1;
        }
    }

    private static string OnOneLine(string message) => message.ReplaceLineEndings(" ");
}
