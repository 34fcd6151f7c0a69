using System;
using System.Globalization;
using System.Text.RegularExpressions;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Keras;

/// <summary>What wrote a file, as far as its version changes what the file means.</summary>
internal sealed class KerasVersion
{
    private const string KerasWriter = "keras v";
    private const string TfjsWriter = "TensorFlow.js tfjs-layers v";
    private const string TfjsLayers = "tfjs-layers ";

    private readonly bool _isTfjs;
    private readonly bool _isTensorFlow;

    private KerasVersion(string framework, bool isTfjs, bool isTensorFlow, int major, int minor)
    {
        Framework = framework;
        _isTfjs = isTfjs;
        _isTensorFlow = isTensorFlow;
        Major = major;
        Minor = minor;
    }

    /// <summary>For a reader, such as <c>Keras 2.4.0</c>.</summary>
    public string Framework { get; }

    public int Major { get; }

    public int Minor { get; }

    /// <summary>
    /// What <c>hard_sigmoid</c> means: Keras 3 made it x/6 + 1/2; before, and in tfjs to this day, it is 0.2x + 1/2. null for a model of
    /// Keras 3 that was converted for tfjs, where it computes something other than in training.
    /// </summary>
    public Activation? HardSigmoid => Major < 3 ? Activation.HardSigmoid02 : _isTfjs ? null : Activation.HardSigmoid;

    /// <summary>
    /// An LSTM's default <c>recurrent_activation</c>, or null if the version has two: Keras 2.3 changed it, the 2.2 that is part of
    /// TensorFlow came with both, and TensorFlow.js has the old one even for models converted from newer versions.
    /// </summary>
    public Activation? RecurrentActivation =>
        Major > 2 || (Major == 2 && Minor >= 3) ? (_isTfjs ? null : Activation.Sigmoid)
        : _isTfjs ? Activation.HardSigmoid02
        : _isTensorFlow ? null
        : Activation.HardSigmoid02;

    /// <summary>
    /// Whether a bidirectional layer's rows of masked steps repeat its halves' last outputs. They do in tfjs; in Keras they are zero, and
    /// so they are for a Keras model converted for tfjs.
    /// </summary>
    public bool RepeatsMaskedRows => _isTfjs && Framework.StartsWith("TensorFlow.js", StringComparison.Ordinal);

    /// <summary>
    /// Reads what wrote a tfjs file: TensorFlow.js itself, or its converter, which states the version of Keras from which it converted.
    /// </summary>
    /// <param name="writer">
    /// Such as <c>TensorFlow.js tfjs-layers v4.22.0</c> or <c>keras v2.11.0</c>, or null where the file doesn't say.
    /// </param>
    /// <exception cref="ModelException">It is neither.</exception>
    public static KerasVersion Tfjs(string? writer)
    {
        if (writer is null)
        {
            return new KerasVersion("tfjs", true, false, 0, 0);
        }

        if (writer.StartsWith(KerasWriter, StringComparison.Ordinal))
        {
            KerasVersion keras = Parse(writer[KerasWriter.Length..]);
            return new KerasVersion(Plain(writer), true, false, keras.Major, keras.Minor);
        }

        return writer.StartsWith(TfjsWriter, StringComparison.Ordinal) && IsVersion(writer[TfjsWriter.Length..], out _, out _)
            ? new KerasVersion(Plain(writer), true, false, 0, 0)
            : throw new ModelException($"'generatedBy' is {Shown.Text(writer)}; files are read that TensorFlow.js wrote ('{TfjsWriter}4.22.0') or converted from Keras ('{KerasWriter}2.11.0')");
    }

    /// <summary>Reads a version such as <c>2.2.4-tf</c>.</summary>
    /// <exception cref="ModelException">It isn't a version.</exception>
    public static KerasVersion Parse(string text)
    {
        if (!IsVersion(text, out int major, out int minor))
        {
            throw new ModelException($"the file's keras_version is {Shown.Text(text)}, which is not a version such as 2.4.0");
        }

        return major is 2 or 3
            ? new KerasVersion("Keras " + Plain(text), false, text.Contains("-tf", StringComparison.Ordinal), major, minor)
            : throw new ModelException($"the file's keras_version is {Shown.Text(text)}; versions 2 and 3 are read");
    }

    /// <summary>
    /// What wrote a tfjs file, as stated by <c>keras_version</c> beside its layers: <c>tfjs-layers 4.22.0</c>, or Keras' own version.
    /// </summary>
    public static string TfjsWriterOf(string kerasVersion) => kerasVersion.StartsWith(TfjsLayers, StringComparison.Ordinal)
        ? TfjsWriter + kerasVersion[TfjsLayers.Length..]
        : KerasWriter + kerasVersion;

    /// <summary>Whether a text is a version: three numbers, possibly with a suffix, as in TensorFlow's or prerelease versions.</summary>
    private static bool IsVersion(string text, out int major, out int minor)
    {
        Match version = Regex.Match(text, @"\A([0-9]{1,4})\.([0-9]{1,4})\.[0-9]{1,4}(?:-tf|[.-]?(?:dev|a|alpha|b|beta|rc|post|nightly)[.]?[0-9]*)?\z", RegexOptions.CultureInvariant);
        major = version.Success ? int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        minor = version.Success ? int.Parse(version.Groups[2].Value, CultureInfo.InvariantCulture) : 0;
        return version.Success;
    }

    private static string Plain(string text) => Shown.Text(text).Trim('\'');
}
