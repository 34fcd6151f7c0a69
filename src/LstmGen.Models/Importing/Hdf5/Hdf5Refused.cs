using System;

namespace LstmGen.Models.Importing.Hdf5;

/// <summary>Something in an HDF5 file that isn't read, although the file is not damaged.</summary>
internal sealed class Hdf5Refused(string message) : Exception(message);
