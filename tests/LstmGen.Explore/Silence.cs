using Xunit.Abstractions;

namespace LstmGen.Explore;

/// <summary>What tests tell about runs that went well isn't printed.</summary>
internal sealed class Silence : ITestOutputHelper
{
    public void WriteLine(string message)
    {
    }

    public void WriteLine(string format, params object[] args)
    {
    }
}
