using System.Collections.Generic;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>What ONNX files say that can't change what is computed.</summary>
internal static class OnnxHarmless
{
    private const string Format = "ONNX";

    /// <summary>Fields of messages, by the message's and the field's name, whatever they hold.</summary>
    public static IReadOnlyDictionary<(string Message, string Field), Harmless> Fields { get; } = new Dictionary<(string, string), Harmless>
    {
        [("ModelProto", "ir_version")] = new(Format, "ModelProto.ir_version", "the messages that are read have meant the same in all versions that are let through"),
        [("ModelProto", "producer_name")] = new(Format, "ModelProto.producer_name", "it says what wrote the file, and no operator depends on it; it is shown"),
        [("ModelProto", "producer_version")] = new(Format, "ModelProto.producer_version", "it says what wrote the file, and no operator depends on it; it is shown"),
        [("ModelProto", "domain")] = new(Format, "ModelProto.domain", "a name of the model's own, as a package has one"),
        [("ModelProto", "model_version")] = new(Format, "ModelProto.model_version", "a number of the model's own, which counts its author's versions"),
        [("ModelProto", "doc_string")] = new(Format, "ModelProto.doc_string", "text for readers"),
        [("ModelProto", "metadata_props")] = new(Format, "ModelProto.metadata_props", "names and texts for programs that use the model; ONNX gives them no meaning"),
        [("GraphProto", "name")] = new(Format, "GraphProto.name", "nothing in the file refers to it"),
        [("GraphProto", "doc_string")] = new(Format, "GraphProto.doc_string", "text for readers"),
        [("GraphProto", "metadata_props")] = new(Format, "GraphProto.metadata_props", "names and texts for programs that use the model; ONNX gives them no meaning"),
        [("GraphProto", "quantization_annotation")] = new(
            Format, "GraphProto.quantization_annotation", "it names tensors that a quantizer used; nodes of their own apply them, and those are refused"),
        [("NodeProto", "name")] = new(Format, "NodeProto.name", "it appears in messages; values are found by the names of outputs"),
        [("NodeProto", "doc_string")] = new(Format, "NodeProto.doc_string", "text for readers"),
        [("NodeProto", "metadata_props")] = new(Format, "NodeProto.metadata_props", "exporters note there where in the program a node comes from; ONNX gives them no meaning"),
        [("AttributeProto", "doc_string")] = new(Format, "AttributeProto.doc_string", "text for readers"),
        [("TensorProto", "doc_string")] = new(Format, "TensorProto.doc_string", "text for readers"),
        [("TensorProto", "metadata_props")] = new(Format, "TensorProto.metadata_props", "names and texts for programs that use the model; ONNX gives them no meaning"),
        [("ValueInfoProto", "doc_string")] = new(Format, "ValueInfoProto.doc_string", "text for readers"),
        [("ValueInfoProto", "metadata_props")] = new(Format, "ValueInfoProto.metadata_props", "names and texts for programs that use the model; ONNX gives them no meaning"),
        [("TypeProto", "denotation")] = new(Format, "TypeProto.denotation", "it says what a value is of, such as an image; no operator reads it"),
        [("Dimension", "denotation")] = new(Format, "Dimension.denotation", "it says what an axis is of, such as an image's height; no operator reads it"),
        [("Dimension", "dim_param")] = new(Format, "Dimension.dim_param", "it names a size that is known at run time only, for readers and to say that two are equal"),
    };

    public static readonly Harmless TensorName = new(
        Format, "TensorProto.name in an attribute", "the tensor is found by its attribute; only an initializer is found by its name");

    public static readonly Harmless OtherOperators = new(
        Format, "OperatorSetIdProto of another domain", "nodes of other domains are refused, so that none of those operators is used")
    {
        NotInGolden = "exporters import ai.onnx.ml and domains of their own, whether a node needs them or not",
    };

    public static readonly Harmless OwnDomain = new(Format, "domain", "ONNX' own operators have the empty domain and the domain ai.onnx, which are one") { Kind = HarmlessKind.OtherWords };

    public static readonly Harmless OpsetVersion = new(
        Format, "OperatorSetIdProto.version", "the operators that are read mean the same in all versions that are let through; where one changed, its rule asks for the version");

    public static readonly Harmless DeadNode = new(Format, "NodeProto that the output doesn't need", "nothing that the graph's output depends on reads what the node computes");

    public static readonly Harmless UnreadOutput = new(Format, "NodeProto.output that nothing reads", "no node reads the value, and it is not an output of the graph");

    public static readonly Harmless EmptyName = new(Format, "an empty name in NodeProto.input or NodeProto.output", "an input or output without a name is one that isn't there") { Kind = HarmlessKind.LeftOut };

    public static readonly Harmless DefaultAttribute = new(Format, "AttributeProto that is left out", "the value is the one that ONNX defines for the operator") { Kind = HarmlessKind.LeftOut };

