using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Training;

/// <summary>
/// A saved trainer, in the format of saved states: the header is followed by the parameters, the gradient, the optimizer's moments, the
/// state of a stream, and the remaining fields as doubles.
/// </summary>
/// <param name="Numbers">The fields that are saved as doubles.</param>
/// <param name="Count">How many values all of it takes: among floats, a double counts as two.</param>
/// <param name="Network">The hash of the architecture and the optimizer.</param>
/// <param name="MemoryBytes">What a trainer allocates.</param>
internal sealed record SavedTrainer(IReadOnlyList<string> Numbers, int Count, int ByteCount, ulong Network, long MemoryBytes)
{
    public string NetworkText => $"0x{Network.ToString("X16", CultureInfo.InvariantCulture)}UL";

    public static SavedTrainer Of(Plan plan, TrainingPlan training)
    {
        Optimizer optimizer = TrainerSetting.OptimizerOf(training.Training.Optimizer);
        string[] numbers = ["_loss", "_count", .. optimizer.Powers.Select(power => "_" + power)];
        int bytes = plan.Element.Bytes;
        long parameters = plan.Network.ParameterCount;
        long saved = (parameters * (2 + optimizer.Moments.Count)) + plan.Network.StateCount;
        int count = checked((int)(saved + (numbers.Length * 8 / bytes)));
        string name = $"{ArchitectureText.Of(plan.Network)}; trained by {training.Training.Optimizer}";
        return new SavedTrainer(
            numbers, count, checked(SavedState.Overhead + (count * bytes)), SavedState.Hash(name),
            (saved + training.TransposedCount + training.TapeCount) * bytes);
    }
}
