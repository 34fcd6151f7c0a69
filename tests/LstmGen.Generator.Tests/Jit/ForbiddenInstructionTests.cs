using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Jit;

/// <summary>
/// What ahead-of-time compilers such as IL2CPP and Burst can't do, or do slowly, isn't in the kernels: no boxing, no lambda, no virtual
/// call, no reflection, no objects except exceptions.
/// </summary>
public class ForbiddenInstructionTests
{
    private static readonly string[] Forbidden = ["box", "unbox", "unbox.any", "ldftn", "ldvirtftn", "callvirt", "calli", "castclass", "isinst", "ldtoken", "newarr"];

    [Theory]
    [InlineData("net10.0", LanguageVersion.CSharp10)]
    [InlineData("netstandard2.1", LanguageVersion.CSharp9)]
    [InlineData("netstandard2.0", LanguageVersion.CSharp7_3)]
    public void Nothing_that_is_compiled_ahead_of_time_with_a_price(string target, LanguageVersion language)
    {
        List<(string Method, string Instruction)> found = [];
        foreach ((string method, IReadOnlyList<string> instructions) in Methods(target, language))
        {
            // What is made once, and what makes messages, may; a class without spans has its states as objects.
            bool isMadeOnce = method.EndsWith(".ctor", StringComparison.Ordinal) || method.EndsWith(".cctor", StringComparison.Ordinal) || method.Contains(".From", StringComparison.Ordinal) || method.EndsWith(".Packed", StringComparison.Ordinal) || method.EndsWith(".Kept", StringComparison.Ordinal)
                || method.Contains("LstmGuard.", StringComparison.Ordinal) || method.EndsWith(".Equals", StringComparison.Ordinal);
            bool throws = instructions.Contains("throw") && !method.Contains(".Kernel.", StringComparison.Ordinal);
            found.AddRange(instructions.Where(instruction => Forbidden.Contains(instruction) && !isMadeOnce && !throws).Select(instruction => (method, instruction)));
        }

        // Members documented to allocate, a state's bytes and its text, and messages about refused bytes.
        string[] allocating = ["State.get_Bytes", "LstmState.Problem", "LstmState.Hex", "LstmState.Text", "State.ToString"];
        found.RemoveAll(one => one.Instruction is "newarr" or "callvirt" && allocating.Any(name => one.Method.EndsWith(name, StringComparison.Ordinal)));

        // Calls of an object's own methods are callvirt, which checks for null; none of these can be overridden. A message of more than
        // four parts is concatenated from an array.
        Assert.Equal([], found.Where(one => one.Instruction != "callvirt" && (one.Instruction != "newarr" || !one.Method.EndsWith(".ProcessBatch", StringComparison.Ordinal))).Distinct());
        Assert.All(found, one => Assert.Matches(@"\.(StepBatch|ProcessBatch|ForwardBatch|RunBatch|RunBlocks|RunInTurn|Reset|ResetState|Start|get_Item|set_Item|get_Bytes|set_Bytes|WriteTo|ReadFrom|Read|CopyFrom)$", one.Method));
    }

    [Fact]
    public void The_static_form_has_no_objects_at_all()
    {
        // Everything that its methods call, by name, within the class.
        Dictionary<string, IReadOnlyList<string>> methods = Methods("netstandard2.1", LanguageVersion.CSharp9)
            .Where(method => method.Method.Contains(".Static.", StringComparison.Ordinal) || (method.Method.Contains(".Kernel.Run", StringComparison.Ordinal) && !method.Method.EndsWith("Batch", StringComparison.Ordinal)))
            .GroupBy(method => method.Method).ToDictionary(group => group.Key, group => group.First().Instructions);

        Assert.Contains("Cell.Static.Step", methods.Keys);
        Assert.All(methods, method =>
        {
            Assert.DoesNotContain(method.Value, instruction => Forbidden.Contains(instruction));
            // One message for each exception: none is concatenated.
            Assert.Equal(method.Value.Count(instruction => instruction == "throw"), method.Value.Count(instruction => instruction == "ldstr"));
        });
    }

    private static IEnumerable<(string Method, IReadOnlyList<string> Instructions)> Methods(string target, LanguageVersion language)
    {
        bool hasSpans = target != "netstandard2.0";
        var options = new RunOptions { References = TargetReferences.Of(target), LanguageVersion = language, Nullable = false };
        IEnumerable<string> sources = new[] { Networks.Small, Networks.Stack, Networks.Tiled, Networks.Bidirectional, Networks.Cell }
            .Select(source => hasSpans ? source.Replace("LstmOptions(", "LstmOptions(StaticForm = true, ", StringComparison.Ordinal) : source);
        CSharpCompilation input = options.Compile(sources.Select((text, index) => KeyValuePair.Create(FormattableString.Invariant($"Input{index}.cs"), text)));
        CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], parseOptions: options.ParseOptions).RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        using var assembly = new MemoryStream();
        Assert.True(output.WithOptions(options.CompilationOptions.WithOptimizationLevel(OptimizationLevel.Release)).Emit(assembly).Success);
        assembly.Position = 0;
        return IlReader.Instructions(assembly);
    }
}
