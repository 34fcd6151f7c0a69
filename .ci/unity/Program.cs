using System;
using System.IO;

/// <summary>
/// Checks the package for Unity as far as that goes without Unity: its files, that its sample compiles as Unity 6 would compile it, and what
/// the compiled code computes. Its arguments are the folder that holds both packages, a trained model as .lstm text, and the input and output
/// that its framework recorded with it.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        string feed = arguments[0], model = arguments[1], recorded = arguments[2];
        try
        {
            string package = Path.Combine(feed, "upm", "com.lstmgen.lstmgen");
            PackageFiles.Check(package, feed);
            var compiler = new UnityCompiler(package);
            SwarmCheck.Run(compiler);
            TrainedCheck.Run(compiler, model, recorded);
            return 0;
        }
        catch (CheckException exception)
        {
            Console.WriteLine(exception.Message);
            return 1;
        }
    }
}

/// <summary>What is wrong with the package.</summary>
internal sealed class CheckException(string message) : Exception(message)
{
    /// <exception cref="CheckException">The condition doesn't hold.</exception>
    public static void Unless(bool condition, string message)
    {
        if (!condition)
        {
            throw new CheckException(message);
        }
    }
}
