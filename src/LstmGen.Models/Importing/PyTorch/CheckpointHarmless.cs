using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.PyTorch;

/// <summary>
/// What a checkpoint has beside the state_dict that belongs only to training, by the names that PyTorch's examples, Lightning and others
/// give it.
/// </summary>
internal static class CheckpointHarmless
{
    private const string Format = "PyTorch checkpoint";

    public static readonly Harmless Progress = new(
        Format, "epoch, step, loss, score and the like", "how far the training was, and how good");

    public static readonly Harmless Optimizer = new(
        Format, "optimizer, scheduler and the like", "the state of the optimizer, which inference doesn't have");

    public static readonly Harmless Told = new(
        Format, "hyper_parameters, args, config and the like", "what a program was told; what it means is its code's to say, and a state_dict that is saved alone has none of it");

    public static readonly Harmless Trainer = new(
        Format, "loops, callbacks, versions and the like", "the state of the program that trained, for going on with the training");

    public static readonly Harmless Name = new(
        Format, "the name of the state_dict", "it is known by the names of its tensors, and there is one of them");

    public static readonly Harmless LeftOut = new(Format, "what a user leaves out", "the user states that it isn't for inference");

    private static readonly Dictionary<string, Harmless> Known = new (Harmless Why, string[] Names)[]
    {
        (Progress, [
            "epoch", "epochs", "num_epochs", "current_epoch", "step", "steps", "global_step", "num_steps", "iter", "iters", "iteration",
            "iterations", "it", "frame",
            "timestep", "timesteps", "total_timesteps", "num_updates", "loss", "losses", "train_loss", "train_losses", "val_loss",
            "val_losses", "valid_loss", "test_loss",
            "best_loss", "best_val_loss", "best_epoch", "best_score", "best_acc", "best_accuracy", "best_metric", "acc", "accuracy",
            "val_acc", "val_accuracy", "train_acc",
            "score", "metric", "metrics", "reward", "best_reward", "last_mean_rewards", "history", "infos", "date", "time", "timestamp",
            "seed",
        ]),
        (Optimizer, [
            "optimizer", "optimizers", "optimizer_state", "optimizer_states", "optimizer_state_dict", "optimizer_dict", "optim",
            "optim_state", "optim_state_dict", "opt", "opt_state",
            "opt_state_dict", "scheduler", "scheduler_state", "scheduler_state_dict", "lr_scheduler", "lr_schedulers",
            "lr_scheduler_state_dict", "lr_sched", "lr", "learning_rate",
            "amp", "amp_state_dict", "amp_scaling_state", "native_amp_scaling_state", "grad_scaler", "grad_scaler_state_dict",
            "MixedPrecisionPlugin", "MixedPrecision",
        ]),
        (Told, [
            "hyper_parameters", "hyperparameters", "hparams", "hparams_name", "hparams_type", "module_arguments",
            "datamodule_hyper_parameters", "datamodule_hparams_name",
            "datamodule_hparams_type", "args", "opts", "config", "cfg", "arch",
        ]),
        (Trainer, [
            "loops", "callbacks", "pytorch-lightning_version", "lightning_version", "torch_version", "rng_state", "torch_rng_state",
            "cuda_rng_state", "numpy_rng_state", "rng_states",
        ]),
    }.SelectMany(group => group.Names.Select(name => (name, group.Why)))
        .ToDictionary(pair => pair.name, pair => pair.Why, StringComparer.Ordinal);

    public static IReadOnlyList<Harmless> All { get; } = [Progress, Optimizer, Told, Trainer, Name, LeftOut];

    /// <summary>Why a member can't matter, or null if it isn't known.</summary>
    public static Harmless? Find(string name) => Known.GetValueOrDefault(name);
}
