using System;
using System.Diagnostics;

namespace LstmGen;

/// <summary>
/// Makes the annotated partial class or struct the network of a trained model: sizes and parameters come from its file, which is checked
/// and becomes part of the program when it is compiled.
/// </summary>
/// <remarks>
/// The file is an item of the project: <c>&lt;LstmModel Include="amp.keras" /&gt;</c> for a file of Keras, PyTorch, ONNX, RTNeural,
/// GuitarML, AIDA-X or NAM, <c>&lt;AdditionalFiles Include="amp.lstm" /&gt;</c> for a model in LstmGen's own text form. Layer attributes
/// beside this one state what the model has to be; what contradicts it is an error.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
[Conditional("LSTMGEN_KEEP_ATTRIBUTES")]
public sealed class LstmModelAttribute : Attribute
{
    /// <summary>Names the model.</summary>
    /// <param name="path">The file's name, or as much of the end of its path as tells it from other models of the project.</param>
    public LstmModelAttribute(string path) => Path = path;

    /// <summary>The file's name, or the end of its path.</summary>
    public string Path { get; }

    /// <summary>
    /// The number of steps in the sequence that <c>Forward</c> reads, where the file leaves it open. If omitted, such a class has only
    /// <c>Step</c> and <c>Process</c>, which take any length.
    /// </summary>
    public int Steps { get; set; }
}
