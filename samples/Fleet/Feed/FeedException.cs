using System;

namespace Fleet;

/// <summary>The fleet has broken a promise: something was lost, or arrived again with different bits.</summary>
internal sealed class FeedException(string message) : Exception(message);
