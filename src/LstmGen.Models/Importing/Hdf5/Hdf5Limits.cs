using System;

namespace LstmGen.Models.Importing.Hdf5;

/// <summary>How much the reading of an HDF5 file may take, in proportion to the file's length.</summary>
internal static class Hdf5Limits
{
    /// <summary>Groups within groups. Keras nests them about ten deep.</summary>
    public const int Depth = 32;

    /// <summary>
    /// Groups, datasets and attributes together. A network has at most 64 layers, with a few of these each, and its optimizer a few times
    /// as many.
    /// </summary>
    public const int Objects = 20_000;

    /// <summary>The largest ratio by which deflate shrinks anything is 1032.</summary>
    private const long MostCompression = 1032;

    /// <summary>How many values all compressed datasets together may have.</summary>
    public static long CompressedValues(long fileLength) => Math.Min(MostCompression * fileLength, Generator.Model.Limits.TrainedParameters);

    /// <summary>How much processor time the process that reads a file may take, including its start.</summary>
    public static TimeSpan Time(long fileLength) => TimeSpan.FromSeconds(10 + (fileLength / 4_000_000));

    /// <summary>The managed heap of the process that reads a file: the file itself, a dataset in its own type, the same as floats, and what the library keeps.</summary>
    public static long Heap(long fileLength) => 0x1000_0000 + (8 * fileLength);

    /// <summary>
    /// How much a thread that reads a file may allocate in total, where it has no heap of its own: most of it is garbage at once, because
    /// each value that the library reads is an object.
    /// </summary>
    public static long Allocated(long fileLength) => 8 * Heap(fileLength);

    /// <summary>
    /// How many bytes the process that reads a file may return. Values of 16 bits become twice as long, and names take part of the file,
    /// too.
    /// </summary>
    public static long Output(long fileLength) => Math.Min((2 * fileLength) + (4 * CompressedValues(fileLength)) + 1_000_000, Array.MaxLength);
}
