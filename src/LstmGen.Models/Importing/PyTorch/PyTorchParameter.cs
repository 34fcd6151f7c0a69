using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace LstmGen.Models.Importing.PyTorch;

/// <summary>What a parameter's name in a state_dict says, such as <c>rec.weight_ih_l0</c>: the module, and its part of it.</summary>
/// <param name="Name">The whole name, as in the file.</param>
/// <param name="Module">The module's name, empty if the whole model is one module.</param>
/// <param name="Part">
/// The name without the module's, the layer's number and the direction: <c>weight_ih</c>, <c>weight_hh</c>, <c>bias_ih</c>, <c>bias_hh</c>
/// and <c>weight_hr</c> of an nn.LSTM, or any other name.
/// </param>
/// <param name="Layer">The layer within an nn.LSTM, 0 for an nn.LSTMCell, or null for a parameter of something else.</param>
/// <param name="IsReverse">Whether it belongs to the layer that reads backwards.</param>
internal sealed record PyTorchParameter(string Name, string Module, string Part, int? Layer, bool IsReverse)
{
    private static readonly string[] CellParts = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"];
    private static readonly string[] LstmParts = [.. CellParts, "weight_hr"];

    /// <summary>The prefixes that DistributedDataParallel, DataParallel and torch.compile add to every name.</summary>
    private static readonly string[] Wrappers = ["module.", "_orig_mod."];

    public bool IsBias => Part is "bias" or "bias_ih" or "bias_hh";

    /// <summary>Whether the name is one of an nn.LSTMCell's, which has no layers to number.</summary>
    public bool IsOfCell { get; private init; }

    /// <summary>The prefix that all names share because the model was wrapped when it was saved; empty if it wasn't.</summary>
    public static string WrapperOf(IReadOnlyCollection<string> names)
    {
        string wrapper = "";
        bool IsShared(string next) => names.Count > 0 && names.All(name => name.StartsWith(wrapper + next, StringComparison.Ordinal));
        while (Array.Find(Wrappers, IsShared) is { } found)
        {
            wrapper += found;
        }

        return wrapper;
    }

    /// <param name="wrapper">The prefix of the name that belongs to no module of the model.</param>
    public static PyTorchParameter Parse(string name, string wrapper = "")
    {
        string inModel = name[wrapper.Length..];
        int dot = inModel.LastIndexOf('.');
        string module = dot < 0 ? "" : inModel[..dot];
        string part = inModel[(dot + 1)..];
        bool isReverse = part.EndsWith(PyTorchModule.Reverse, StringComparison.Ordinal);
        string forward = isReverse ? part[..^PyTorchModule.Reverse.Length] : part;
        int mark = forward.LastIndexOf("_l", StringComparison.Ordinal);
        return mark >= 0 && Array.IndexOf(LstmParts, forward[..mark]) >= 0 && Number(forward[(mark + 2)..]) is int layer
            ? new PyTorchParameter(name, module, forward[..mark], layer, isReverse)
            : Array.IndexOf(CellParts, part) >= 0 ? new PyTorchParameter(name, module, part, 0, false) { IsOfCell = true }
            : new PyTorchParameter(name, module, part, null, false);
    }

    /// <summary>The value of digits as PyTorch writes them: without a sign or leading zeros.</summary>
    private static int? Number(string digits) =>
        digits.Length is > 0 and < 5 && (digits == "0" || digits[0] != '0')
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
