using System;
using System.IO;
using System.Linq;
using LstmGen.Models;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>Damages a model's file in many ways. Each result must be read, or be the reader's own error.</summary>
internal static class DamagedFiles
{
    /// <summary>Cuts the file off at places all over it.</summary>
    public static void CutOff(string path, int cuts = 300)
    {
        byte[] bytes = File.ReadAllBytes(path);
        for (int i = 0; i < cuts; i++)
        {
            // The last byte of a text may be a line's end, without which nothing is missing.
            int length = (int)((long)(bytes.Length - 1) * i / cuts);
            string message = ModelCheck.Error(bytes[..length], Path.GetFileName(path));
            RequireOwn(message);
        }
    }

    /// <summary>Changes a few bytes at random.</summary>
    public static void Mutate(string path, int rounds = 2000, int span = int.MaxValue)
    {
        byte[] bytes = File.ReadAllBytes(path);
        var random = new Random(1);
        for (int round = 0; round < rounds; round++)
        {
            byte[] damaged = bytes.ToArray();
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(Math.Min(span, bytes.Length));
                damaged[at] = random.Next(2) == 0 ? (byte)random.Next(256) : bytes[random.Next(bytes.Length)];
            }

            try
            {
                ModelImporter.Import(new ModelInput(Path.GetFileName(path), damaged), new ImportOptions());
            }
            catch (ModelException exception)
            {
                RequireOwn(exception.Message);
            }
        }
    }

    private static void RequireOwn(string message)
    {
        Assert.DoesNotContain("is damaged, or no", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.True(message.Length < 1500, message);
    }
}
