using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LstmGen.TestKit;

/// <summary>
/// Claims whose messages are written only where they fail. <c>Assert.True(isTrue, $"…")</c> writes its message whether it is needed or not,
/// which in a loop over values took longer than what was tested.
/// </summary>
public static class Expect
{
    /// <param name="isTrue">What must hold.</param>
    /// <param name="message">What is said otherwise, in the invariant culture.</param>
    /// <exception cref="ExpectationException">It doesn't hold.</exception>
    public static void True(
        [DoesNotReturnIf(false)] bool isTrue, [InterpolatedStringHandlerArgument(nameof(isTrue))] ref FailureMessage message)
    {
        if (!isTrue)
        {
            throw new ExpectationException(message.ToString());
        }
    }
}

/// <summary>Something else than what a test expects.</summary>
public sealed class ExpectationException(string message) : Exception(message);
