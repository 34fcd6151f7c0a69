using System;

namespace LstmGen.Models.Importing.PyTorch.Pickles;

/// <summary>Why a step of a pickle can't be executed. The code that runs it adds the place.</summary>
internal sealed class PickleException(string message) : Exception(message);
