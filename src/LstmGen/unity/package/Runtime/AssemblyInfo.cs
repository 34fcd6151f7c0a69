using System.Reflection;

// Unity compiles an assembly only where there is a script, and applies the generator beside this one to the assemblies that refer to it.
[assembly: AssemblyDescription("Brings the generator of LstmGen to the assemblies that refer to this one")]
