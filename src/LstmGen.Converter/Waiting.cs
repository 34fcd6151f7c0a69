using System;
using System.Threading.Tasks;

namespace LstmGen.Converter;

/// <summary>Shows what takes longer than a second, on standard error so that standard output has only the result.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenMarks = TimeSpan.FromMilliseconds(150);

    public static T For<T>(string what, Func<T> work)
    {
        Task<T> task = Task.Run(work);
        if (!EndsWithin(task, Patience))
        {
            Console.Error.WriteLine(what + " …");
            if (!Console.IsErrorRedirected)
            {
                Turn(task);
            }
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>A spinner that is shown until the work is done. Only ASCII characters, so that every terminal shows it.</summary>
    private static void Turn(Task task)
    {
        const string Marks = "|/-\\";
        for (int i = 0; !EndsWithin(task, BetweenMarks); i++)
        {
            Console.Error.Write("\r" + Marks[i % Marks.Length]);
        }

        Console.Error.Write("\r \r");
    }

    /// <summary>Waits, and leaves the outcome of the work to the caller.</summary>
    private static bool EndsWithin(Task task, TimeSpan time) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne(time);
}
