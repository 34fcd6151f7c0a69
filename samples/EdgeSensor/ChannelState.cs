using System;

namespace EdgeSensor;

/// <summary>What is remembered of one channel between two readings.</summary>
internal struct ChannelState
{
    private float forecast;
    private float spread;
    private float last;
    private int run;     // readings, up to the last one, that are the same
    private int bridged; // hours since the last reading that the network was given

    /// <summary>What the network expects, and gets if there is no reading.</summary>
    internal readonly float Forecast => forecast;

    internal void Expect(float value, float usuallyOff)
    {
        forecast = value;
        spread = usuallyOff;
    }

    /// <summary>Notes that an hour has passed without a reading.</summary>
    internal void Bridge() => bridged = Math.Min(bridged + 1, Rule.MaxBridge);

    /// <summary>Judges a reading, and decides what the network gets for it: the reading, or the forecast in place of a jump.</summary>
    internal Verdict Judge(float reading, bool isLearning, ChannelRule rule, out float given)
    {
        run = reading == last ? Math.Min(run + 1, rule.Stuck) : 1;
        last = reading;
        given = reading;
        if (isLearning)
        {
            bridged = 0;
            return new Verdict(VerdictKind.Learning, forecast, spread, 0);
        }

        float off = spread * Rule.Growth[bridged];
        float score = Math.Abs(reading - forecast) / off;
        bool isJump = score > rule.Threshold;
        VerdictKind kind = isJump ? VerdictKind.Jump : run == rule.Stuck ? VerdictKind.Stuck : VerdictKind.Expected;
        Verdict verdict = new(kind, forecast, off, score) { IsLesson = kind == VerdictKind.Expected && bridged == 0 };

        // A jump that lasts is the new state of the weather, or of the sensor: then the network continues from there.
        if (isJump && bridged < Rule.MaxBridge)
        {
            Bridge();
            given = forecast;
        }
        else
        {
            bridged = 0;
        }

        return verdict;
    }
}
