using System;
using System.CommandLine;
using System.IO;
using LstmGen.Converter;
using LstmGen.Converter.Commands;
using LstmGen.Generator.Model;
using LstmGen.Generator.Reading;
using LstmGen.Models.Importing;
using LstmGen.Tool.Generating;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen generate</c>: the C# file, for a host without source generators.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var model = new ModelArguments();
        var output = new Option<string>("--output", "-o") { Description = "The C# file to write.", Required = true, HelpName = "OUT.cs" };
        var name = new Option<string>("--class", "-c") { Description = "The class's name, with its namespace in front: Game.Brain.", Required = true, HelpName = "NAME" };
        Option<string> target = CheckedOption.Of("--target", "The framework that the file is compiled for.", KnownTargets.All.Keys, "net8.0", "-t");
        Option<string> access = CheckedOption.Of("--access", "Who may use the class.", ["public", "internal"], "public");

        // One for each property of [LstmOptions], in addition to those for every run of the class.
        var results = new ResultArguments();
        Option<Unroll> unroll = CheckedOption.Of<Unroll>("--unroll", "How much is written out.");
        Option<VectorWidth> width = CheckedOption.Of<VectorWidth>("--vector-width", "The widest vectors.");
        var staticForm = new Option<bool>("--static-form") { Description = "Adds static methods that need no object, for Unity's Burst." };
        var interfaces = new Option<bool>("--interface") { Description = "Implements the interfaces of LstmGen.Models, for code that works with any network." };
        var command = new Command("generate", "Writes the C# class of a trained model, for a host that has no source generators.")
        {
            output, name, target, access, unroll, width, staticForm, interfaces,
        };
        results.AddTo(command);
        model.AddTo(command);
        command.SetAction(parsed =>
        {
            string targetName = parsed.GetRequiredValue(target);
            Options options = results.Options(parsed) with
            {
                Unroll = parsed.GetValue(unroll),
                VectorWidth = parsed.GetValue(width),
                StaticForm = parsed.GetValue(staticForm),
                Interface = parsed.GetValue(interfaces),
            };
            ImportedModel imported = model.Import(parsed);
            string origin = Path.GetFileName(model.File(parsed)) + (imported.Framework is { } by ? $" ({by})" : "");
            LstmClass lstmClass = ModelClass.Of(results.Masked(imported.Network, parsed), origin, parsed.GetRequiredValue(name), options) with
            {
                Facts = new EquatableArray<ModelFact>(imported.AsFile(Path.GetFileName(model.File(parsed))).Facts),
            };
            ClassCheck.Require(lstmClass, KnownTargets.All[targetName], targetName);
            string text = ModelClass.Emit(lstmClass, parsed.GetRequiredValue(access), KnownTargets.All[targetName]);
            OutputFile.Write(parsed.GetRequiredValue(output), writer => writer.Write(text));
            if (ClassCheck.Warning(lstmClass, KnownTargets.All[targetName]) is { } warning)
            {
                Console.Error.WriteLine("lstmgen: warning: " + warning);
            }

            return 0;
        });
        return command;
    }
}
