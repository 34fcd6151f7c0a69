namespace LstmGen.Generator.Tests.Jit;

/// <summary>The quantities of a method's IL by which the JIT compiler decides whether it is too large to optimise.</summary>
/// <param name="Name">The method, after the names of its types.</param>
/// <param name="Bytes">Bytes of IL.</param>
/// <param name="Instructions">IL instructions.</param>
/// <param name="Locals">Local variables.</param>
/// <param name="References">Instructions that read, write or take the address of a local variable or an argument.</param>
internal sealed record MethodSize(string Name, int Bytes, int Instructions, int Locals, int References);
