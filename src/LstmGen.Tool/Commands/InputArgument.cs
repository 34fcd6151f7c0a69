using System.CommandLine;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Tool.Numbers;

namespace LstmGen.Tool.Commands;

/// <summary>The numbers on which a model is run, the same for all commands that run it.</summary>
/// <param name="otherwise">What is used if they are left out.</param>
internal sealed class InputArgument(string otherwise)
{
    public Option<string?> Option { get; } = new("--input", "-i")
    {
        Description = "A file of numbers to run the model on: text with a row of features for each step (CSV), .npy or JSON. Where the model's length is known (--steps), there may be several sequences, one after the other. " + otherwise,
        HelpName = "FILE",
    };

    public string? Path(ParseResult parsed) => parsed.GetValue(Option);
}

/// <summary>A file of numbers as a model's input.</summary>
/// <param name="File">The file, which may have an output, too.</param>
/// <param name="Sequences">The sequences in it.</param>
/// <param name="ReadAs">How it was read, for a reader.</param>
internal sealed record InputFile(NumberFile File, Sequences Sequences, string ReadAs)
{
    /// <exception cref="ModelException">The file can't be read, or doesn't fit the model.</exception>
    public static InputFile Open(Network network, string path)
    {
        NumberFile file = NumberFile.Open(path);
        NumberTable features = file.Input();
        Sequences sequences = Sequences.OfInput(network, features);
        return new InputFile(file, sequences, sequences.Described(features, "step"));
    }
}
