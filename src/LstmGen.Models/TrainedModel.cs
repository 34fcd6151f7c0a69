using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Models.Importing;
using LstmGen.Models.Loading;

namespace LstmGen.Models;

/// <summary>
/// A trained model that a program reads while it runs: what it computes, and the numbers that a generated class of the same architecture takes.
/// It is read as the build reads an <c>LstmModel</c> item, so both give the same bits. Instances don't change, and serve many threads.
/// </summary>
/// <example>
/// <code>
/// TrainedModel model = TrainedModel.Load(path);
/// var amp = new Amp(model.ParametersFor(Amp.Architecture));
/// </code>
/// </example>
public sealed class TrainedModel
{
    private readonly string _name;

    internal TrainedModel(string name, ImportedModel model)
    {
        Network network = model.Network;
        _name = name;
        Architecture = ArchitectureText.Of(network);
        Parameters = network.Parameters!.ToArray();
        HasInitialState = network.InitialState is not null;
        InitialState = network.InitialState?.ToArray() ?? (network.TakesInitialState ? new float[network.StateCount] : []);
        InputSize = network.InputSize;
        OutputSize = network.OutputSize;
        Steps = network.Steps;
        ReturnsSequences = network.ReturnsSequences;
        Format = model.Format;
        Metadata = new ModelMetadata(model.AsFile(name.Replace('\\', '/')).Facts);
        Summary = string.Join("\n", SummaryTable.Lines(Path.GetFileNameWithoutExtension(name), network));
    }

    /// <summary>
    /// What the model computes, in one line, such as <c>lstm 1&gt;40 tanh/sigmoid; dense 40&gt;1 linear; skip</c>: a class of the same
    /// <c>Architecture</c> takes the model's parameters. It is a label for a <c>switch</c>.
    /// </summary>
    public string Architecture { get; }

    /// <summary>
    /// All parameters, in the order in which the constructor of a generated class takes them: layer by layer the kernel, the recurrent kernel and
    /// the bias, each row by row with the gates i, f, c, o (Keras' order).
    /// </summary>
    public ReadOnlyMemory<float> Parameters { get; }

    /// <summary>
    /// The state from which sequences start: for each LSTM layer, and for each direction of one, h, then c, a value for each unit. Zeros where
    /// the model has no initial state of its own (<see cref="HasInitialState"/>); empty where it masks steps that a layer reads from the end.
    /// </summary>
    public ReadOnlyMemory<float> InitialState { get; }

    /// <summary>Whether the model was trained with an initial state of its own.</summary>
    public bool HasInitialState { get; }

    /// <summary>Features that are read at a step.</summary>
    public int InputSize { get; }

    /// <summary>Values in a row of the output.</summary>
    public int OutputSize { get; }

    /// <summary>The length of a sequence, where the file or <see cref="LoadOptions.Steps"/> says so. It isn't part of the architecture.</summary>
    public int? Steps { get; }

    /// <summary>Whether a sequence has several rows of output, such as one for every step, or one alone.</summary>
    public bool ReturnsSequences { get; }

    /// <summary>The format of the file, such as <c>Keras 3 (.keras)</c>.</summary>
    public string Format { get; }

    /// <summary>What the file says in addition to the network.</summary>
    public ModelMetadata Metadata { get; }

    /// <summary>The table that Keras prints for <c>model.summary()</c>; lines end with a line feed.</summary>
    public string Summary { get; }

    /// <summary>Reads a model's file.</summary>
    /// <param name="path">The file, in any of the formats that <c>lstmgen convert</c> takes. Files that it names are read beside it, and no others.</param>
    /// <param name="options">What the file doesn't say.</param>
    /// <param name="cancellationToken">Ends the call at once; what still runs on another thread ends soon after.</param>
    /// <exception cref="ModelException">The file can't be read or used, or changed while it was read; the message names it and says why.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static TrainedModel Load(string path, LoadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Loader.Run(Path.GetFileName(path) is { Length: > 0 } name ? name : path, options, cancellationToken, () => ModelInput.Open(path, cancellationToken));
    }

    /// <summary>Reads a model from a stream, from where it is to its end. The stream stays open.</summary>
    /// <param name="stream">It needn't be one that can be sought.</param>
    /// <param name="name">What the file would be called, such as <c>amp.nam</c>: its extension tells the format where the content doesn't.</param>
    /// <param name="options">What the file doesn't say.</param>
    /// <param name="cancellationToken">Ends the call between two reads of the stream, or at once where all is read.</param>
    /// <exception cref="ArgumentException">The stream can't be read.</exception>
    /// <exception cref="ModelException">The model can't be used, ends early, or needs a file beside it; the message names it and says why.</exception>
    /// <exception cref="IOException">What the stream itself throws.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static TrainedModel Load(Stream stream, string name, LoadOptions? options = null, CancellationToken cancellationToken = default)
    {
        Loader.Check(stream, name);
        byte[] bytes = Loader.Named(name, () => ModelBytes.OfStream(stream, "the stream", ModelInput.MostBytes, cancellationToken));
        return Loader.Run(name, options, cancellationToken, () => new ModelInput(name, bytes) { IsAlone = true, Cancellation = cancellationToken });
    }

    /// <summary>Reads a model's file on a thread of the pool.</summary>
    /// <inheritdoc cref="Load(string, LoadOptions, CancellationToken)"/>
    public static Task<TrainedModel> LoadAsync(string path, LoadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Task.Run(() => Load(path, options, cancellationToken), cancellationToken);
    }

    /// <summary>Reads a model from a stream, without a thread that waits for it, and on a thread of the pool what came.</summary>
    /// <inheritdoc cref="Load(Stream, string, LoadOptions, CancellationToken)"/>
    public static async Task<TrainedModel> LoadAsync(Stream stream, string name, LoadOptions? options = null, CancellationToken cancellationToken = default)
    {
        Loader.Check(stream, name);
        using var whole = new MemoryStream();
        await Loader.CopyAsync(stream, name, whole, cancellationToken).ConfigureAwait(false);
        whole.Position = 0;
        return await Task.Run(() => Load(whole, name, options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a model of the tensors of a PyTorch <c>state_dict</c>: of <c>nn.LSTM</c>, <c>nn.LSTMCell</c> and <c>nn.Linear</c>.</summary>
    /// <param name="tensors">By their names in the state_dict, such as <c>lstm.weight_ih_l0</c>, in its order.</param>
    /// <param name="options">The layers' order, activations and what else a state_dict doesn't say.</param>
    /// <exception cref="ModelException">They don't form a supported network; the message says why.</exception>
    public static TrainedModel FromTensors(IEnumerable<NamedTensor> tensors, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return Loader.Named(Loader.Tensors, () => new TrainedModel(Loader.Tensors, TensorModel.Read([.. tensors], (options ?? LoadOptions.None).ForImport())));
    }

    /// <summary>The parameters for a generated class, once it is sure that they are the class's.</summary>
    /// <param name="architecture">The constant <c>Architecture</c> of the class.</param>
    /// <exception cref="ModelException">The model computes something else: the message says what it has, and what is needed.</exception>
    public ReadOnlySpan<float> ParametersFor(string architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return architecture == Architecture ? Parameters.Span : throw new ModelException(
            $"{PlainText.Of(_name)}: the model has the architecture \"{Architecture}\", and \"{PlainText.Of(architecture)}\" is needed");
    }

    /// <summary>The model's name and architecture.</summary>
    public override string ToString() => $"{PlainText.Of(_name)}: {Architecture}";
}
