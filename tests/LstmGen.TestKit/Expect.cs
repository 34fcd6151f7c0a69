using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LstmGen.TestKit;

/// <summary>
/// Assertions whose messages are built only if they fail. <c>Assert.True(isTrue, $"…")</c> always builds its message, which in a loop over
/// values took longer than the code under test.
/// </summary>
public static class Expect
{
    /// <param name="isTrue">What must hold.</param>
    /// <param name="message">The message otherwise, in the invariant culture.</param>
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

/// <summary>A result other than what a test expects.</summary>
public sealed class ExpectationException(string message) : Exception(message);
