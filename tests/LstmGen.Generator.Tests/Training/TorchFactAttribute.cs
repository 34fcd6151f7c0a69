using System;
using System.IO;
using System.Linq;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>A test that uses PyTorch, and is skipped if Debian's Python doesn't have it (apt-get install python3-torch).</summary>
internal sealed class TorchFactAttribute : FactAttribute
{
    public const string Python = "/usr/bin/python3";

    private static readonly string[] Packages = ["/usr/lib/python3/dist-packages", "/usr/local/lib/python3/dist-packages"];

    public TorchFactAttribute()
    {
        if (!File.Exists(Python) || !Packages.Any(folder => Directory.Exists(Path.Combine(folder, "torch"))))
        {
            Skip = $"{Python} with torch isn't installed";
        }
    }
}
