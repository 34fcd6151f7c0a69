using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// How the methods that compute are compiled: optimised from the first call, because straight-line code has no loop in which the runtime
/// could replace a slow first version; and never inlined into their callers, where the JIT, out of its inlining budget, would leave the
/// activations as calls (measured: 1.4 times the time, and 4 times until those are optimised too). The first call of networks of up to 128
/// units then takes 6 to 13 ms, for 4 to 7 KB of machine code.
/// </summary>
internal static class KernelAttribute
{
    public static void Write(CodeWriter code, Names names, Target target)
    {
        string options = names["MethodImplOptions"];
        string optimized = target.AggressiveOptimization ? $"{options}.AggressiveOptimization | " : "";
        code.Line($"[{names["MethodImpl"]}({optimized}{options}.NoInlining)]");
    }
}
