using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LstmGen.Generator.Tests.Jit;

/// <summary>Measures the methods of a compiled assembly.</summary>
internal static class IlReader
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    /// <summary>The sizes of all methods with a body.</summary>
    public static List<MethodSize> Measure(Stream assembly)
    {
        using var file = new PEReader(assembly, PEStreamOptions.LeaveOpen);
        MetadataReader metadata = file.GetMetadataReader();
        List<MethodSize> sizes = [];
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0)
            {
                MethodBodyBlock body = file.GetMethodBody(method.RelativeVirtualAddress);
                byte[] il = body.GetILBytes()!;
                (int instructions, int references) = Count(il);
                sizes.Add(new MethodSize(FullName(metadata, method), il.Length, instructions, Locals(metadata, body), references));
            }
        }

        return sizes;
    }

    /// <summary>The names of the instructions of all methods with a body.</summary>
    public static List<(string Method, IReadOnlyList<string> Instructions)> Instructions(Stream assembly)
    {
        using var file = new PEReader(assembly, PEStreamOptions.LeaveOpen);
        MetadataReader metadata = file.GetMetadataReader();
        return metadata.MethodDefinitions
            .Select(metadata.GetMethodDefinition)
            .Where(method => method.RelativeVirtualAddress != 0)
            .Select(method => (FullName(metadata, method), (IReadOnlyList<string>)Read(file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!).Select(code => code.Name!).ToList()))
            .ToList();
    }

    private static (int Instructions, int References) Count(byte[] il)
    {
        List<OpCode> codes = Read(il).ToList();
        return (codes.Count, codes.Count(code => new[] { "ldloc", "stloc", "ldarg", "starg" }.Any(start => code.Name!.StartsWith(start, StringComparison.Ordinal))));
    }

    private static IEnumerable<OpCode> Read(byte[] il)
    {
        for (int at = 0; at < il.Length;)
        {
            int value = il[at++];
            if (value == 0xFE)
            {
                value = 0xFE00 | il[at++];
            }

            OpCode code = OpCodesByValue[value];
            yield return code;
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
        }
    }

    private static int Locals(MetadataReader metadata, MethodBodyBlock body)
    {
        if (body.LocalSignature.IsNil)
        {
            return 0;
        }

        BlobReader signature = metadata.GetBlobReader(metadata.GetStandaloneSignature(body.LocalSignature).Signature);
        signature.ReadSignatureHeader();
        return signature.ReadCompressedInteger();
    }

    private static string FullName(MetadataReader metadata, MethodDefinition method)
    {
        string name = metadata.GetString(method.Name);
        for (TypeDefinitionHandle handle = method.GetDeclaringType(); !handle.IsNil; handle = metadata.GetTypeDefinition(handle).GetDeclaringType())
        {
            name = metadata.GetString(metadata.GetTypeDefinition(handle).Name) + "." + name;
        }

        return name;
    }
}
