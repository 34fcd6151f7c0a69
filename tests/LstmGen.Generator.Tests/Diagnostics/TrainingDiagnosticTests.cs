using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>Training options that don't fit: LSTM024, and other diagnostics that concern [Training].</summary>
public class TrainingDiagnosticTests
{
    private const string Lstm = "Lstm(Input = 2, Units = 3, Steps = 4)";

    private const string Rows = "Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true)";

    private const string Stream = "Lstm(Input = 2, Units = 3)";

    [Theory]
    [InlineData("[" + Lstm + ", Training]")]
    [InlineData("[" + Lstm + ", Training(Steps = 4)]")]
    [InlineData("[" + Stream + ", Training(Steps = 100)]")]
    [InlineData("[" + Stream + ", Training]", "1 LSTM003 [Training] Steps of [Training] is not given, and the network has no number of steps either; it must be at least 1")]
    [InlineData("[" + Stream + ", Training()]", "1 LSTM003 [Training()] Steps of [Training] is not given, and the network has no number of steps either; it must be at least 1")]
    [InlineData("[" + Stream + ", Training(Steps = 0)]", "1 LSTM003 [Steps = 0] Steps of [Training] is 0; it must be at least 1")]
    [InlineData("[" + Lstm + ", Training(Steps = -4)]", "1 LSTM003 [Steps = -4] Steps of [Training] is -4; it must be at least 1")]
    [InlineData("[" + Lstm + ", Training(Steps = 5)]", "1 LSTM024 [Steps = 5] Steps of [Training] is 5, and the network's sequences have 4 steps; leave it out or make them equal")]
    [InlineData("[Lstm(Input = 2, Units = 3, Steps = 1), Training(Steps = 2)]", "1 LSTM024 [Steps = 2] Steps of [Training] is 2, and the network's sequences have 1 step; leave it out or make them equal")]
    [InlineData("[" + Stream + ", Training(Steps = 10000000)]", "1 LSTM007 [Steps = 10000000] Gesture has 280,000,000 values of a sequence that training keeps; at most 67,108,864 can be generated")]
    [InlineData("[" + Stream + ", Training(Steps = int.MaxValue)]", "1 LSTM007 [Steps = int.MaxValue] Gesture has 60,129,542,116 values of a sequence that training keeps; at most 67,108,864 can be generated")]
    [InlineData("[Lstm(Input = 2, Units = 3, Steps = 10000000), Training]", "1 LSTM007 [Training] Gesture has 280,000,000 values of a sequence that training keeps; at most 67,108,864 can be generated")]
    public Task Steps(string attributes, params string[] expected) => Reports(attributes, expected);

    [Theory]
    [InlineData("[Lstm(Input = 1, Units = 64), Training(Steps = 10000)]", true)]
    [InlineData("[Lstm(Input = 1, Units = 64), Training(Steps = 1000)]", false)]
    [InlineData("[Lstm(Input = 1, Units = 64)]", false)]
    public Task A_trainer_that_takes_much_memory(string attributes, bool isLarge) => Reports(
        attributes,
        isLarge
            ? ["1 LSTM025 [Gesture] A trainer of Gesture allocates 23,457,412 bytes, more than 16,777,216; "
                + "use shorter sequences (Steps of [Training]) or fewer units"]
            : []);

    [Theory]
    [InlineData("dense")]
    [InlineData(" lstm , dense,")]
    [InlineData("dense, dense")]
    [InlineData("", "names no layer; leave it out to train all of them")]
    [InlineData(" , ", "names no layer; leave it out to train all of them")]
    [InlineData("densé", "names 'densé', and the network has lstm, dense; did you mean 'dense'?")]
    [InlineData("Dense", "names 'Dense', and the network has lstm, dense; did you mean 'dense'?")]
    [InlineData("dense, lstm_1", "names 'lstm_1', and the network has lstm, dense; did you mean 'lstm'?")]
    [InlineData("head, tail", "names 'head', and the network has lstm, dense")]
    [InlineData("den\\nse", "names 'den\\u000ase', and the network has lstm, dense", false)]
    public Task Names_of_layers(string names, string? problem = null, bool isNear = true) => Reports(
        $"[{Lstm}, Dense(Units = 1), Training(Train = \"{names}\")]",
        problem is null ? [] : [$"1 LSTM024 [Train = \"{names}\"] Train of [Training] {problem}{(isNear ? "" : "; did you mean 'dense'?")}"]);

