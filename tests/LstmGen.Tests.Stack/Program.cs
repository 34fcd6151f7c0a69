using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Threading;

namespace LstmGen.Tests.Stacks;

/// <summary>
/// Calls every member of a generated class on threads with a small stack: <c>BYTES ASSEMBLY...</c>. It prints each member before it is
/// called, so that the parent process sees the last one. With <c>measure</c> for the bytes it prints how much of a large stack each takes,
/// at its first call and at a later one.
/// </summary>
internal static class Program
{
    private const int Room = 4 << 20;
    private const byte Paint = 0xA7;

    private static int Main(string[] arguments)
    {
        bool measures = arguments[0] == "measure";
        int bytes = measures ? 4 * Room : int.Parse(arguments[0], CultureInfo.InvariantCulture);
        foreach (string path in arguments.Skip(1))
        {
            byte[] assembly = File.ReadAllBytes(path);
            (string Name, Action Call)[] members = Members(assembly);
            for (int i = 0; i < members.Length; i++)
            {
                // Loaded separately for each: what another member has called is already compiled. Not unloadable: unloadable code is
                // optimised from the first call, and code that isn't optimised takes more stack.
                (string name, Action call) = (i == 0 ? members : Members(assembly))[i];
                Console.Write($"{Path.GetFileNameWithoutExtension(path)}\t{name}");
                Console.Out.Flush();
                Exception? thrown = null;
                long first = 0;
                long later = 0;
                var thread = new Thread(
                    () =>
                    {
                        try
                        {
                            first = measures ? Depth(call) : Call(call);
                            later = measures ? Depth(call) : Call(call);
                        }
                        catch (Exception exception)
                        {
                            thrown = exception;
                        }
                    },
                    bytes);
                thread.Start();
                thread.Join();
                if (thrown is not null)
                {
                    Console.WriteLine("\t" + thrown);
                    return 1;
                }

                Console.WriteLine(measures ? FormattableString.Invariant($"\t{first}\t{later}") : "");
            }
        }

        return 0;
    }

    private static (string Name, Action Call)[] Members(byte[] assembly)
    {
        var context = new AssemblyLoadContext("network");
        Type driver = context.LoadFromStream(new MemoryStream(assembly)).GetType("Driver", throwOnError: true)!;
        return ((string, Action)[])driver.GetMethod("Members", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null)!;
    }

    private static long Call(Action call)
    {
        call();
        return 0;
    }

    /// <summary>Paints the stack, calls, and checks how far the paint is gone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe long Depth(Action call)
    {
        byte* painted = PaintStack();
        byte here;
        byte* top = &here;
        call();
        byte* deepest = painted;
        while (*deepest == Paint)
        {
            deepest++;
        }

        return top - deepest;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe byte* PaintStack()
    {
        byte* room = stackalloc byte[Room];
        new Span<byte>(room, Room).Fill(Paint);
        return room;
    }
}
