namespace LstmGen.Tests.SavedStates;

/// <summary>States of some class, of which the tests only know that they are saved.</summary>
public interface ISaved
{
    /// <summary>The class and the nested type, as in messages.</summary>
    string Name { get; }

    int ByteCount { get; }

    byte[] Bytes { get; set; }

    int WriteTo(byte[] destination);

    void ReadFrom(byte[] source);
}
