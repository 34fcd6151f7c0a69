using System;
using System.Collections.Generic;

public static class DeviceCase
{
    public static IEnumerable<string> Run()
    {
        Forecaster forecaster = Numbers.Forecaster();
        float[][] expected = Numbers.Forecasts(forecaster, "a", 500);
        var device = new Device(forecaster);
        byte[] half = [];
        int same = 0;
        var forecast = new float[Forecaster.OutputSize];
        for (int number = 1; number <= 500; number++)
        {
            bool isRead = device.Read(number, Numbers.Reading("a", number), forecast);
            same += isRead && forecast.AsSpan().SequenceEqual(expected[number - 1]) ? 1 : 0;
            half = number == 250 ? device.Save() : half;
        }

        yield return $"{same} readings: the bits of the network alone";
        yield return $"a reading that was counted: {device.Read(250, Numbers.Reading("a", 250), forecast)}";
        yield return Refusal(() => device.Read(502, Numbers.Reading("a", 502), new float[Forecaster.OutputSize]));

        var restored = new Device(forecaster);
        restored.Restore(half);
        same = 0;
        for (int number = 251; number <= 500; number++)
        {
            bool isRead = restored.Read(number, Numbers.Reading("a", number), forecast);
            same += isRead && forecast.AsSpan().SequenceEqual(expected[number - 1]) ? 1 : 0;
        }

        yield return $"{same} readings after it was restored: the same bits";

        byte[] damaged = restored.Save();
        damaged[^7] ^= 1;
        string refused = Refusal(() => restored.Restore(damaged)).Contains("was altered", StringComparison.Ordinal) ? "refused" : "taken";
        yield return $"damaged: {refused}, still {restored.Number}";
    }

    private static string Refusal(Action action)
    {
        try
        {
            action();
            return "nothing was refused";
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }
}
