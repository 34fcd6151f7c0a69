using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using LstmGen.Converter.Commands;
using LstmGen.Generator.Model.Text;
using LstmGen.Models;

namespace LstmGen.Converter;

/// <summary>Runs a command line: the converter's, and that of the tool, which has more commands.</summary>
internal static class CommandLine
{
    /// <param name="elsewhere">Where to find the commands that <paramref name="root"/> lacks, or null if it has all of them.</param>
    /// <returns>The exit code; other than 0 after a message to standard error.</returns>
    public static int Run(RootCommand root, string[] args, string? elsewhere = null)
    {
        // A file may be called @model.json: nothing is read as a list of arguments.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (UsageError.Of(parsed, elsewhere) is { } usage)
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
