using System.CommandLine;
using System.Globalization;
using LstmGen.Generator.Model;
using LstmGen.Generator.Reading;
using LstmGen.Models;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Commands;

/// <summary>The options of a generated class that affect its results.</summary>
internal sealed class ResultArguments
{
    /// <summary>The value of <c>--masking</c> that stands for <c>[Masking]</c> without a value.</summary>
    private const string ByMask = "mask";

    private readonly Option<Arithmetic> _arithmetic = CheckedOption.Of<Arithmetic>("--arithmetic", "Whether multiply and add are one rounding or two; the results differ in their last bits.");

    private readonly Option<Precision> _precision = CheckedOption.Of<Precision>("--precision", "Whether the class computes with floats or with doubles.");

    private readonly Option<string?> _masking = new("--masking")
    {
        Description = $"Lets steps be masked, as [Masking] does: '{ByMask}' where only a mask that Forward is given says which, or the number that a masked step has in every feature. As the file says if left out.",
        HelpName = ByMask + "|NUMBER",
    };

    public void AddTo(Command command)
    {
        command.Add(_precision);
        command.Add(_arithmetic);
        command.Add(_masking);
    }

    public Options Options(ParseResult parsed) => LstmGen.Generator.Model.Options.Default with
    {
        Arithmetic = parsed.GetValue(_arithmetic),
        Precision = parsed.GetValue(_precision),
    };

    /// <summary>The network, masked as requested.</summary>
    /// <exception cref="ModelException">That isn't possible.</exception>
    public Network Masked(Network network, ParseResult parsed)
    {
        if (parsed.GetValue(_masking) is not { } text)
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