    [Theory]
    [InlineData("[" + Lstm + ", Dense(Units = 2, Activation = Activation.Softmax), Training(Loss = TrainingLoss.CrossEntropy)]")]
    [InlineData("[" + Rows + ", Dense(Units = 2, Activation = Activation.LogSoftmax), Training(Loss = TrainingLoss.CrossEntropy)]")]
    [InlineData("[" + Lstm + ", Dense(Units = 2), SkipConnection, Training(Loss = TrainingLoss.CrossEntropy)]")]
    [InlineData("[" + Lstm + ", Dense(Units = 1, Activation = Activation.Sigmoid), Training(Loss = TrainingLoss.BinaryCrossEntropy)]")]
    [InlineData("[" + Lstm + ", Dense(Units = 1), SkipConnection, Training(Loss = TrainingLoss.BinaryCrossEntropy)]")]
    [InlineData("[" + Rows + ", Training(Loss = TrainingLoss.ErrorToSignal)]")]
    [InlineData("[" + Stream + ", Training(Loss = TrainingLoss.ErrorToSignal, Steps = 2)]")]
    [InlineData("[" + Lstm + ", Training(Loss = TrainingLoss.MeanAbsolute)]")]
    [InlineData("[" + Lstm + ", Training(Loss = TrainingLoss.Huber)]")]
    public Task Losses_that_fit(string attributes) => Reports(attributes);

    [Theory]
    [InlineData("CrossEntropy", Lstm, "needs a Dense layer at the end, and the network ends in layer lstm (LSTM)")]
    [InlineData("CrossEntropy", Lstm + ", Dense(Units = 2, Activation = Activation.Relu)", "needs a last layer with the activation Softmax or LogSoftmax or Linear, and layer dense has Relu")]
    [InlineData("CrossEntropy", Lstm + ", Dense(Units = 1)", "needs at least 2 outputs, and the network has 1; a yes or no is for BinaryCrossEntropy")]
    [InlineData("CrossEntropy", Lstm + ", Dense(Units = 2, Activation = Activation.Softmax), SkipConnection", "needs a last layer with the activation Linear beside a skip connection, and layer dense has Softmax")]
    [InlineData("BinaryCrossEntropy", Lstm, "needs a Dense layer at the end, and the network ends in layer lstm (LSTM)")]
    [InlineData("BinaryCrossEntropy", Lstm + ", Dense(Units = 1, Activation = Activation.HardSigmoid)", "needs a last layer with the activation Sigmoid or Linear, and layer dense has HardSigmoid")]
    [InlineData("BinaryCrossEntropy", Lstm + ", Dense(Units = 1, Activation = Activation.Sigmoid), SkipConnection", "needs a last layer with the activation Linear beside a skip connection, and layer dense has Sigmoid")]
    [InlineData("ErrorToSignal", Lstm + ", Dense(Units = 1)", "needs an output for each step, and the network has one for a whole sequence")]
    [InlineData("ErrorToSignal", "Lstm(Input = 1, Units = 1, Steps = 1, ReturnSequences = true)", "needs at least 2 steps, and there is 1")]
    public Task Losses_that_do_not_fit(string loss, string layers, string problem) => Reports(
        $"[{layers}, Training(Loss = TrainingLoss.{loss})]",
        $"1 LSTM024 [Loss = TrainingLoss.{loss}] Loss of [Training] is {loss}, which {problem}");

    [Theory]
    [InlineData("[" + Lstm + ", Training(Loss = (TrainingLoss)6)]", "1 LSTM011 [Loss = (TrainingLoss)6] Loss = 6 is not a valid TrainingLoss")]
    [InlineData("[" + Lstm + ", Training(Optimizer = (TrainingOptimizer)5)]", "1 LSTM011 [Optimizer = (TrainingOptimizer)5] Optimizer = 5 is not a valid TrainingOptimizer")]
    [InlineData("[" + Lstm + ", Training(Initializer = (TrainingInitializer)(-1))]", "1 LSTM011 [Initializer = (TrainingInitializer)(-1)] Initializer = -1 is not a valid TrainingInitializer")]
    [InlineData("[" + Lstm + ", Masking, Training]")]
    [InlineData("[" + Stream + ", Masking, Training(Train = \"gru\")]", "1 LSTM003 [Training(Train = \"gru\")] Steps of [Training] is not given, and the network has no number of steps either; it must be at least 1", "1 LSTM024 [Train = \"gru\"] Train of [Training] names 'gru', and the network has lstm")]
    public Task Unknown_values_and_several_problems(string attributes, params string[] expected) => Reports(attributes, expected);

