using System;
using System.CommandLine;
using System.IO;
using LstmGen.Generator.Model;
using LstmGen.Tool.Generating;
using LstmGen.Tool.Importing;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen generate</c>: the C# file, for a host without source generators.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var model = new ModelArguments();
        var output = new Option<string>("--output", "-o") { Description = "The C# file to write.", Required = true, HelpName = "OUT.cs" };
        var name = new Option<string>("--class", "-c") { Description = "The class's name, with its namespace in front: Game.Brain.", Required = true, HelpName = "NAME" };
        var target = new Option<string>("--target", "-t") { Description = "The framework that the file is compiled for.", DefaultValueFactory = _ => "net8.0" };
        target.AcceptOnlyFromAmong([.. KnownTargets.All.Keys]);
        var access = new Option<string>("--access") { Description = "Who may use the class.", DefaultValueFactory = _ => "public" };
        access.AcceptOnlyFromAmong("public", "internal");
        var unroll = new Option<Unroll>("--unroll") { Description = "How much is written out." };
        var arithmetic = new Option<Arithmetic>("--arithmetic") { Description = "Whether multiply and add are one rounding or two; the results differ in their last bits." };
        var width = new Option<VectorWidth>("--vector-width") { Description = "The widest vectors." };
        var staticForm = new Option<bool>("--static-form") { Description = "Adds static methods that need no object, for Unity's Burst." };
        var command = new Command("generate", "Writes the C# class of a trained model, for a host that has no source generators.") { output, name, target, access, unroll, arithmetic, width, staticForm };
        model.AddTo(command);
        command.SetAction(parsed =>
        {
            Target framework = KnownTargets.All[parsed.GetRequiredValue(target)];
            var options = new Options(parsed.GetValue(unroll), parsed.GetValue(arithmetic), parsed.GetValue(width)) { StaticForm = parsed.GetValue(staticForm) };
            if (options.Arithmetic == Arithmetic.Fused && !framework.FusedMultiplyAdd)
            {
                throw new ModelException($"--arithmetic Fused needs System.MathF.FusedMultiplyAdd, which {parsed.GetRequiredValue(target)} doesn't have");
            }

            if (options.StaticForm && !framework.Spans)
            {
                throw new ModelException($"--static-form needs System.Span<T>, which {parsed.GetRequiredValue(target)} doesn't have");
            }

            ImportedModel imported = model.Import(parsed);
            string origin = Path.GetFileName(model.File(parsed)) + (imported.Framework is { } by ? $" ({by})" : "");
            string text = ModelClass.Emit(imported.Network, origin, parsed.GetRequiredValue(name), parsed.GetRequiredValue(access), options, framework);
            OutputFile.Write(parsed.GetRequiredValue(output), writer => writer.Write(text));
            return 0;
        });
        return command;
    }
}
