using System;

namespace LstmGen.Models.Importing.PyTorch;

/// <summary>A module with parameters: an nn.LSTM, an nn.LSTMCell, or an nn.Linear.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="LstmLayers">How many layers an nn.LSTM stacks; 1 for an nn.LSTMCell; 0 is an nn.Linear.</param>
/// <param name="Input">Features that it reads at a step.</param>
/// <param name="Units">Hidden units of each direction of an nn.LSTM, or outputs of an nn.Linear.</param>
internal sealed record PyTorchModule(string Name, int LstmLayers, int Input, int Units)
{
    /// <summary>The suffix of the names of the backward direction's parameters.</summary>
    public const string Reverse = "_reverse";

    /// <summary>How many values the hidden state of an nn.LSTM is projected to (proj_size), or null without a projection.</summary>
    public int? Projection { get; init; }

    /// <summary>Whether each layer of an nn.LSTM is two, one for each direction.</summary>
    public bool IsBidirectional { get; init; }

    /// <summary>Whether it has biases. An nn.LSTM has two for each layer and direction, or none at all.</summary>
    public bool HasBias { get; init; }

    /// <summary>The names of its parameters in the file.</summary>
    public required PyTorchNames Names { get; init; }

    public bool IsLstm => LstmLayers > 0;

    /// <summary>Features that it outputs.</summary>
    public int Output => (Projection ?? Units) * (IsBidirectional ? 2 : 1);

    /// <summary>Whether a user may mean it by a name, which may be the model's or the file's.</summary>
    public bool IsCalled(string name) => name == Name || name == Names.Module;

    public override string ToString() => FormattableString.Invariant($"{Shown.Text(Name)} ({Input} to {Output})");
}

/// <summary>The names of a module's parameters in the file.</summary>
/// <param name="Module">The module's name in the file, with a wrapper's prefix.</param>
/// <param name="IsCell">Whether it is an nn.LSTMCell, which has no layers to number.</param>
internal sealed record PyTorchNames(string Module, bool IsCell)
{
    /// <summary>The module's class if it isn't an nn.Linear.</summary>
    public string LstmClass => IsCell ? "nn.LSTMCell" : "nn.LSTM";

    /// <summary>The name of one of its parameters.</summary>
    public string Of(string part) => Module.Length == 0 ? part : Module + "." + part;

    /// <summary>The name of a parameter of an LSTM.</summary>
    /// <param name="suffix">Its suffix, <see cref="PyTorchModule.Reverse"/> or empty.</param>
    public string Of(string part, int layer, string suffix = "") => Of(IsCell ? part : FormattableString.Invariant($"{part}_l{layer}{suffix}"));
}
