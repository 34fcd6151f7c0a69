using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LstmGen.Generator.Model.Text;
using LstmGen.Models;
using LstmGen.Models.Importing.Hdf5;

namespace LstmGen.Converter.Hdf5;

/// <summary>Starts the process that reads an HDF5 file, and limits its time, its memory and its output.</summary>
internal static class Hdf5Process
{
    private const int MostMessage = 400;

    /// <summary>Ten minutes of polling a process that hangs.</summary>
    private const int MostLooks = 3000;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>Reads a file in a separate process, which is killed if it takes too long or too much memory.</summary>
    /// <param name="withoutValues">Groups at the root whose datasets are listed without their values.</param>
    /// <exception cref="ModelException">The file is damaged, or refers to another file.</exception>
    public static Hdf5File Read(byte[] bytes, params string[] withoutValues)
    {
        var file = new Hdf5File();
        Hdf5Listing.Read(Run(bytes, withoutValues), file);
        return file;
    }

    /// <summary>The listing of a file.</summary>
    /// <exception cref="ModelException">The process couldn't read the file.</exception>
    private static Stream Run(byte[] bytes, IReadOnlyList<string> withoutValues)
    {
        using Process process = Start(bytes, withoutValues);
        using var timeout = new CancellationTokenSource();
        Task watch = Watch(process, Hdf5Limits.Time(bytes.Length), timeout);
        try
        {
            Task send = Send(process, bytes, timeout.Token);
            Task<string> message = Message(process.StandardError.BaseStream, timeout.Token);
            MemoryStream? listing = Output(process.StandardOutput.BaseStream, Hdf5Limits.Output(bytes.Length), timeout.Token).GetAwaiter().GetResult();
            if (listing is null)
            {
                throw Damaged("it holds more than its length allows");
            }

            Task.WhenAll(send, message, process.WaitForExitAsync(timeout.Token)).GetAwaiter().GetResult();
            return process.ExitCode == 0 ? listing : throw Failed(process.ExitCode, message.Result);
        }
        catch (OperationCanceledException)
        {
            throw Damaged(FormattableString.Invariant($"reading it takes more than {Hdf5Limits.Time(bytes.Length).TotalSeconds:0} seconds of the processor"));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            timeout.Cancel();
            watch.GetAwaiter().GetResult();
        }
    }

    /// <summary>
    /// Cancels the reading when the process has used up its processor time, which a busy machine doesn't shorten, or when it has hung for
    /// minutes. The latter is counted in polls, of which there are none while the machine sleeps.
    /// </summary>
    private static async Task Watch(Process process, TimeSpan time, CancellationTokenSource timeout)
    {
        try
        {
            for (int look = 0; look < MostLooks; look++)
            {
                await Task.Delay(BetweenLooks, timeout.Token).ConfigureAwait(false);
                process.Refresh();
                if (process.TotalProcessorTime > time)
                {
                    break;
                }
            }

            timeout.Cancel();
        }
        catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has exited: the reader of its output notices by itself.
        }
    }

    private static Process Start(byte[] bytes, IReadOnlyList<string> withoutValues)
    {
        var start = new ProcessStartInfo(Host())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Hdf5Process).Assembly.Location);
        start.ArgumentList.Add(Hdf5Worker.Word);
        start.ArgumentList.Add(bytes.Length.ToString(CultureInfo.InvariantCulture));
        foreach (string group in withoutValues)
        {
            start.ArgumentList.Add(group);
        }

        start.Environment["DOTNET_GCHeapHardLimit"] = "0x" + Hdf5Limits.Heap(bytes.Length).ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";

        // What the host process had injected into itself doesn't belong in this one.
        start.Environment.Remove("DOTNET_STARTUP_HOOKS");
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new ModelException($"the HDF5 file can't be read, as no process could be started: {exception.Message}", exception);
        }
    }

    /// <summary>The dotnet command of the runtime on which this process runs, whatever program hosts it.</summary>
    private static string Host()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Environment.ProcessPath is string path && string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase))
        {
            return path;
        }

        // shared/Microsoft.NETCore.App/8.0.0 below the folder of the command.
        string beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }

    private static async Task Send(Process process, byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            await using Stream input = process.StandardInput.BaseStream;
            await input.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It exited early; its exit code says why.
        }
    }

    /// <summary>The whole content of a stream, or null if that is too much.</summary>
    private static async Task<MemoryStream?> Output(Stream stream, long most, CancellationToken cancellation)
    {
        var output = new MemoryStream();
        var buffer = new byte[1 << 16];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            if (output.Length + count > most)
            {
                return null;
            }

            output.Write(buffer, 0, count);
        }

        output.Position = 0;
        return output;
    }

    /// <summary>
    /// The start of a process's error output; the trace of a stack overflow is long, and is read to its end so that the process can exit.
    /// </summary>
    private static async Task<string> Message(Stream stream, CancellationToken cancellation)
    {
        var message = new StringBuilder();
        var buffer = new byte[4096];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            message.Append(message.Length < MostMessage ? Encoding.UTF8.GetString(buffer, 0, count) : "");
        }

        return message.ToString();
    }

    private static ModelException Failed(int exitCode, string message)
    {
        // The library's own messages quote the file's bytes where a signature should be.
        string line = PlainText.Of(message.Split('\n')[0].TrimEnd('\r'), MostMessage);
        return exitCode != 1 || line.Length == 0 ? Damaged("reading it overflows the stack or takes too much memory")
            : line.StartsWith(Hdf5Worker.RefusedMark, StringComparison.Ordinal) ? new ModelException(line[Hdf5Worker.RefusedMark.Length..])
            : Damaged(line);
    }

    private static ModelException Damaged(string why) => new($"the HDF5 file is damaged: {why}");
}
