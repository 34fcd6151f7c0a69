using System;
using System.Linq;

namespace LstmGen.Models.Importing.PyTorch;

/// <summary>Modules that aren't supported, known by the names of their parameters, so that an error can say what they are.</summary>
internal static class OtherModules
{
    private static readonly (string[] Parts, string What)[] Known =
    [
        (["running_mean", "running_var", "num_batches_tracked"],
            "is of a BatchNorm or another normalization with running statistics, which isn't supported in a state_dict; fold it into the module beside it before the model is saved"),
        (["in_proj_weight", "in_proj_bias", "bias_k", "bias_v"], "is of an nn.MultiheadAttention, which isn't supported"),
        (["weight_g", "weight_v"], "is of a weight_norm; call torch.nn.utils.remove_weight_norm on its module before the model is saved"),
        (["weight_orig", "weight_u"], "is of a spectral_norm; call torch.nn.utils.remove_spectral_norm on its module before the model is saved"),
        (["original", "original0", "original1"],
            "is of a parametrization; call torch.nn.utils.parametrize.remove_parametrizations on its module before the model is saved"),
    ];

    /// <summary>The error for a parameter that neither an nn.LSTM nor an nn.Linear has.</summary>
    public static ModelException Problem(PyTorchParameter parameter)
    {
        string tensor = "tensor " + Shown.Text(parameter.Name);
        return new ModelException(Known.FirstOrDefault(module => Array.IndexOf(module.Parts, parameter.Part) >= 0).What is { } what
            ? $"{tensor} {what}. If module {Shown.Text(parameter.Module)} isn't for inference, leave it out {LeftOut.Option}"
            : $"{tensor} is not a parameter of an nn.LSTM or nn.Linear; other modules aren't supported. One that isn't for inference can be left out {LeftOut.Option}");
    }
}