    public static readonly Harmless HiddenSize = new(Format, "hidden_size that is left out", "the shapes of W and R say how many units an LSTM has") { Kind = HarmlessKind.LeftOut };

    public static readonly Harmless OwnNumbers = new(
        Format, "activation_alpha and activation_beta that have less numbers than the activations take", "the activations that are left have the numbers that ONNX Runtime defines for them")
    { Kind = HarmlessKind.LeftOut };

    public static readonly Harmless ZeroNumber = new(
        Format, "AttributeProto.i or AttributeProto.f that is left out", "writers of protocol buffers leave out a number that is 0; the attribute's type says which it is")
    { Kind = HarmlessKind.LeftOut };

    public static readonly Harmless TrainingAttribute = new(Format, "ratio and seed of Dropout", "nothing is dropped at inference");

    public static readonly Harmless Momentum = new(Format, "momentum of BatchNormalization", "it says how the statistics follow a batch while a model is trained");

    public static readonly Harmless SmallFloats = new(Format, "saturate and round_mode of Cast", "they concern floats of 8 bits, which are refused")
    {
        NotInGolden = "files of version 19 of the operators and newer, where a Cast states them",
    };

    public static readonly Harmless StatedAxes = new(Format, "noop_with_empty_axes of a reduction with axes", "it says what no axes mean")
    {
        NotInGolden = "exporters write it where it is on",
    };

    public static readonly Harmless OnePool = new(
        Format, "strides, ceil_mode, count_include_pad and storage_order of a pool of all steps", "it is computed at one place, without pads");

    public static readonly Harmless NoZeros = new(Format, "allowzero of Reshape without a 0 in its shape", "it says what a size of 0 means");

    public static readonly Harmless ZeroState = new(Format, "initial_h and initial_c", "an initial state that is left out is zero, as one of zeros is") { Kind = HarmlessKind.OtherWords };

    public static readonly Harmless SameConstant = new(
        Format, "what a constant is computed from", "the constant has the same values; how it is computed, and axes of size 1, don't matter")
    { Kind = HarmlessKind.OtherWords };

    public static readonly Harmless SameLayout = new(
        Format, "how a node lays values out", "the values are in the same order, along axes of the same sizes")
    { Kind = HarmlessKind.OtherWords };

    public static readonly Harmless Sequences = new(
        Format, "TensorShapeProto.dim of the sequences", "sequences know nothing of each other: what is generated computes one, or any number of them");

    public static readonly Harmless OpenSize = new(Format, "Dimension without a size", "a size that isn't stated is known at run time, or follows from the weights") { Kind = HarmlessKind.LeftOut };

    public static readonly Harmless OpenType = new(
        Format, "ValueInfoProto.type that is left out, in whole or in part", "the type and the shape of what a node computes follow from the node; those of the graph's input have to be stated")
    { Kind = HarmlessKind.LeftOut };

    public static readonly Harmless SizeAtRunTime = new(
        Format, "Dimension of a computed value whose size isn't known", "the graph's input leaves the size open, and what is stated is the size that the exporter tried the model with");

    public static readonly Harmless UnknownValue = new(
        Format, "GraphProto.value_info of a value that the output doesn't need", "it describes what isn't computed, such as values that an optimizer has taken out");

    public static readonly Harmless CheckedValue = new(
        Format, "GraphProto.value_info", "it is compared with the type and the shape that the nodes give the value")
    { Kind = HarmlessKind.Checked };

    public static readonly Harmless DescribedValue = new(
        Format, "ValueInfoProto.name in GraphProto.value_info", "whichever value it names, what is stated is compared with that value");

    public static readonly Harmless CheckedOutput = new(
        Format, "GraphProto.output of several", "one is the network's; those that are states are checked to be what an LSTM leaves, and nobody asked for the others")
    { Kind = HarmlessKind.Checked };

    public static readonly Harmless OtherTensor = new(Format, "TensorProto that only another output needs", "nothing that the network's output depends on reads the tensor");

    public static readonly Harmless UnreadInput = new(Format, "GraphProto.input that the output doesn't need", "nothing that the network's output depends on reads the input");

    public static readonly Harmless EqualParts = new(
        Format, "the sizes of a Split's parts", "sizes that are left out are equal, as the ones that are stated are")
    { Kind = HarmlessKind.OtherWords };

    public static IReadOnlyList<Harmless> All { get; } =
    [
        .. Fields.Values, TensorName, OtherOperators, OwnDomain, OpsetVersion, DeadNode, UnreadOutput, EmptyName, DefaultAttribute, HiddenSize, OwnNumbers, ZeroNumber,
        TrainingAttribute, Momentum, SmallFloats, StatedAxes, OnePool, NoZeros, ZeroState, SameConstant, SameLayout, Sequences, OpenSize, OpenType, SizeAtRunTime, UnknownValue, CheckedValue, DescribedValue,
        CheckedOutput, OtherTensor, UnreadInput, EqualParts,
    ];
}
