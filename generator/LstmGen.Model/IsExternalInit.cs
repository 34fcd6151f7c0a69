namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs for records, and .NET Standard 2.0 doesn't have.</summary>
internal static class IsExternalInit;
