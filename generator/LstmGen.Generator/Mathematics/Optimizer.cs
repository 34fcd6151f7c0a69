using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Mathematics;

/// <summary>A number of an optimiser that its user may set.</summary>
/// <param name="Name">Its variable in <see cref="Optimizer.Scalars"/>.</param>
/// <param name="Default">PyTorch's default; where PyTorch has none, as for momentum, the common one.</param>
/// <param name="Meaning">What it is, for a reader.</param>
internal sealed record OptimizerSetting(string Name, double Default, string Meaning);

/// <summary>What an optimiser keeps for each parameter from step to step, 0 before the first one.</summary>
/// <param name="Name">Its variable in <see cref="Optimizer.Step"/>.</param>
internal sealed record Moment(string Name, string Meaning);

/// <summary>How a step of training changes the parameters, with the semantics of <c>torch.optim</c>.</summary>
/// <param name="Name">The name given by its authors.</param>
/// <param name="Source">The source of the formula.</param>
/// <param name="Settings">What a user may set, in the order of the parameters of <paramref name="Scalars"/>.</param>
/// <param name="Moments">What is kept for each parameter, in the order of <paramref name="Step"/>.</param>
/// <param name="Scalars">
/// The computation shared by all parameters' steps, done once, in doubles whatever the type of the parameters: from the settings and the
/// powers, the scalars that <paramref name="Step"/> reads and the next powers.
/// </param>
/// <param name="Step">
/// One step of one parameter: from the parameter, its gradient, its moments and the scalars, in this order, the new parameter and its new
/// moments. The same for floats and doubles.
/// </param>
internal sealed record Optimizer(
    string Name,
    string Source,
    IReadOnlyList<OptimizerSetting> Settings,
    IReadOnlyList<Moment> Moments,
    Definition Scalars,
    Definition Step)
{
    /// <summary>
    /// The numbers that are kept from step to step for all parameters together, read after the settings: powers whose exponent is the
    /// number of steps made, 1 before the first one.
    /// </summary>
    public IEnumerable<string> Powers => Scalars.Parameters.Skip(Settings.Count).Select(power => power.Name);

    /// <summary>What <see cref="Step"/> reads after the parameter, its gradient and its moments.</summary>
    public IEnumerable<string> ScalarNames => Step.Parameters.Skip(2 + Moments.Count).Select(scalar => scalar.Name);
}
