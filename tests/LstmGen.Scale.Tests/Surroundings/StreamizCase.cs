using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.Mock;
using Streamiz.Kafka.Net.SerDes;

public static class StreamizCase
{
    private const int Readings = 200;

    public static IEnumerable<string> Run()
    {
        Forecaster forecaster = Numbers.Forecaster();
        var config = new StreamConfig<StringSerDes, ByteArraySerDes> { ApplicationId = "scale" };
        using var driver = new TopologyTestDriver(DeviceStreams.Build(forecaster), config);
        var readings = driver.CreateInputTopic<string, byte[], StringSerDes, ByteArraySerDes>("readings");
        var forecasts = driver.CreateOutputTopic<string, byte[], StringSerDes, ByteArraySerDes>("forecasts");
        string[] devices = ["a", "b", "c"];
        Dictionary<string, float[][]> expected =
            devices.ToDictionary(device => device, device => Numbers.Forecasts(forecaster, device, Readings));
        int same = 0;
        for (int number = 1; number <= Readings; number++)
        {
            foreach (string device in devices)
            {
                // Every third reading occurs twice.
                for (int time = 0; time <= (number % 3 == 0 ? 1 : 0); time++)
                {
                    readings.PipeInput(device, Message(device, number));
                    var answer = forecasts.ReadKeyValue();
                    bool isSame = answer.Message.Key == device
                        && MemoryMarshal.Cast<byte, float>(answer.Message.Value).SequenceEqual(expected[device][number - 1]);
                    same += isSame && time == 0 ? 1 : 0;
                    same -= !isSame && time == 1 ? 1 : 0;
                }
            }
        }

        return [$"{same} forecasts: the bits of the network alone"];
    }

    private static byte[] Message(string device, long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return [.. bytes, .. MemoryMarshal.AsBytes<float>(Numbers.Reading(device, number))];
    }
}
