using System;

namespace EdgeSensor;

/// <summary>Reports every million lines how much the program has allocated since it started: the number should stay the same.</summary>
internal sealed class MemoryReport(OutputBuffer errors)
{
    private const long Every = 1_000_000;
    private long next = Every;

    internal void After(long lines)
    {
        if (lines < next)
        {
            return;
        }

        next = (lines / Every + 1) * Every;
        errors.Write(lines);
        errors.Write(" lines: "u8);
        errors.Write(GC.GetTotalAllocatedBytes());
        errors.Write(" bytes allocated\n"u8);
    }
}
