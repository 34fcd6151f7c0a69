using System.CommandLine;
using LstmGen.Converter.Commands;
using LstmGen.Converter.Hdf5;

namespace LstmGen.Converter;

internal static class Program
{
    internal static int Main(string[] args)
    {
        // The process that reads HDF5 for a command: nothing else should be loaded in it.
        if (args is [Hdf5Worker.Word, ..])
        {
            return Hdf5Worker.Run(args);
        }

        var root = new RootCommand("Converts trained LSTM models for LstmGen.")
        {
            ConvertCommand.Create(),
            BuildCommand.Create(),
        };
        return CommandLine.Run(root, args, "the package LstmGen has no more than a build needs; the tool has all commands: dotnet tool install --global LstmGen.Tool");
    }
}
