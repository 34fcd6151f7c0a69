namespace LstmGen.Models.Importing.PyTorch.Pickles;

/// <summary>What the names in a pickle mean. Nothing else can be made by one, and no name leads to code of Python's.</summary>
internal interface IPickleNames
{
    /// <summary>What a name of a module means, or null where it isn't known.</summary>
    object? Find(string module, string name);

    /// <summary>The object outside the pickle that an id means.</summary>
    /// <exception cref="PickleException">It means none.</exception>
    object FindPersistent(object id);

    /// <summary>The error that an unknown name is.</summary>
    /// <param name="where">The opcode and its place.</param>
    /// <param name="isRoot">Whether the whole pickle is an object of that class.</param>
    ModelException Unknown(string name, string where, bool isRoot);
}
