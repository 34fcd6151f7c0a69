using System;
using LstmGen.Models.Inspecting;

namespace LstmGen.Models;

/// <summary>
/// Why a file can't be used as a model, or not the one that is needed: one message for the user, which names the thing, what it has and what
/// is needed.
/// </summary>
public sealed class ModelException : Exception
{
    internal ModelException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>What is in the file, if that is known although the file is refused.</summary>
    internal Contents? Contents { get; init; }
}
