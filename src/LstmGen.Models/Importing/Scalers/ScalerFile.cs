using System.Linq;

namespace LstmGen.Models.Importing.Scalers;

/// <summary>
/// Reads a scaler's JSON: <c>{"input": …, "output": …}</c>, or one scaler alone, which is the input's. A scaler has the numbers of
/// scikit-learn's StandardScaler or MinMaxScaler, by scikit-learn's names.
/// </summary>
internal static class ScalerFile
{
    public const string Input = "input";

    public const string Output = "output";

    /// <summary>The most bytes that are read: two lists for each of 4,096 features and outputs need a tenth of it.</summary>
    public const long MostBytes = 4_000_000;

    /// <param name="fileName">The file's name in messages.</param>
    /// <exception cref="ModelException">The file isn't a scaler.</exception>
    public static Scaler Read(string fileName, byte[] bytes)
    {
        try
        {
            if (!JsonModel.LooksLike(bytes))
            {
                throw new ModelException(
                    "the file is not JSON: write the scaler's numbers, {\"input\": {\"mean\": [...], \"scale\": [...]}}; a .pkl or .joblib file holds code, and isn't read");
            }

            return Read(fileName, JsonModel.Parse(bytes, "the file", new PassedOver()));
        }
        catch (ModelException exception)
        {
            throw new ModelException($"the scaler {Shown.Text(fileName)}: {exception.Message}", exception);
        }
    }

    private static Scaler Read(string fileName, JsonModel json)
    {
        string[] names = [.. json.Names];
        bool hasParts = names.Contains(Input) || names.Contains(Output);
        if (!hasParts)
        {
            return new Scaler(fileName, FeatureScalerReader.Read(json), null);
        }

        if (names.FirstOrDefault(name => name is not Input and not Output) is { } other)
        {
            throw json.Error($"has the member {Shown.Text(other)} beside {Shown.List([.. names.Where(name => name is Input or Output)])}; {Input} and {Output} are known there");
        }

        FeatureScaler? input = Part(json, Input);
        FeatureScaler? output = Part(json, Output);
        return input is null && output is null ? throw json.Error("scales nothing: input and output are null") : new Scaler(fileName, input, output);
    }

    private static FeatureScaler? Part(JsonModel json, string name) => json.Find(name) is { } part ? FeatureScalerReader.Read(part) : null;
}
