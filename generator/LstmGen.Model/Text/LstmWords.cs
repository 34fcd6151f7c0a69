using System.Collections.Generic;

namespace LstmGen.Generator.Model.Text;

/// <summary>
/// The words of the <c>.lstm</c> text form, except those of <see cref="LstmLayer.CellOptions"/>. It is described in
/// generator/docs/lstm-format.md.
/// </summary>
internal static class LstmWords
{
    public const string Header = "lstm-model";
    public const int Version = 1;
    public const string Source = "source";
    public const string Framework = "framework";
    public const string Metadata = "metadata";
    public const string Input = "input";
    public const string Inputs = "inputs";
    public const string Steps = "steps";
    public const string Skip = "skip";
    public const string AllowNonFinite = "allow_nonfinite";
    public const string Lstm = "lstm";
    public const string Dense = "dense";
    public const string Scaling = "scaling";
    public const string Add = "add";
    public const string Normalization = "layer_normalization";
    public const string Embedding = "embedding";
    public const string Ids = "ids";
    public const string Epsilon = "epsilon";
    public const string Scale = "scale";
    public const string Center = "center";
    public const string Units = "units";
    public const string Activation = "activation";
    public const string RecurrentActivation = "recurrent_activation";
    public const string UseBias = "use_bias";
    public const string ReturnSequences = "return_sequences";
    public const string Bidirectional = "bidirectional";
    public const string Merge = "merge";
    public const string Direction = "direction";
    public const string Masking = "masking";
    public const string InitialHidden = "initial_hidden";
    public const string InitialCell = "initial_cell";
    public const string End = "end";

    /// <summary>The names of the directions and merges in the text, by their values.</summary>
    public static readonly IReadOnlyList<string> Directions = ["forward", "backward", "go_backwards", "turned"];

    public static readonly IReadOnlyList<string> Merges = ["concat", "sum", "mul", "ave", "none"];

    /// <summary>The kinds of <see cref="RowsLayer"/>s, by their values.</summary>
    public static readonly IReadOnlyList<string> Rows = ["mean", "max", "last", "flatten", "repeat"];

    /// <summary>What a residual sum adds: the network's input, or the output of the layer with a number.</summary>
    public static string OfSource(int source) => source == AddLayer.OfInput ? Input : NumberText.Of(source);

    public const string Infinity = "inf";
    public const string NaN = "nan";
}
