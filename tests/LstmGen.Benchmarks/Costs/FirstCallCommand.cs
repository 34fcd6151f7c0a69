using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Costs;

/// <summary>
/// <c>--first-call</c>: what a user waits for before a network is warm. Each measurement runs in its own process, which is this program
/// with <c>--first-call-of NAME</c>; one more process with <c>--native-code-of NAME</c> counts machine code, because listening to the
/// compiler slows it down.
/// </summary>
internal static class FirstCallCommand
{
    public const string TimesOption = "--first-call-of";
    public const string CodeOption = "--native-code-of";
    private const int Processes = 5;

    public static void Run()
    {
        var table = new MarkdownTable(
            "input→units × steps", "constructor, µs", "first Forward, µs", "second Forward, µs", "first Step, µs", "compiling, µs", "methods", "bytes of IL", "bytes of machine code");
        foreach (ComparedNet net in Catalog.All)
        {
            Console.Error.WriteLine(net.Name);
            var calls = new List<FirstCalls>();
            for (int i = 0; i < Processes; i++)
            {
                calls.Add(FirstCalls.Parse(ChildProcess.RunThisProgram(TimesOption, net.Type.Name)));
            }

            table.Row(
                net.Name,
                Cell(calls, call => call.Constructor),
                Cell(calls, call => call.FirstForward),
                Cell(calls, call => call.SecondForward),
                Cell(calls, call => call.FirstStep),
                Cell(calls, call => call.Compilation),
                Number.Whole(calls[0].CompiledMethods),
                Number.Whole(calls[0].CompiledIlBytes),
                Number.Whole(double.Parse(ChildProcess.RunThisProgram(CodeOption, net.Type.Name), CultureInfo.InvariantCulture)));
        }

        Console.WriteLine(FormattableString.Invariant($"The smallest of {Processes} processes, and the median in parentheses. Constructor, both Forwards and Step in this order, in one process.\n"));
        Console.WriteLine(table);
    }

    /// <summary>In the process that is measured.</summary>
    public static void RunTimes(string typeName) => Console.WriteLine(Named(typeName).MeasureFirstCalls().ToLine());

    /// <summary>In the process that is listened to.</summary>
    public static void RunCode(string typeName)
    {
        ComparedNet net = Named(typeName);
        using var listener = new NativeCode(net.Type.FullName!);
        net.MeasureFirstCalls();

        // Events arrive late, from a runtime thread.
        long bytes;
        do
        {
            bytes = listener.Bytes;
            Thread.Sleep(400);
        }
        while (listener.Bytes != bytes);

        Console.WriteLine(bytes.ToString(CultureInfo.InvariantCulture));
    }

    private static ComparedNet Named(string typeName) => Catalog.All.Single(net => net.Type.Name == typeName);

    private static string Cell(List<FirstCalls> calls, Func<FirstCalls, double> value)
    {
        var samples = new Samples();
        calls.ForEach(call => samples.Add(value(call)));
        return samples.ToString();
    }
}
