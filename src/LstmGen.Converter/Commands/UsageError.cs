using System;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Linq;
using LstmGen.Models.Importing;

namespace LstmGen.Converter.Commands;

/// <summary>What is wrong with a command line, as one line.</summary>
internal static class UsageError
{
    /// <summary>The message, or null where the command line can be run.</summary>
    /// <param name="elsewhere">Where other commands are, if there are any.</param>
    public static string? Of(ParseResult parsed, string? elsewhere)
    {
        if (parsed.Action is not ParseErrorAction)
        {
            return null;
        }

        Command command = parsed.CommandResult.Command;
        bool isRoot = command is RootCommand;
        string message = parsed.UnmatchedTokens is [string surplus, ..] ? Surplus(command, isRoot, surplus)
            : isRoot ? $"a command is missing; {Commands(command)}"
            : Missing(parsed, command) ?? Line(parsed.Errors[0].Message);
        return $"{message}; {(isRoot ? elsewhere : null) ?? $"lstmgen {(isRoot ? "" : command.Name + " ")}--help says more"}";
    }

    private static string Surplus(Command command, bool isRoot, string text) =>
        text.StartsWith('-') ? $"{(isRoot ? "lstmgen" : command.Name)} has no option {Shown.Text(text)}"
        : isRoot ? $"there is no command {Shown.Text(text)}; {Commands(command)}"
        : $"{Shown.Text(text)} is one argument too many; {command.Name} takes one FILE; put a path with spaces in quotes";

    private static string? Missing(ParseResult parsed, Command command) =>
        command.Options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false } given && given.Tokens.Count < option.Arity.MinimumNumberOfValues) is { } empty ? $"{empty.Name} has no value"
        : command.Arguments.FirstOrDefault(argument => parsed.GetResult(argument) is not { Tokens.Count: > 0 }) is { } missing ? $"{command.Name} needs a {missing.Name}"
        : command.Options.FirstOrDefault(option => option.Required && parsed.GetResult(option) is not { Implicit: false }) is { } required ? $"{command.Name} needs the option {required.Name}"
        : null;

    private static string Commands(Command root)
    {
        string[] names = [.. root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name)];
        return $"there {(names.Length == 1 ? "is" : "are")} {string.Join(", ", names)}";
    }

    /// <summary>The parser's own messages have line breaks and a full stop.</summary>
    private static string Line(string message) => string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
}
