namespace LstmGen.Generator.Planning;

/// <summary>Where a network's parameters are while the program runs.</summary>
internal enum ParameterStorage
{
    /// <summary>In the instance, which was given them.</summary>
    Instance,

    /// <summary>In the assembly, in the order in which the kernels read them: once for each way to pack them.</summary>
    Constants,

    /// <summary>In the assembly in Keras' order, and from the first use on packed at a cache line, one copy for all instances.</summary>
    Copy,
}
