using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Training;

/// <summary>A number that a trainer's user may set.</summary>
internal sealed record TrainerSetting(string Name, string Meaning, double Default)
{
    public static Optimizer OptimizerOf(TrainingOptimizer optimizer) => optimizer switch
    {
        TrainingOptimizer.Adam => Optimizers.Adam,
        TrainingOptimizer.AdamW => Optimizers.AdamW,
        TrainingOptimizer.Sgd => Optimizers.SgdWithMomentum,
        TrainingOptimizer.Nesterov => Optimizers.SgdWithNesterov,
        TrainingOptimizer.RmsProp => Optimizers.RmsProp,
        _ => throw new ArgumentOutOfRangeException(nameof(optimizer)),
    };

    public static IEnumerable<TrainerSetting> Of(TrainingOptimizer optimizer) =>
    [
        .. OptimizerOf(optimizer).Settings.Select(setting => new TrainerSetting(NameOf(setting.Name), setting.Meaning, DefaultOf(optimizer, setting))),
        new("ClipNorm", "The largest norm that the gradient of a step may have: a longer one is shortened to it. 0 for any.", 0),
        new("ClipValue", "The largest magnitude that a derivative may have in a step: others are limited to it. 0 for any.", 0),
    ];

    /// <summary>The property for a setting of an optimizer.</summary>
    public static string NameOf(string setting) => setting switch
    {
        "rate" => "LearningRate",
        "decay" => "WeightDecay",
        _ => char.ToUpperInvariant(setting[0]) + setting.Substring(1),
    };

    /// <summary>Without momentum, the method is plain gradient descent, like torch.optim.SGD's default.</summary>
    private static double DefaultOf(TrainingOptimizer optimizer, OptimizerSetting setting) =>
        optimizer == TrainingOptimizer.Sgd && setting.Name == "momentum" ? 0 : setting.Default;
}
