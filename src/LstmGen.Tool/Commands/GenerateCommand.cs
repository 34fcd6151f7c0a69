using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using LstmGen.Generator.Model;
using LstmGen.Generator.Reading;
using LstmGen.Tool.Generating;
using LstmGen.Tool.Importing;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen generate</c>: the C# file, for a host without source generators.</summary>
internal static class GenerateCommand
{
    /// <summary>The value of <c>--masking</c> that stands for <c>[Masking]</c> without a value.</summary>
    private const string ByMask = "mask";

    public static Command Create()
    {
        var model = new ModelArguments();
        var output = new Option<string>("--output", "-o") { Description = "The C# file to write.", Required = true, HelpName = "OUT.cs" };
        var name = new Option<string>("--class", "-c") { Description = "The class's name, with its namespace in front: Game.Brain.", Required = true, HelpName = "NAME" };
        Option<string> target = CheckedOption.Of("--target", "The framework that the file is compiled for.", KnownTargets.All.Keys, "net8.0", "-t");
        Option<string> access = CheckedOption.Of("--access", "Who may use the class.", ["public", "internal"], "public");

        // One for each property of [LstmOptions].
        Option<Unroll> unroll = CheckedOption.Of<Unroll>("--unroll", "How much is written out.");
        Option<Arithmetic> arithmetic = CheckedOption.Of<Arithmetic>("--arithmetic", "Whether multiply and add are one rounding or two; the results differ in their last bits.");
        Option<VectorWidth> width = CheckedOption.Of<VectorWidth>("--vector-width", "The widest vectors.");
        Option<Precision> precision = CheckedOption.Of<Precision>("--precision", "Whether the class computes with floats or with doubles.");
        var staticForm = new Option<bool>("--static-form") { Description = "Adds static methods that need no object, for Unity's Burst." };
        var masking = new Option<string?>("--masking")
        {
            Description = $"Lets steps be masked, as [Masking] does: '{ByMask}' where only a mask that Forward is given says which, or the number that a masked step has in every feature. As the file says if left out.",
            HelpName = ByMask + "|NUMBER",
        };
        var command = new Command("generate", "Writes the C# class of a trained model, for a host that has no source generators.") { output, name, target, access, unroll, arithmetic, width, precision, staticForm, masking };
        model.AddTo(command);
        command.SetAction(parsed =>
        {
            string targetName = parsed.GetRequiredValue(target);
            var options = new Options(parsed.GetValue(unroll), parsed.GetValue(arithmetic), parsed.GetValue(width))
            {
                Precision = parsed.GetValue(precision),
                StaticForm = parsed.GetValue(staticForm),
            };
            ImportedModel imported = model.Import(parsed);
            string origin = Path.GetFileName(model.File(parsed)) + (imported.Framework is { } by ? $" ({by})" : "");
            LstmClass lstmClass = ModelClass.Of(Masked(imported.Network, parsed.GetValue(masking)), origin, parsed.GetRequiredValue(name), options);
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

    private static Network Masked(Network network, string? text)
    {
        if (text is null)
        {
            return network;
        }

        float? value = text == ByMask ? null
            : float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number) ? number
            : throw new ModelException($"--masking is {Shown.Text(text)}; it is '{ByMask}', or the number that a masked step has in every feature");
        return value is not null && network.Masking is { } own && own.Value != value
            ? throw new ModelException($"--masking is {LayerOptions.Shown(value.Value)}, and the model masks by {(own.Value is float masked ? LayerOptions.Shown(masked) : "a mask")}")
            : network with { Masking = network.Masking ?? new Masking(value) };
    }
}
