using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml.Serialization;
using Xunit;
using Arrays = LstmGen.Tests.Arrays;
using Memory = LstmGen.Tests.Memory;

namespace LstmGen.Tests.SavedStates;

/// <summary>A state saved by a serializer is restored bit for bit, or is refused: never silently as zeros.</summary>
public class SerializerTests
{
    /// <summary>What a text could lose: the sign of zero, the bits of a NaN, the smallest and the largest values.</summary>
    private static readonly float[] Odd =
    [
        -0f, float.NaN, BitConverter.Int32BitsToSingle(0x7F812345), BitConverter.Int32BitsToSingle(unchecked((int)0xFFC00001)),
        float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.MaxValue, 0.1f, 1f / 3,
    ];

    public static TheoryData<string> Options => [.. Named.Keys];

    private static readonly Dictionary<string, JsonSerializerOptions> Named = new()
    {
        ["default"] = JsonSerializerOptions.Default,
        ["web"] = JsonSerializerOptions.Web,
        ["fields"] = new() { IncludeFields = true },
        ["snake"] = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DictionaryKeyPolicy = JsonNamingPolicy.KebabCaseUpper },
        ["no defaults"] = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault },
        ["strings"] = new() { NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals },
        ["strict"] = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true },
    };

    public sealed record Save(int Tick, Stack.State State, Stack.State? Maybe, Dictionary<string, Stack.State> Named, Stack.State[] Many, Stack.BatchState Batch);

    [Theory]
    [MemberData(nameof(Options))]
    public void Json_keeps_every_bit(string options)
    {
        Stack.State state = State();

        Assert.Equal(state, RoundTrip(state, Named[options]));
        Assert.Equal(default, RoundTrip(default(Stack.State), Named[options]));
        var save = new Save(5, state, state, new() { ["First"] = state }, [default, state], Batch(3));
        string json = JsonSerializer.Serialize(save, Named[options]);
        Save back = JsonSerializer.Deserialize<Save>(json, Named[options])!;
        Assert.Equal(state, back.State);
        Assert.Equal(state, back.Maybe);
        Assert.Equal(state, Assert.Single(back.Named).Value);
        Assert.Equal(save.Many, back.Many);
        AssertSame(save.Batch, back.Batch);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void Json_of_a_batch(int capacity)
    {
        Stack.BatchState state = Batch(capacity);

        AssertSame(state, JsonSerializer.Deserialize<Stack.BatchState>(JsonSerializer.Serialize(state))!);
        AssertSame(state, Newtonsoft.Json.JsonConvert.DeserializeObject<Stack.BatchState>(Newtonsoft.Json.JsonConvert.SerializeObject(state))!);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"bytes":""}""")]
    [InlineData("""{"Values":[0,0]}""")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("0")]
    public void Json_without_a_state_is_refused(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Stack.State>(json));
        if (json != "null")
        {
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Stack.BatchState>(json));
        }
    }

    /// <summary>What a serializer hands over is checked like everything else.</summary>
    [Fact]
    public void Json_of_other_states_is_refused()
    {
        Assert.Throws<ArgumentException>("value", () => JsonSerializer.Deserialize<Lstm3On4x1.State>(JsonSerializer.Serialize(new Lstm3On4x2.State())));
        Assert.Throws<ArgumentNullException>("value", () => JsonSerializer.Deserialize<Stack.State>("""{"Bytes":null}"""));
        string json = JsonSerializer.Serialize(Batch(2));
        Assert.Throws<ArgumentException>("value", () => JsonSerializer.Deserialize<Stack.BatchState>(json.Replace("\"Capacity\":2", "\"Capacity\":3")));
        Assert.Throws<ArgumentOutOfRangeException>("capacity", () => JsonSerializer.Deserialize<Stack.BatchState>(json.Replace("\"Capacity\":2", "\"Capacity\":-1")));
    }

    /// <summary>What follows from the rest isn't part of the text.</summary>
    [Fact]
    public void Json_has_the_bytes_and_the_capacity_alone()
    {
        Assert.Equal(["Bytes"], Names(State()));
        Assert.Equal(["Capacity", "Bytes"], Names(Batch(2)));

        static IEnumerable<string> Names<T>(T state) => JsonSerializer.SerializeToElement(state).EnumerateObject().Select(property => property.Name);
    }

    [Fact]
    public void Newtonsoft_keeps_every_bit_or_refuses()
    {
        Stack.State state = State();

        Assert.Equal(state, Newtonsoft.Json.JsonConvert.DeserializeObject<Stack.State>(Newtonsoft.Json.JsonConvert.SerializeObject(state)));
        Assert.Throws<Newtonsoft.Json.JsonSerializationException>(() => Newtonsoft.Json.JsonConvert.DeserializeObject<Stack.State>("{}"));
        Assert.Throws<Newtonsoft.Json.JsonSerializationException>(() => Newtonsoft.Json.JsonConvert.DeserializeObject<Stack.BatchState>("""{"Capacity":2}"""));
        Assert.ThrowsAny<Exception>(() => Newtonsoft.Json.JsonConvert.DeserializeObject<Stack.State>("""{"Bytes":null}"""));
    }

    [Fact]
    public void Xml_keeps_every_bit_or_refuses()
    {
        Stack.State state = State();
        var contract = new DataContractSerializer(typeof(Stack.State));
        using var stream = new MemoryStream();
        contract.WriteObject(stream, state);
        string text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        stream.Position = 0;
        Assert.Equal(state, contract.ReadObject(stream));
        string empty = System.Text.RegularExpressions.Regex.Replace(text, "<Bytes>.*</Bytes>", "");
        Assert.NotEqual(text, empty);
        Assert.Throws<SerializationException>(() => contract.ReadObject(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(empty))));
        Assert.Throws<InvalidDataContractException>(() => new DataContractSerializer(typeof(Stack.BatchState)).WriteObject(Stream.Null, Batch(2)));

        var xml = new XmlSerializer(typeof(Stack.State));
        using var writer = new StringWriter();
        xml.Serialize(writer, state);
        using var reader = new StringReader(writer.ToString());
        Assert.Equal(state, xml.Deserialize(reader));
        Assert.Throws<InvalidOperationException>(() => new XmlSerializer(typeof(Stack.BatchState)));
    }

    /// <summary>Bytes depend on the network, not on the target.</summary>
    [Fact]
    public void Bytes_are_the_same_on_every_target()
    {
        float[] parameters = [.. Enumerable.Range(0, Lstm3On4x2.ParameterCount).Select(i => (i % 7 - 3) * 0.25f)];
        float[] input = [0.5f, -1], output = new float[3];
        Lstm3On4x2.State spans = default;
        var copied = default(Memory.Gesture.State);
        var arrays = new Arrays.Gesture.State();
        new Lstm3On4x2(parameters).Step(input, output, ref spans);
        new Memory.Gesture(parameters).Step(input, output, ref copied);
        new Arrays.Gesture(parameters).Step(input, output, arrays);
        Assert.Equal(arrays.Bytes, copied.Bytes);

        // Fused multiply-adds differ in the last bits: only the place of each value matters.
        Assert.Equal(arrays.Bytes[..SavedBytes.Header], spans.Bytes[..SavedBytes.Header]);
        Assert.Equal(Values(arrays.Bytes), [.. spans.Hidden(0), .. spans.Cell(0)], (a, b) => Math.Abs(a - b) < 1e-6f);
        foreach (byte[] bytes in new[] { arrays.Bytes, spans.Bytes })
        {
            Assert.Equal(bytes, new Lstm3On4x2.State { Bytes = bytes }.Bytes);
            Assert.Equal(bytes, new Memory.Gesture.State { Bytes = bytes }.Bytes);
            Assert.Equal(bytes, new Arrays.Gesture.State { Bytes = bytes }.Bytes);
        }

        static float[] Values(byte[] bytes) => [.. Enumerable.Range(0, 6).Select(i => BitConverter.ToSingle(bytes, SavedBytes.Header + 4 * i))];
    }

    [Fact]
    public void Padding_stays_zero()
    {
        byte[] bytes = new Lstm3On4x2.State().Bytes;
        bytes.AsSpan(SavedBytes.Header..^4).Fill(0x40);
        var state = new Lstm3On4x2.State { Bytes = SavedBytes.Sealed(bytes) };
        var expected = default(Lstm3On4x2.State);
        expected.Hidden(0).Fill(state.Hidden(0)[0]);
        expected.Cell(0).Fill(state.Hidden(0)[0]);
        Assert.NotEqual(default, state);
        Assert.Equal(expected, state);
    }

    [Fact]
    public void Classes_of_other_targets_round_trip_too()
    {
        var arrays = new Arrays.Projected.State();
        arrays.SetHidden(0, Odd[..3]);
        arrays.SetCell(0, Odd[..6]);
        arrays.SetCell(1, Odd[4..6]);
        var copied = new Memory.Projected.State { Bytes = arrays.Bytes };
        Assert.True(arrays.Equals(JsonSerializer.Deserialize<Arrays.Projected.State>(JsonSerializer.Serialize(arrays))));
        Assert.Equal(copied, JsonSerializer.Deserialize<Memory.Projected.State>(JsonSerializer.Serialize(copied)));
        Assert.True(arrays.Equals(Newtonsoft.Json.JsonConvert.DeserializeObject<Arrays.Projected.State>(Newtonsoft.Json.JsonConvert.SerializeObject(arrays))));
        Assert.Throws<Newtonsoft.Json.JsonSerializationException>(() => Newtonsoft.Json.JsonConvert.DeserializeObject<Arrays.Projected.State>("{}"));

        var batch = new Arrays.Projected.BatchState(2);
        batch[1].CopyFrom(arrays);
        Arrays.Projected.BatchState back = JsonSerializer.Deserialize<Arrays.Projected.BatchState>(JsonSerializer.Serialize(batch))!;
        Assert.Equal(batch.Bytes, back.Bytes);
        Assert.True(arrays.Equals(back[1]));
    }

    /// <summary>A context that System.Text.Json's source generator writes sees the states of other projects.</summary>
    [Fact]
    public void A_context_of_another_project_round_trips()
    {
        var state = new Memory.Projected.State();
        state.SetHidden(0, Odd[..3]);
        var save = new SaveOfOthers(state, new Arrays.Projected.BatchState(2), [state]);
        SaveOfOthers back = JsonSerializer.Deserialize(JsonSerializer.Serialize(save, SaveContext.Default.SaveOfOthers), SaveContext.Default.SaveOfOthers)!;
        Assert.Equal(state, back.State);
        Assert.Equal(save.Batch.Bytes, back.Batch.Bytes);
        Assert.Equal(state, back.Many[0]);
    }

    /// <summary>What is written if a context is in the network's project.</summary>
    [Fact]
    public void Bytes_are_what_a_context_of_the_same_project_takes()
    {
        var save = new SaveOfBytes(5, State().Bytes);
        SaveOfBytes back = JsonSerializer.Deserialize(JsonSerializer.Serialize(save, SaveContext.Default.SaveOfBytes), SaveContext.Default.SaveOfBytes)!;
        Assert.Equal(State(), new Stack.State { Bytes = back.State });
    }

    private static T RoundTrip<T>(T value, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, options), options)!;

    private static Stack.State State()
    {
        Stack.State state = default;
        for (int layer = 0; layer < 2; layer++)
        {
            for (int unit = 0; unit < state.Hidden(layer).Length; unit++)
            {
                state.Hidden(layer)[unit] = Odd[(layer + unit) % Odd.Length];
                state.Cell(layer)[unit] = Odd[(layer + unit + 5) % Odd.Length];
            }
        }

        return state;
    }

    private static Stack.BatchState Batch(int capacity)
    {
        var batch = new Stack.BatchState(capacity);
        for (int slot = 0; slot < capacity; slot++)
        {
            Stack.State state = State();
            state.Hidden(0)[slot % 6] = slot;
            batch[slot] = state;
        }

        return batch;
    }

    private static void AssertSame(Stack.BatchState expected, Stack.BatchState actual)
    {
        Assert.Equal(expected.Capacity, actual.Capacity);
        for (int slot = 0; slot < expected.Capacity; slot++)
        {
            Assert.Equal(expected[slot], actual[slot]);
        }
    }
}

/// <summary>What a program saves of networks in a project that it references.</summary>
public sealed record SaveOfOthers(Memory.Projected.State State, Arrays.Projected.BatchState Batch, List<Memory.Projected.State> Many);

/// <summary>What it saves of its own.</summary>
public sealed record SaveOfBytes(int Tick, byte[] State);

[JsonSerializable(typeof(SaveOfOthers))]
[JsonSerializable(typeof(SaveOfBytes))]
internal sealed partial class SaveContext : JsonSerializerContext
{
}
