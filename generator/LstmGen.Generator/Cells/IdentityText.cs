using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Cells;

/// <summary>What the line has of which a state's identity is made: the same for all time, whatever a reader is told.</summary>
internal static class IdentityText
{
    public static string Of(Activation activation) =>
        $"{NumberText.Of((int)activation.Kind)}({FloatText.Of(activation.Alpha)},{FloatText.Of(activation.Beta)})";

    public static string Of(float? limit) => limit is float value ? FloatText.Of(value) : "-";
}
