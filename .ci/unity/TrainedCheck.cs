using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using static CheckException;

/// <summary>A trained model in each of the two ways in which Unity hands its text to the compiler, against what its framework computed.</summary>
internal static class TrainedCheck
{
    private delegate void Forward(ReadOnlySpan<float> input, Span<float> output);

    public static void Run(UnityCompiler compiler, string model, string recorded)
    {
        string project = Directory.CreateTempSubdirectory("LstmGen.Unity").FullName;
        string assets = Directory.CreateDirectory(Path.Combine(project, "Assets")).FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "stubs", "Trained.cs"), Path.Combine(assets, "Trained.cs"));

        // An asset that names the generator: what Unity passes on is its path.
        const string asset = "Assets/lstm_dense.LstmGen.Generator.additionalfile";
        File.Copy(model, Path.Combine(project, asset));
        Check(compiler.Compile("Asset", project, "Assets/Trained.cs", "-additionalfile:" + asset), recorded);

        // A line of a csc.rsp.
        File.Copy(model, Path.Combine(assets, "lstm_dense.lstm"));
        File.WriteAllText(Path.Combine(assets, "csc.rsp"), "-additionalfile:Assets/lstm_dense.lstm\n");
        Check(compiler.Compile("ResponseFile", project, "Assets/Trained.cs", "@Assets/csc.rsp"), recorded);
    }

    private static void Check(Assembly assembly, string recorded)
    {
        Type type = assembly.GetType("Trained", throwOnError: true)!;
        var forward = type.GetMethod("Forward", [typeof(ReadOnlySpan<float>), typeof(Span<float>)])!.CreateDelegate<Forward>(Activator.CreateInstance(type));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(recorded));
        float[] Values(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];
        float[] expected = Values("output"), output = new float[expected.Length];
        forward(Values("input"), output);
        double difference = output.Zip(expected, (a, b) => Math.Abs((double)a - b)).Max();
        Unless(difference < 1e-6, $"{assembly.GetName().Name}: the trained model's output differs by {difference:g3} from what its framework computed");
        Console.WriteLine($"{assembly.GetName().Name}: differs by at most {difference:g2} from what the model's framework computed");
    }
}
