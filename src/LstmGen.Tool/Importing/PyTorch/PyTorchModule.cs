namespace LstmGen.Tool.Importing.PyTorch;

/// <summary>A module with parameters: an nn.LSTM, or an nn.Linear.</summary>
/// <param name="Name">Its name in the state_dict.</param>
/// <param name="LstmLayers">How many layers an nn.LSTM stacks; 0 is an nn.Linear.</param>
/// <param name="Input">Features that it reads at a step.</param>
/// <param name="Output">Features that it hands on.</param>
internal sealed record PyTorchModule(string Name, int LstmLayers, int Input, int Output)
{
    public bool IsLstm => LstmLayers > 0;

    public override string ToString() => System.FormattableString.Invariant($"{Shown.Text(Name)} ({Input} to {Output})");

    /// <summary>The name of one of its parameters.</summary>
    public string Parameter(string part) => ParameterOf(Name, part);

    public static string ParameterOf(string module, string part) => module.Length == 0 ? part : module + "." + part;
}
