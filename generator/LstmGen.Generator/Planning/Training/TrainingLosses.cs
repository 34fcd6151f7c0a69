using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Training;

/// <summary>How losses are planned.</summary>
internal static class TrainingLosses
{
    /// <summary>Whether a loss is computed from the weighted sums of the last layer, whose activation is then part of the loss.</summary>
    public static bool TakesSums(TrainingLoss loss) => loss is TrainingLoss.CrossEntropy or TrainingLoss.BinaryCrossEntropy;
}
