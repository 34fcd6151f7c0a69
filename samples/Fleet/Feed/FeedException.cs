using System;

namespace Fleet;

/// <summary>The fleet has broken a promise: something was lost, or came a second time with other bits.</summary>
internal sealed class FeedException(string message) : Exception(message);
