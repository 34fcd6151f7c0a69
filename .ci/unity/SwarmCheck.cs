using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using static CheckException;

/// <summary>The package's sample: compiled as a project would have it, and run for fifty seconds of frames.</summary>
internal static class SwarmCheck
{
    private const int Frames = 3000;

    public static void Run(UnityCompiler compiler)
    {
        string sample = Path.Combine(compiler.Package, "Samples~", "Swarm"), runtime = Path.Combine(compiler.Package, "Runtime");
        string stubs = Path.Combine(AppContext.BaseDirectory, "stubs");
        string engine = compiler.Compile("UnityEngine", stubs, "UnityEngine.cs").Location;
        string brings = compiler.Compile("LstmGen.Unity", runtime, "AssemblyInfo.cs").Location;
        Assembly assembly = compiler.Compile(
            "LstmGen.Samples.Swarm", sample, ["-r:" + engine, "-r:" + brings, .. Directory.EnumerateFiles(sample, "*.cs").Order(StringComparer.Ordinal)]);
        Unless(!assembly.GetReferencedAssemblies().Any(reference => reference.Name == "LstmGen"), "the compiled sample refers to LstmGen.dll");

        Type type = assembly.GetType("SwarmSample.Swarm", throwOnError: true)!;
        object swarm = Activator.CreateInstance(type)!;
        Action update = type.GetMethod("Update", BindingFlags.NonPublic | BindingFlags.Instance)!.CreateDelegate<Action>(swarm);
        type.GetMethod("Awake", BindingFlags.NonPublic | BindingFlags.Instance)!.Invoke(swarm, null);
        var ways = Field<float[]>(swarm, "_ways");
        var velocities = Field<float[]>(swarm, "_velocities");

        update();
        for (int i = 0; i < ways.Length; i++)
        {
            // The network by hand: the state is zero before the first step.
            double expected = Sigmoid(4) * Math.Tanh(Sigmoid(-2.2) * Math.Tanh(ways[i]));
            Unless(Math.Abs(velocities[i] - expected) < 2e-7, $"the first step gives agent {i / 2} {velocities[i]:r}, and by hand {expected:r}");
        }

        // What was saved goes on as it did.
        MethodInfo save = type.GetMethod("Save")!, load = type.GetMethod("Load")!;
        object[] saved = [.. Enumerable.Range(0, velocities.Length / 2).Select(agent => save.Invoke(swarm, [agent])!)];
        object positions = Field<Array>(swarm, "_positions").Clone();
        float[] Again()
        {
            update();
            return [.. velocities];
        }

        float[] went = Again();
        Array.Copy((Array)positions, Field<Array>(swarm, "_positions"), velocities.Length / 2);
        float[] otherwise = Again();
        Array.Copy((Array)positions, Field<Array>(swarm, "_positions"), velocities.Length / 2);
        for (int agent = 0; agent < saved.Length; agent++)
        {
            load.Invoke(swarm, [agent, saved[agent]]);
        }

        float[] resumed = Again();
        Unless(went.SequenceEqual(resumed), "a swarm that was saved and loaded doesn't go on as it would have");
        Unless(!went.SequenceEqual(otherwise), "the agents remember nothing");

        float before = ways.Max(Math.Abs);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int frame = 0; frame < Frames; frame++)
        {
            update();
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Unless(allocated == 0, $"{Frames} frames allocate {allocated} bytes");
        Unless(ways.Max(Math.Abs) < before / 2, $"the agents were {before:r} away from their target, and are {ways.Max(Math.Abs):r}");
        Console.WriteLine($"{velocities.Length / 2} agents: at most {before:f1} away, after {Frames} frames {ways.Max(Math.Abs):f1}; {allocated} bytes allocated");
    }

    private static T Field<T>(object instance, string name) => (T)instance.GetType().GetField(name, BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(instance)!;

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
