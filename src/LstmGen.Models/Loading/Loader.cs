using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LstmGen.Generator.Model.Text;
using LstmGen.Models.Importing;

namespace LstmGen.Models.Loading;

/// <summary>
/// Runs the importer for <see cref="TrainedModel"/>: if a load can be cancelled, on another thread, so that the caller can continue at
/// once.
/// </summary>
internal static class Loader
{
    /// <summary>The name in messages of a model without a file.</summary>
    public const string Tensors = "the tensors";

    /// <exception cref="ModelException">The model can't be used; the message names it.</exception>
    public static TrainedModel Run(string name, LoadOptions? options, CancellationToken cancellation, Func<ModelInput> open)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!cancellation.CanBeCanceled)
        {
            return Here();
        }

        // The parsers of JSON and protocol buffers take no cancellation token; they read bytes in memory, and touch nothing else.
        Task<TrainedModel> task = Task.Run(Here, CancellationToken.None);
        _ = task.ContinueWith(static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            task.Wait(cancellation);
        }
        catch (AggregateException)
        {
            // Rethrown unwrapped below.
        }

        return task.GetAwaiter().GetResult();

        TrainedModel Here() => Named(name, () => new TrainedModel(name, ModelImporter.Import(open(), (options ?? LoadOptions.None).ForImport())));
    }

    /// <summary>Adds the model's name before its error message.</summary>
    public static T Named<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ModelException exception)
        {
            throw new ModelException(name.Length == 0 ? exception.Message : $"{PlainText.Of(name)}: {PlainText.Of(exception.Message)}", exception.InnerException)
            {
                Contents = exception.Contents,
            };
        }
    }

    /// <exception cref="ArgumentException">The stream can't be read.</exception>
    public static void Check(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (!stream.CanRead)
        {
            throw new ArgumentException($"{PlainText.Of(name)}: the stream can't be read, as one that is closed or only for writing; one that can is needed", nameof(stream));
        }
    }

    /// <summary>Copies a stream to its end, within the limits of a model's file.</summary>
    public static async Task CopyAsync(Stream stream, string name, MemoryStream whole, CancellationToken cancellation)
    {
        long? stated = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
        var buffer = new byte[1 << 16];
        int count;
        while ((stated ?? 0) <= ModelInput.MostBytes && (count = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0 && whole.Length <= ModelInput.MostBytes)
        {
            whole.Write(buffer, 0, count);
        }

        Named(name, () => ModelBytes.RequireWhole("the stream", Math.Max(whole.Length, stated > ModelInput.MostBytes ? stated.Value : 0), stated, ModelInput.MostBytes));
    }
}
