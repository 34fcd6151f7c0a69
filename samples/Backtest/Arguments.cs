using System;
using System.CommandLine;

namespace Backtest;

/// <summary>The command-line arguments.</summary>
/// <param name="Sequences">How many sequences are generated and scored.</param>
/// <param name="File">The Parquet file to write, which is kept; or null for a temporary one.</param>
internal sealed record Arguments(int Sequences, string? File)
{
    private const int MostSequences = 10_000_000;

    /// <summary>A command line that calls <paramref name="run"/> with its arguments.</summary>
    internal static RootCommand Command(Func<Arguments, int> run)
    {
        Option<int> sequences = new("--sequences")
        {
            Description = "Sequences that are made and scored.",
            DefaultValueFactory = _ => 1_000_000,
        };
        Option<string?> file = new("--file") { Description = "The Parquet file to make; it stays. Without a name it is a temporary one." };
        sequences.Validators.Add(result =>
        {
            // Something that isn't a number already has a message.
            if (result.Tokens is [var token] && int.TryParse(token.Value, out int value) && value is < History.Machines or > MostSequences)
            {
                result.AddError($"{sequences.Name} is {value}; it has to be from {History.Machines} to {MostSequences}.");
            }
        });
        file.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && System.IO.File.Exists(token.Value))
            {
                result.AddError($"{file.Name}: '{token.Value}' exists already; name another file, or remove it.");
            }
        });

        RootCommand command = new("Scores a million sequences inside SQL, by a function whose body is a generated LSTM.")
        {
            sequences, file,
        };
        command.SetAction(parsed => run(new Arguments(parsed.GetRequiredValue(sequences), parsed.GetValue(file))));
        return command;
    }
}
