using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using LstmGen.Generator.Model.Text;
using LstmGen.Tool.Importing;

namespace LstmGen.Tool.Commands;

/// <summary>
/// <c>lstmgen build</c>, which a project's build runs in a folder of its own: it converts the models that <c>models.txt</c> lists, and
/// leaves the names of what it wrote in <c>outputs.txt</c>, of what it read beside them in <c>inputs.txt</c>, and the time in
/// <c>converted.stamp</c>. A list in a file rather than a command line, because no shell then reads the paths.
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
        var outputs = new List<string>();
        var inputs = new List<string>();
        bool failed = false;
        foreach (Dictionary<string, string> item in Items(Path.Combine(folder, "models.txt")))
        {
            string path = item["path"];
            string output = Path.Combine(folder, FolderOf(path), Path.GetFileName(path) + ".lstm");
            try
            {
                Convert(item, path, output, inputs);
                outputs.Add(output);
            }
            catch (Exception exception) when (exception is ModelException or OutOfMemoryException)
            {
                // The form in which a build knows an error, at the file that it is of.
                string message = exception is ModelException ? exception.Message : "the file needs more memory than there is";
                Console.Error.WriteLine($"{path} : error LSTM016: {message.ReplaceLineEndings(" ")}");
                failed = true;
            }
        }

        WriteIfDifferent(Path.Combine(folder, "inputs.txt"), Lines(inputs));
        if (!failed)
        {
            WriteIfDifferent(Path.Combine(folder, "outputs.txt"), Lines(outputs));
            OutputFile.Write(Path.Combine(folder, "converted.stamp"), _ => { });
        }

        return failed ? 1 : 0;
    }

    private static void Convert(Dictionary<string, string> item, string path, string output, List<string> inputs)
    {
        ModelInput input = ModelInput.Open(path);
        try
        {
            ImportedModel model = ModelImporter.Import(input, ModelOptions.Parse(name => item.GetValueOrDefault(name, "")));
            var text = new StringWriter(CultureInfo.InvariantCulture);
            LstmWriter.Write(new ModelFile(item["name"].Replace('\\', '/'), model.Framework, model.Network), text);

            WriteIfDifferent(output, text.ToString());
        }
        finally
        {
            inputs.AddRange(input.Siblings);
        }
    }

    private static string Lines(List<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    /// <summary>A file with the same text stays, so that what depends on it isn't built again.</summary>
    private static void WriteIfDifferent(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            OutputFile.Write(path, writer => writer.Write(text));
        }
    }

    /// <summary>The items of the list: a block of lines for each, a name, = and a value in each line; a path starts the next.</summary>
    private static IEnumerable<Dictionary<string, string>> Items(string list)
    {
        Dictionary<string, string>? item = null;
        foreach (string line in File.ReadAllLines(list))
        {
            int equals = line.IndexOf('=');
            if (line.StartsWith("path=", StringComparison.Ordinal))
            {
                if (item is not null)
                {
                    yield return item;
                }

                item = new Dictionary<string, string>(StringComparer.Ordinal);
            }

            if (item is not null && equals > 0)
            {
                item[line[..equals]] = line[(equals + 1)..];
            }
        }

        if (item is not null)
        {
            yield return item;
        }
    }

    /// <summary>A folder for each path, so that two models may have the same name.</summary>
    private static string FolderOf(string path) => System.Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(path)), 0, 4).ToLowerInvariant();
}
