using System;
using System.Globalization;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.Keras;

/// <summary>What wrote a file, as far as its version changes what the file means.</summary>
internal sealed class KerasVersion
{
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

    /// <summary>What <c>hard_sigmoid</c> means: Keras 3 made it x/6 + 1/2; before, and in tfjs to this day, it is 0.2x + 1/2.</summary>
    public Activation HardSigmoid => !_isTfjs && Major >= 3 ? Activation.HardSigmoid : Activation.HardSigmoid02;

    /// <summary>What an LSTM's <c>recurrent_activation</c> is where a file doesn't say, or null where the version has two answers: Keras 2.3 changed it, and the 2.2 that is part of TensorFlow came with both.</summary>
    public Activation? RecurrentActivation =>
        _isTfjs ? Activation.HardSigmoid02
        : Major > 2 || (Major == 2 && Minor >= 3) ? Activation.Sigmoid
        : _isTensorFlow ? null
        : Activation.HardSigmoid02;

    /// <summary>
    /// Whether a bidirectional layer's rows of masked steps are what its halves had last. That is so in tfjs; in Keras they are zero, also of a
    /// model of Keras that was converted for tfjs.
    /// </summary>
    public bool RepeatsMaskedRows => _isTfjs && Framework.StartsWith("TensorFlow.js", StringComparison.Ordinal);

    public static KerasVersion Tfjs(string? writer) => new(writer is null ? "tfjs" : Plain(writer), true, false, 0, 0);

    /// <summary>Reads a version such as <c>2.2.4-tf</c>.</summary>
    /// <exception cref="ModelException">It is no version.</exception>
    public static KerasVersion Parse(string text)
    {
        string[] parts = text.Split('.');
        if (parts.Length < 2 || !Number(parts[0], out int major) || !Number(parts[1], out int minor))
        {
            throw new ModelException($"the file's keras_version is {Shown.Text(text)}, which is no version such as 2.4.0");
        }

        return major is 2 or 3
            ? new KerasVersion("Keras " + Plain(text), false, text.Contains("-tf", StringComparison.Ordinal), major, minor)
            : throw new ModelException($"the file's keras_version is {Shown.Text(text)}; versions 2 and 3 are read");
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Plain(string text) => Shown.Text(text).Trim('\'');
}
