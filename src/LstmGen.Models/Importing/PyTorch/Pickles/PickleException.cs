using System;

namespace LstmGen.Models.Importing.PyTorch.Pickles;

/// <summary>Why a step of a pickle can't be done. Where it is, the one who runs it adds.</summary>
internal sealed class PickleException(string message) : Exception(message);
