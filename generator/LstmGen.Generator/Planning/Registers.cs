using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>How many vectors of sums are computed together.</summary>
internal static class Registers
{
    /// <summary>Two multiply-add units with a latency of four cycles are kept busy by eight.</summary>
    public const int InFlight = 8;

    /// <summary>
    /// Half of the registers, which leaves the others for the values added: processors with vectors of 512 bits have 32 of them.
    /// </summary>
    /// <param name="width">Lanes of the widest vector in use.</param>
    public static int ForSums(int width, Element element) => element.VectorBits(width) == 512 ? 16 : 8;
}
