using System.CommandLine;
using System.IO;
using LstmGen.Generator.Model.Text;
using LstmGen.Models;
using LstmGen.Models.Importing;

namespace LstmGen.Converter.Commands;

/// <summary><c>lstmgen convert</c>: a trained model becomes a <c>.lstm</c> file.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var model = new ModelArguments();
        var output = new Option<string>("--output", "-o") { Description = "The file to write; it ends in .lstm, or for Unity in .LstmGen.Generator.additionalfile.", Required = true, HelpName = "OUT.lstm" };
        var name = new Option<string?>("--name") { Description = "What the file calls its source, by which [LstmModel] finds it. The name of FILE if left out.", HelpName = "NAME" };
        var command = new Command("convert", "Converts a trained model to a .lstm file, the text that the generator reads.") { output, name };
        model.AddTo(command);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            if (!LstmExtension.Ends(path))
            {
                throw new ModelException($"the output {path} must end in {LstmExtension.Usual}, or for Unity in {LstmExtension.Unity}, by which the generator knows it");
            }

            ImportedModel imported = model.Import(parsed);
            string source = (parsed.GetValue(name) ?? Path.GetFileName(model.File(parsed))).Replace('\\', '/');
            OutputFile.Write(path, writer => LstmWriter.Write(imported.AsFile(source), writer));
            return 0;
        });
        return command;
    }
}
