using System.Linq;

namespace LstmGen.Tool.Importing.PyTorch;

/// <summary>
/// A training checkpoint as JSON: an object in which a state_dict stands beside other things, such as an epoch, an optimizer's state and
/// hyperparameters. What those mean is its program's to say, so that it isn't read.
/// </summary>
internal static class Checkpoint
{
    /// <summary>Objects in objects that are looked into.</summary>
    private const int MostDepth = 3;

    /// <summary>Why the file can't be read and how it can, or null where it is no such checkpoint.</summary>
    public static string? Problem(ModelInput input)
    {
        if (input.Json is not { IsObject: true } json || json.Names.Any(IsParameter) || IsGuitarMl(json))
        {
            return null;
        }

        return StateDict(json, MostDepth) is { } found
            ? $"the file is a checkpoint: its member {Shown.Text(found.Path)} is a PyTorch state_dict, which is read only where it is the whole file; save {Shown.Text(found.Path)} as a file of its own"
            : null;
    }

    /// <summary>GuitarML's files have a state_dict too, and say beside it what it is; one that has nothing else is known by its module.</summary>
    private static bool IsGuitarMl(JsonModel json) => json.Find("model_data") is not null
        || (json.Names.Count() == 1 && json.Find("state_dict") is { IsObject: true } only && only.Find("rec.weight_ih_l0") is not null);

    private static JsonModel? StateDict(JsonModel json, int depth) => json.Members
        .Where(member => member.Value.IsObject)
        .Select(member => member.Value.Names.Any(IsParameter) ? member.Value : depth > 1 ? StateDict(member.Value, depth - 1) : null)
        .FirstOrDefault(found => found is not null);

    private static bool IsParameter(string name) => PyTorchParameter.Parse(name).Layer is not null;
}
