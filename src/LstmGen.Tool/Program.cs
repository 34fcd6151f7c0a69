using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using LstmGen.Generator.Model.Text;
using LstmGen.Models;
using LstmGen.Tool.Commands;
using LstmGen.Tool.Hdf5;

namespace LstmGen.Tool;

internal static class Program
{
    internal static int Main(string[] args)
    {
        // The process that reads HDF5 for this tool: nothing else is to be loaded in it.
        if (args is [Hdf5Worker.Word, ..])
        {
            return Hdf5Worker.Run(args);
        }

        var root = new RootCommand("Converts trained LSTM models for LstmGen, shows what is in them, runs and draws them, and verifies what is generated from them.")
        {
            ConvertCommand.Create(),
            SummaryCommand.Create(),
            InspectCommand.Create(),
            GenerateCommand.Create(),
            VerifyCommand.Create(),
            RunCommand.Create(),
            TraceCommand.Create(),
            DrawCommand.Create(),
            BuildCommand.Create(),
        };
        // A file may be called @model.json: nothing is read as a list of arguments.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (UsageError.Of(parsed) is { } usage)
        {
            Console.Error.WriteLine("lstmgen: " + PlainText.Of(usage));
            return 1;
        }

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
            string file = parsed.GetResult("FILE") is ArgumentResult { Tokens: [{ Value.Length: > 0 } token] } ? token.Value + ": " : "";
            Console.Error.WriteLine(PlainText.Of($"lstmgen: {file}{message.ReplaceLineEndings(" ")}"));
            return 1;
        }
    }
}
