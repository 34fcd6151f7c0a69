using Xunit.Abstractions;

namespace LstmGen.Explore;

/// <summary>Discards what tests print about successful runs.</summary>
internal sealed class Silence : ITestOutputHelper
{
    public void WriteLine(string message)
    {
    }

    public void WriteLine(string format, params object[] args)
    {
    }
}
