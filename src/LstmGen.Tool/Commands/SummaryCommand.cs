using System;
using System.CommandLine;
using System.IO;
using LstmGen.Converter.Commands;
using LstmGen.Generator.Model.Text;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen summary</c>: the table that Keras prints.</summary>
internal static class SummaryCommand
{
    public static Command Create()
    {
        var model = new ModelArguments();
        var command = new Command("summary", "Prints the table of layers that Keras' model.summary() prints.");
        model.AddTo(command);
        command.SetAction(parsed =>
        {
            ImportedModel imported = model.Import(parsed);
            foreach (string line in SummaryTable.Lines(ReaderText.Plain(Path.GetFileNameWithoutExtension(model.File(parsed))), imported.Network))
            {
                Console.Out.WriteLine(line);
            }

            return 0;
        });
        return command;
    }
}
