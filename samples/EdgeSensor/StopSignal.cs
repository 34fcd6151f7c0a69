using System;
using System.IO;
using System.Runtime.InteropServices;

namespace EdgeSensor;

/// <summary>
/// SIGTERM and SIGINT, turned into something that can be waited for together with input. The handler, which runs on its own thread, only
/// writes to a file; the one thread that reads, computes and saves looks at that file before each read. So a signal can't come at a wrong
/// moment: a read that has taken bytes from the input is always followed by the processing of these bytes.
/// </summary>
internal sealed unsafe class StopSignal
{
    private readonly int requested;

    // A registration ends when it is collected.
    private readonly PosixSignalRegistration[] registrations;

    internal StopSignal()
    {
        requested = Libc.EventFile(0, Libc.CloseOnExec);
        if (requested < 0)
        {
            throw new IOException($"eventfd failed with error {Marshal.GetLastPInvokeError()}");
        }

        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Request),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Request),
        ];
    }

    /// <summary>Waits until a file can be read or has ended.</summary>
    /// <returns>False if the program should stop.</returns>
    internal bool WaitFor(int file)
    {
        Libc.Wait* waits = stackalloc Libc.Wait[2];
        waits[0] = new Libc.Wait(requested, Libc.Readable);
        waits[1] = new Libc.Wait(file, Libc.Readable);
        while (Libc.Poll(waits, 2, milliseconds: -1) < 0)
        {
            if (!Libc.WasInterrupted)
            {
                throw new IOException($"poll failed with error {Marshal.GetLastPInvokeError()}");
            }
        }

        return waits[0].Happened == 0;
    }

    private void Request(PosixSignalContext context)
    {
        // Without this, the runtime would end the process once the handler has returned.
        context.Cancel = true;
        ulong one = 1;
        Libc.Write(requested, (byte*)&one, sizeof(ulong));
        GC.KeepAlive(registrations);
    }
}
