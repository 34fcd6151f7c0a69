namespace LstmGen.Models.Importing.PyTorch.Pickles;

/// <summary>What the names in a pickle mean. A pickle can create nothing else, and no name leads to Python code.</summary>
internal interface IPickleNames
{
    /// <summary>What a name of a module means, or null if it isn't known.</summary>
    object? Find(string module, string name);

    /// <summary>The object outside the pickle to which an id refers.</summary>
    /// <exception cref="PickleException">It refers to none.</exception>
    object FindPersistent(object id);

    /// <summary>The error for an unknown name.</summary>
    /// <param name="where">The opcode and its place.</param>
    /// <param name="isRoot">Whether the whole pickle is an object of that class.</param>
    ModelException Unknown(string name, string where, bool isRoot);
}
