using System;
using System.CommandLine;
using System.IO;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Converter.Building;

namespace LstmGen.Converter.Commands;

/// <summary>
/// <c>lstmgen build</c>, which a project's build runs in a folder of its own: it converts the models listed in <c>models.txt</c>, and
/// writes the names of its output files to <c>outputs.txt</c>, those of the additional files that it read to <c>inputs.txt</c>, and the
/// next build's list if nothing changes to <c>converted.txt</c>. The list is a file rather than a command line so that no shell interprets
/// the paths.
/// </summary>
internal static class BuildCommand
{
    public static Command Create()
    {
        var command = new Command("build", "Converts the models of a project, for its build.") { Hidden = true };
        command.SetAction(_ => Run(Directory.GetCurrentDirectory()));
        return command;
    }

    /// <summary>Converts all models, and reports each that can't be converted; 0 if all were.</summary>
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
