using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LstmGen.Models;

// One line for each file: what it computes, and a hash of its parameters and of its initial state; or why it can't be read.
foreach (string path in args)
{
    try
    {
        TrainedModel model = TrainedModel.Load(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(model.Parameters.Span));
        hash.AppendData(MemoryMarshal.AsBytes(model.InitialState.Span));
        Console.WriteLine($"{model.Format} | {model} | {model.Parameters.Length.ToString(CultureInfo.InvariantCulture)} | {Convert.ToHexString(hash.GetHashAndReset(), 0, 8)}");
    }
    catch (ModelException problem)
    {
        Console.WriteLine(problem.Message);
    }
}
