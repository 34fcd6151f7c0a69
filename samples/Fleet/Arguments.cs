using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Threading.Tasks;

namespace Fleet;

/// <summary>The command-line arguments.</summary>
/// <param name="Devices">Devices in the fleet.</param>
/// <param name="Readings">Readings of each device.</param>
/// <param name="Bundle">The most readings in one call.</param>
/// <param name="StoreEvery">After how many readings a device's state is stored.</param>
/// <param name="Calls">The most calls at a time.</param>
/// <param name="Rate">The most readings a second, of all devices together; 0 for no limit.</param>
internal sealed record Arguments(int Devices, int Readings, int Bundle, int StoreEvery, int Calls, int Rate)
{
    private const string Database = $"The environment variable {ClusterRun.DatabaseVariable} has the database's connection string.";

    private static readonly Option<int> DevicesOption = Number("--devices", "Devices in the fleet.", 1_000, 1_000_000);
    private static readonly Option<int> ReadingsOption = Number("--readings", "Readings of each device.", 500, 1_000_000);
    private static readonly Option<int> BundleOption = Number("--bundle", "The most readings in one call.", 10, 1_000);
    private static readonly Option<int> StoreEveryOption = Number("--store-every", "Readings after which a device is stored.", 100, 10_000);
    private static readonly Option<int> CallsOption = Number("--calls", "The most calls at a time.", 64, 10_000);
    private static readonly Option<int> RateOption = Number("--rate", "The most readings a second; 0: no limit.", 0, 10_000_000, least: 0);

    /// <summary>How many readings a device keeps: enough to continue while it is being stored, but no more while it can't be.</summary>
    internal int Room => 2 * StoreEvery + Bundle;

    internal FleetSettings Settings => new(Devices, StoreEvery);

    /// <summary>Command lines that call these functions with their arguments.</summary>
    internal static RootCommand Command(
        Func<Arguments, Task<bool>> run,
        Func<Task<bool>> check,
        Func<Arguments, Task<bool>> silo,
        Func<Arguments, Task<bool>> feed,
        Func<Arguments, Task<bool>> checkDatabase)
    {
        Option<bool> checks = new("--check") { Description = "Check what bad input, lost messages and absent storage come to." };
        RootCommand root = new("A fleet of devices in this process, with files for storage. Each is a grain with an LSTM's state.")
        {
            DevicesOption, ReadingsOption, BundleOption, StoreEveryOption, CallsOption, RateOption, checks,
        };
        root.SetAction(async parsed => await (parsed.GetValue(checks) ? check() : run(From(parsed))) ? 0 : 1);
        Add(root, new Command("silo", $"A silo of a cluster. {Database}")
        {
            DevicesOption, StoreEveryOption,
        }, silo);
        Add(root, new Command("feed", $"The devices of a cluster. Lines on standard input say what is done to it. {Database}")
        {
            DevicesOption, ReadingsOption, BundleOption, StoreEveryOption, CallsOption, RateOption,
        }, feed);
        Add(root, new Command("check-database", $"Checks that stale writes are refused. {Database}"), checkDatabase);
        return root;
    }

    private static void Add(RootCommand root, Command command, Func<Arguments, Task<bool>> action)
    {
        command.SetAction(async parsed => await action(From(parsed)) ? 0 : 1);
        root.Add(command);
    }

    private static Arguments From(ParseResult parsed) => new(
        parsed.GetValue(DevicesOption), parsed.GetValue(ReadingsOption), parsed.GetValue(BundleOption),
        parsed.GetValue(StoreEveryOption), parsed.GetValue(CallsOption), parsed.GetValue(RateOption));

    private static Option<int> Number(string name, string description, int usual, int most, int least = 1)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            // Something that isn't a number already has a message.
            if (result.Tokens is [var token] && int.TryParse(token.Value, out int value) && (value < least || value > most))
            {
                result.AddError($"{name} is {value}; it has to be from {least} to {most}.");
            }
        });
        return option;
    }
}
