using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using Fleet;
using Orleans.Runtime;

// String interpolation formats by the current culture; this makes the output the same everywhere.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

try
{
    RootCommand command = Arguments.Command(
        EmbeddedRun.Run, CheckRun.Run, ClusterRun.Silo, ClusterRun.Feed, ClusterRun.CheckDatabase);
    return await command.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (exception is FeedException or TimeoutException or OrleansException or IOException or InvalidDataException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
