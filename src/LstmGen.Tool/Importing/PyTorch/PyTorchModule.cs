namespace LstmGen.Tool.Importing.PyTorch;

/// <summary>A module with parameters: an nn.LSTM, or an nn.Linear.</summary>
/// <param name="Name">Its name in the state_dict.</param>
/// <param name="LstmLayers">How many layers an nn.LSTM stacks; 0 is an nn.Linear.</param>
/// <param name="Input">Features that it reads at a step.</param>
/// <param name="Units">Hidden units of each direction of an nn.LSTM, or outputs of an nn.Linear.</param>
internal sealed record PyTorchModule(string Name, int LstmLayers, int Input, int Units)
{
    /// <summary>The end of the names of what the backward direction has.</summary>
    public const string Reverse = "_reverse";

    /// <summary>How many values the hidden state of an nn.LSTM is projected to (proj_size), or null without a projection.</summary>
    public int? Projection { get; init; }

    /// <summary>Whether each layer of an nn.LSTM is two, one for each direction.</summary>
    public bool IsBidirectional { get; init; }

    /// <summary>Whether it has biases. An nn.LSTM has two for each layer and direction, or none at all.</summary>
    public bool HasBias { get; init; }

    public bool IsLstm => LstmLayers > 0;

    /// <summary>Features that it hands on.</summary>
    public int Output => (Projection ?? Units) * (IsBidirectional ? 2 : 1);

    public override string ToString() => System.FormattableString.Invariant($"{Shown.Text(Name)} ({Input} to {Output})");

    /// <summary>The name of one of its parameters.</summary>
    public string Parameter(string part) => ParameterOf(Name, part);

    public static string ParameterOf(string module, string part) => module.Length == 0 ? part : module + "." + part;
}
