namespace LstmGen.Tests.SavedStates;

/// <summary>States of some class, of which the tests know no more than that they are saved.</summary>
public interface ISaved
{
    /// <summary>The class and the nested type, as messages have them.</summary>
    string Name { get; }

    int ByteCount { get; }

    byte[] Bytes { get; set; }

    int WriteTo(byte[] destination);

    void ReadFrom(byte[] source);
}
