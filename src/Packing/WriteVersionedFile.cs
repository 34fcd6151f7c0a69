using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a file of text for a package: links to the repository's main branch become links to the tag of the version, and VERSION_OF_LSTMGEN
/// becomes the version. A task, because MSBuild's own means change the backslashes in a text.
/// </summary>
public class WriteVersionedFile : Task
{
    [Required]
    public ITaskItem Source { get; set; }

    [Required]
    public ITaskItem Destination { get; set; }

    [Required]
    public string Repository { get; set; }

    [Required]
    public string Version { get; set; }

    public override bool Execute()
    {
        string raw = Repository.Replace("https://github.com/", "https://raw.githubusercontent.com/");
        string text = File.ReadAllText(Source.GetMetadata("FullPath"))
            .Replace(Repository + "/blob/main/", Repository + "/blob/v" + Version + "/")
            .Replace(raw + "/main/", raw + "/v" + Version + "/")
            .Replace("VERSION_OF_LSTMGEN", Version);
        string path = Destination.GetMetadata("FullPath");
        Directory.CreateDirectory(Path.GetDirectoryName(path));
        File.WriteAllText(path, text);
        return true;
    }
}
