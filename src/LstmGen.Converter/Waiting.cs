using System;
using System.Threading.Tasks;

namespace LstmGen.Converter;

/// <summary>Shows what takes longer than a second, on standard error so that standard output stays what was asked for.</summary>
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

    /// <summary>A mark that turns until the work is done, and then is gone. Letters alone, so that every terminal shows it.</summary>
    private static void Turn(Task task)
    {
        const string Marks = "|/-\\";
        for (int i = 0; !EndsWithin(task, BetweenMarks); i++)
        {
            Console.Error.Write("\r" + Marks[i % Marks.Length]);
        }

        Console.Error.Write("\r \r");
    }

    /// <summary>Waits, and leaves it to the caller to see how the work ended.</summary>
    private static bool EndsWithin(Task task, TimeSpan time) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne(time);
}
