using System;
using System.Threading.Tasks;
using Spectre.Console;

namespace LstmGen.Tool;

/// <summary>Shows what takes longer than a second, on standard error so that standard output stays what was asked for.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static T For<T>(string what, Func<T> work)
    {
        Task<T> task = Task.Run(work);
        if (!((IAsyncResult)task).AsyncWaitHandle.WaitOne(Patience))
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            if (console.Profile.Capabilities.Interactive)
            {
                console.Status().Start(Markup.Escape(what) + " …", _ => ((IAsyncResult)task).AsyncWaitHandle.WaitOne());
            }
            else
            {
                Console.Error.WriteLine(what + " …");
            }
        }

        return task.GetAwaiter().GetResult();
    }
}
