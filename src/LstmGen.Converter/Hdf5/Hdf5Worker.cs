using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using LstmGen.Models.Importing.Hdf5;

namespace LstmGen.Converter.Hdf5;

/// <summary>
/// The separate process in which an HDF5 file is read. The file comes from standard input, and a listing goes to standard output.
/// </summary>
internal static class Hdf5Worker
{
    /// <summary>The first word of the command line.</summary>
    public const string Word = "hdf5-worker";

    /// <summary>The prefix of a message that doesn't indicate damage.</summary>
    public const string RefusedMark = "refused: ";

    /// <summary>Enough for any file that Keras writes, and soon used up by endless recursion.</summary>
    private const int StackBytes = 1 << 20;

    /// <summary>Reads a file from standard input.</summary>
    /// <param name="args">The word, the length of the file, and the groups whose values aren't needed.</param>
    /// <returns>0, or 1 after a message to standard error.</returns>
    public static int Run(string[] args)
    {
        int result = 1;
        var thread = new Thread(() => result = RunHere(args), StackBytes);
        thread.Start();
        thread.Join();
        return result;
    }

    private static int RunHere(string[] args)
    {
        try
        {
            var bytes = new byte[int.Parse(args[1], CultureInfo.InvariantCulture)];
            using (Stream input = Console.OpenStandardInput())
            {
                input.ReadExactly(bytes);
            }

            using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            using var writer = new BinaryWriter(output, Encoding.UTF8);
            var listing = new Hdf5Listing(writer);
            Hdf5Walk.Run(new MemoryStream(bytes, writable: false), args.Skip(2), listing);
            listing.AddEnd();
            return 0;
        }
        catch (Exception exception)
        {
            Exception cause = Hdf5Walk.CauseOf(exception);
            using Stream error = Console.OpenStandardError();
            error.Write(Encoding.UTF8.GetBytes((cause is Hdf5Refused ? RefusedMark : "") + cause.Message.ReplaceLineEndings(" ")));
            return 1;
        }
    }
}
