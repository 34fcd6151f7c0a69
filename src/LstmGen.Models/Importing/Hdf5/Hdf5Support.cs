using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;

namespace LstmGen.Models.Importing.Hdf5;

/// <summary>
/// Whether HDF5 is read: its library uses reflection, so a program that is trimmed or compiled ahead of time doesn't include it unless it
/// opts in. ILLink.Substitutions.xml makes the switch a constant there, which removes the code behind it.
/// </summary>
internal static class Hdf5Support
{
    public const string Switch = "LstmGen.Models.Hdf5";

    public const string Property = "LstmGenModelsHdf5";

    /// <summary>Why its code can't be trimmed, for whoever calls it.</summary>
    public const string Why = "PureHDF finds types and members by reflection, and makes generic methods of them.";

    public static bool IsOn => !AppContext.TryGetSwitch(Switch, out bool isOn) || isOn;

    /// <summary>Reads a file in this process.</summary>
    /// <exception cref="ModelException">The file is damaged, refers to another file, or the switch is off.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Off where code is trimmed, unless the program asks for it.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Off where code is compiled ahead of time, unless the program asks for it.")]
    public static Hdf5File Read(byte[] bytes, string[] withoutValues, CancellationToken cancellation) => IsOn
        ? Hdf5InProcess.Read(bytes, withoutValues, cancellation)
        : throw new ModelException(
            $"the file is HDF5, which this program reads only with the property {Property} set to true in its project (the switch {Switch}), "
            + "because the library for it needs reflection; or convert the file beforehand with lstmgen convert");
}
