using System;
using System.CommandLine;
using System.IO;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Converter.Building;

namespace LstmGen.Converter.Commands;

/// <summary>
/// <c>lstmgen build</c>, which a project's build runs in a folder of its own: it converts the models that <c>models.txt</c> lists, and
/// leaves the names of what it wrote in <c>outputs.txt</c>, of what it read beside them in <c>inputs.txt</c>, and in <c>converted.txt</c>
/// what the next build's list is if nothing changes. A list in a file rather than a command line, because no shell then reads the paths.
/// </summary>
internal static class BuildCommand
{
    public static Command Create()
    {
        var command = new Command("build", "Converts the models of a project, for its build.") { Hidden = true };
        command.SetAction(_ => Run(Directory.GetCurrentDirectory()));
        return command;
    }

    /// <summary>Converts all models, and reports each that can't be; 0 if all were.</summary>
    public static int Run(string folder)
    {
        try
        {
            return new Conversion(folder).Run() ? 0 : 1;
        }
        catch (Exception exception) when (exception is ModelException or IOException or UnauthorizedAccessException)
        {
            Conversion.Report(Path.Combine(folder, "models.txt"), exception.Message);
            return 1;
        }
    }
}