    private const string Tensors = "kernel 1 2 3 4 recurrent_kernel 1 2 3 4";

    private const string Layer = "lstm units 1 activation tanh recurrent_activation sigmoid use_bias false return_sequences true " + Tensors;

    [Theory]
    [InlineData("steps 4 " + Layer, "Training")]
    [InlineData(Layer, "Training(Steps = 8, Loss = TrainingLoss.ErrorToSignal)")]
    [InlineData("steps 4 " + Layer + " scaling units 1 activation linear use_bias false kernel 2", "Training(Train = \"lstm\")")]
    [InlineData("steps 4 " + Layer, "Training(Steps = 5)", "2 LSTM024 [Steps = 5] Steps of [Training] is 5, and the network's sequences have 4 steps; leave it out or make them equal")]
    [InlineData(Layer, "Training", "2 LSTM003 [Training] Steps of [Training] is not given, and the network has no number of steps either; it must be at least 1")]
    [InlineData("steps 4 masking -1 " + Layer, "Training")]
    [InlineData("steps 4 " + Layer + " mean", "Training")]
    [InlineData("steps 4 " + Layer + " last 2", "Training")]
    [InlineData("steps 4 " + Layer + " last 2", "Training(Loss = TrainingLoss.ErrorToSignal)", "2 LSTM024 [Loss = TrainingLoss.ErrorToSignal] Loss of [Training] is ErrorToSignal, which needs an output for each step, and the network has 2 for a whole sequence")]
    [InlineData("steps 4 " + Layer + " layer_normalization epsilon 0.001 scale true center false gamma 1", "Training")]
    [InlineData("steps 4 embedding ids 2 units 1 embeddings 1 2 " + Layer, "Training")]
    [InlineData("steps 4 " + Layer + " add source input", "Training")]
    [InlineData("steps 4 " + Layer + " mean", "Training(Train = \"global_average_pooling1d\")", "2 LSTM024 [Train = \"global_average_pooling1d\"] Train of [Training] names 'global_average_pooling1d', a layer without parameters")]
    [InlineData("steps 4 " + Layer + " scaling units 1 activation linear use_bias false kernel 2", "Training(Train = \"scaling, lstm\")", "2 LSTM024 [Train = \"scaling, lstm\"] Train of [Training] names 'scaling', the factors and offsets of the model's file, which are not trained")]
    [InlineData("steps 4 " + Layer + " scaling units 1 activation linear use_bias false kernel 2", "Training(Loss = TrainingLoss.BinaryCrossEntropy)", "2 LSTM024 [Loss = TrainingLoss.BinaryCrossEntropy] Loss of [Training] is BinaryCrossEntropy, which needs a Dense layer at the end, and the network ends in layer scaling (Scaling)")]
    public Task Trained_models(string model, string training, params string[] expected) => Reported.AsAsync(
        [$"using LstmGen;\n[LstmModel(\"amp.lstm\"), {training}]\npublic partial class Amp {{ }}"],
        new RunOptions { AllowCompileErrors = expected.Length > 0, AdditionalFiles = [new("amp.lstm", $"lstm-model 1 input 1 {model} end")] },
        expected);

    /// <summary>Names of any length are compared.</summary>
    [Fact]
    public async Task A_name_without_end()
    {
        AnalyzerReport report = await GeneratorRun.Of(
            $"[LstmGen.{Lstm}, LstmGen.Training(Train = \"{new string('x', 100_000)}\")] public partial class Gesture {{ }}",
            new RunOptions { AllowCompileErrors = true }).AnalyzeAsync();
        Assert.InRange(Assert.Single(report.Diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture).Length, 1, 300);
    }

    private static Task Reports(string attributes, params string[] expected) =>
        Reported.AsAsync("using LstmGen; " + attributes + " public partial class Gesture { }", expected);
}
