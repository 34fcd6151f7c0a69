using System.CommandLine;
using LstmGen.Converter;
using LstmGen.Converter.Commands;
using LstmGen.Tool.Commands;

namespace LstmGen.Tool;

internal static class Program
{
    internal static int Main(string[] args) => CommandLine.Run(
        new RootCommand("Converts trained LSTM models for LstmGen, shows what is in them, runs and draws them, and verifies what is generated from them.")
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
        },
        args);
}
