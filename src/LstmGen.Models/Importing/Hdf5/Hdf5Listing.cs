using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace LstmGen.Models.Importing.Hdf5;

/// <summary>
/// The binary form in which a process that reads an HDF5 file passes on what it found: a record for each group, attribute and dataset, and
/// one for the end.
/// </summary>
internal sealed class Hdf5Listing(BinaryWriter writer) : IHdf5Findings
{
    private const byte Group = 1;
    private const byte Attribute = 2;
    private const byte Dataset = 3;
    private const byte End = 4;

    public void AddGroup(string path)
    {
        writer.Write(Group);
        writer.Write(path);
    }

    public void AddAttribute(string path, string name, string[] texts)
    {
        writer.Write(Attribute);
        writer.Write(path);
        writer.Write(name);
        writer.Write(texts.Length);
        foreach (string text in texts)
        {
            writer.Write(text);
        }
    }

    public void Add(Hdf5Dataset dataset)
    {
        writer.Write(Dataset);
        writer.Write(dataset.Path);
        writer.Write(dataset.Type);
        writer.Write(dataset.Shape.Count);
        foreach (long size in dataset.Shape)
        {
            writer.Write(size);
        }

        writer.Write(dataset.Values?.Length ?? -1);
        writer.Write(MemoryMarshal.AsBytes(dataset.Values.AsSpan()));
    }

    public void AddEnd() => writer.Write(End);

    /// <exception cref="ModelException">The listing is not complete, or names something twice.</exception>
    public static void Read(Stream stream, Hdf5File file)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        try
        {
            while (ReadRecord(reader, file))
            {
            }
        }
        catch (IOException exception)
        {
            throw new ModelException("the HDF5 file is damaged: it can't be read to its end", exception);
        }
    }

    private static bool ReadRecord(BinaryReader reader, Hdf5File file)
    {
        switch (reader.ReadByte())
        {
            case Group:
                file.AddGroup(reader.ReadString());
                return true;
            case Attribute:
                string path = reader.ReadString();
                string name = reader.ReadString();
                file.AddAttribute(path, name, Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString()).ToArray());
                return true;
            case Dataset:
                file.Add(ReadDataset(reader));
                return true;
            case End:
                return false;
            default:
                throw new IOException("unknown record");
        }
    }

    private static Hdf5Dataset ReadDataset(BinaryReader reader)
    {
        string path = reader.ReadString();
        string type = reader.ReadString();
        long[] shape = Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt64()).ToArray();
        int count = reader.ReadInt32();
        float[]? values = null;
        if (count >= 0)
        {
            values = new float[count];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        return new Hdf5Dataset(path, shape, type, values);
    }
}
