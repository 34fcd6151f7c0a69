using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Models.Importing.Hdf5;

/// <summary>
/// Reads an HDF5 file in this process, on a thread of its own: its stack size is known, and it can be abandoned if a damaged file makes the
/// HDF5 library run on without reading. It reads through <see cref="Hdf5Guard"/>.
/// </summary>
internal static class Hdf5InProcess
{
    /// <summary>Enough for any file that Keras writes, and for the depth at which the guard refuses.</summary>
    private const int StackBytes = 8 << 20;

    private const int MostMessage = 400;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <exception cref="ModelException">The file is damaged, or refers to another file.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    [RequiresUnreferencedCode(Hdf5Support.Why)]
    [RequiresDynamicCode(Hdf5Support.Why)]
    public static Hdf5File Read(byte[] bytes, string[] withoutValues, CancellationToken cancellation)
    {
        var file = new Hdf5File();
        TimeSpan time = Hdf5Limits.Time(bytes.Length);
        using var guard = new Hdf5Guard(bytes, time, Hdf5Limits.Allocated(bytes.Length), cancellation);
        Exception? failure = null;
        var thread = new Thread(() => failure = Walk(guard, withoutValues, file), StackBytes) { IsBackground = true, Name = "LstmGen.Models HDF5" };
        thread.Start();

        // The guard stops it at its next read; a thread that reads no more is abandoned.
        for (TimeSpan waited = TimeSpan.Zero; !thread.Join(BetweenLooks); waited += BetweenLooks)
        {
            cancellation.ThrowIfCancellationRequested();
            if (waited > 2 * time)
            {
                throw Damaged(guard.TooLong);
            }
        }

        cancellation.ThrowIfCancellationRequested();
        return failure switch
        {
            null => file,
            ModelException or Hdf5Refused => throw new ModelException(failure.Message, failure),
            InsufficientExecutionStackException or OutOfMemoryException => throw Damaged("reading it overflows the stack or takes too much memory", failure),
            _ => throw Damaged(PlainText.Of(failure.Message.ReplaceLineEndings(" "), MostMessage), failure),
        };
    }

    [RequiresUnreferencedCode(Hdf5Support.Why)]
    [RequiresDynamicCode(Hdf5Support.Why)]
    private static Exception? Walk(Hdf5Guard guard, string[] withoutValues, Hdf5File file)
    {
        try
        {
            guard.Start();
            Hdf5Walk.Run(guard, withoutValues, file);
            return null;
        }
        catch (Exception exception)
        {
            // The library wraps exceptions thrown while reading in its own.
            return guard.Reason ?? Hdf5Walk.CauseOf(exception);
        }
    }

    private static ModelException Damaged(string why, Exception? inner = null) => new($"the HDF5 file is damaged: {why}", inner);
}
