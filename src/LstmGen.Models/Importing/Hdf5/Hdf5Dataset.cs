using System.Collections.Generic;

namespace LstmGen.Models.Importing.Hdf5;

/// <summary>A dataset of an HDF5 file.</summary>
/// <param name="Path">From the root, such as <c>layers/lstm/cell/vars/0</c>.</param>
/// <param name="Shape">Its dimensions; empty for a scalar.</param>
/// <param name="Type">Its type, such as <c>F32</c>.</param>
/// <param name="Values">Its values row by row as floats, or null if it is of another kind or wasn't requested.</param>
internal sealed record Hdf5Dataset(string Path, IReadOnlyList<long> Shape, string Type, float[]? Values);
