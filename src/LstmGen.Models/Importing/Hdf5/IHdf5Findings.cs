namespace LstmGen.Models.Importing.Hdf5;

/// <summary>Receives what an HDF5 file contains, each by its path from the root.</summary>
internal interface IHdf5Findings
{
    void AddGroup(string path);

    void AddAttribute(string path, string name, string[] texts);

    void Add(Hdf5Dataset dataset);
}
