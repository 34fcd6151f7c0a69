using System;

namespace LstmGen.Tool.Importing;

/// <summary>Why a file is no model that can be used: one message for the user, which names the thing, what it has and what is needed.</summary>
internal sealed class ModelException(string message, Exception? inner = null) : Exception(message, inner);
