using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>One direction of an LSTM node.</summary>
/// <param name="Layer">Without a name; whether it outputs every step is found at the end of the graph.</param>
internal sealed record LstmDirection(LstmLayer Layer, LstmTensors Tensors);
