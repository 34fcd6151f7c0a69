using System;
using LstmGen.Tool.Inspecting;

namespace LstmGen.Tool.Importing;

/// <summary>Why a file is no model that can be used: one message for the user, which names the thing, what it has and what is needed.</summary>
internal sealed class ModelException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What is in the file, where it can be told although the file is refused.</summary>
    public Contents? Contents { get; init; }
}
