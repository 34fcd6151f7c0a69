namespace LstmGen.Generator.Planning;

/// <summary>Where a network's parameters are at run time.</summary>
internal enum ParameterStorage
{
    /// <summary>In the instance, which was given them.</summary>
    Instance,

    /// <summary>In the assembly, in the order in which the kernels read them: once for each way to pack them.</summary>
    Constants,

    /// <summary>In the assembly in Keras' order, and at the first use packed into a cache-line-aligned copy for all instances.</summary>
    Copy,
}
