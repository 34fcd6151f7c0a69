using System;
using System.IO;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Tool.Numbers;
using Xunit;

namespace LstmGen.Tool.Tests.Numbers;

/// <summary>A folder with one file of numbers.</summary>
internal sealed class NumberFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen numbers ü");

    public NumberFile Open(byte[] bytes)
    {
        File.WriteAllBytes(FilePath, bytes);
        return NumberFile.Open(FilePath);
    }

    /// <summary>The message of the error that a file has to be, with ~ for its path.</summary>
    public string Error(byte[] bytes) => Assert.Throws<ModelException>(() => Open(bytes).Input()).Message.Replace(FilePath, "~", StringComparison.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);

    private string FilePath => Path.Combine(_folder.FullName, "numbers");
}
