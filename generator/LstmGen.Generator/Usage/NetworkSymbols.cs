using System;
using System.Collections.Concurrent;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Reading;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Usage;

/// <summary>
/// The generated parts of a compilation. They are recognised by the attribute GeneratedCode, which generated members have in every
/// assembly; the attributes that describe a network aren't emitted into assemblies, and count only where a target has no GeneratedCode.
/// Answers are cached for the compilation.
/// </summary>
internal sealed class NetworkSymbols
{
    private readonly ConcurrentDictionary<ISymbol, bool> _networks = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _trained = new(SymbolEqualityComparer.Default);
    private readonly bool _hasAttribute;

    private NetworkSymbols(Compilation compilation) => _hasAttribute =
        compilation.GetTypesByMetadataName("System.CodeDom.Compiler.GeneratedCodeAttribute").Any();

    /// <summary>Those of a compilation that has a network, or refers to an assembly with one; null for all others.</summary>
    public static NetworkSymbols? Of(Compilation compilation) =>
        // The shared helpers are in a namespace that every assembly with a network has.
        compilation.GlobalNamespace.GetMembers(HelperTypes.Root).Any() ? new NetworkSymbols(compilation) : null;

    public bool IsNetwork(INamedTypeSymbol? type) => type is not null && _networks.GetOrAdd(type.OriginalDefinition, symbol =>
        symbol is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } candidate
        && candidate.GetMembers("ArithmeticVersion").Any()
        && (_hasAttribute
            ? candidate.GetMembers().Any(IsMarked)
            : candidate.GetAttributes().Any(AttributeNames.IsOurs)));

    /// <summary>Whether a method of a network is generated.</summary>
    public bool IsGenerated(IMethodSymbol method) =>
        IsNetwork(method.ContainingType) && (!_hasAttribute || IsMarked(method.OriginalDefinition));

    /// <summary>Whether a method of a network computes: reads inputs, and writes the network's outputs.</summary>
    public bool Computes(IMethodSymbol method) =>
        method.Name is "Forward" or "Step" or "Process" or "Trace" or "ForwardBatch" or "StepBatch" or "ProcessBatch"
        && IsGenerated(method);

    /// <summary>The network whose nested type it is, by the type's name in <see cref="GeneratedTypes"/>; null for other types.</summary>
    public INamedTypeSymbol? NetworkOf(ITypeSymbol? type, string name) =>
        type is INamedTypeSymbol { ContainingType: { } network } named && named.Name == name && IsNetwork(network)
        && (!_hasAttribute || IsMarked(named.OriginalDefinition))
            ? network
            : null;

    /// <summary>
    /// Whether steps can be read one by one. A network that needs its whole sequence has members that say so and can't be called.
    /// </summary>
    public static bool IsStreaming(INamedTypeSymbol network) => network.GetMembers("Step").Any(static step =>
        step is IMethodSymbol && !step.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == nameof(ObsoleteAttribute)));

    /// <summary>A constant of a network, or 0 if it has none of that name.</summary>
    public static int Constant(INamedTypeSymbol network, string name) =>
        network.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue is int value ? value : 0;

    /// <summary>
    /// The network of a state that is a structure, and whose initial values were trained, so that a state of zeros isn't the initial one.
    /// The values are a private member of the network: in a compiled assembly it isn't visible whether there are any.
    /// </summary>
    public INamedTypeSymbol? TrainedNetworkOf(ITypeSymbol? state) =>
        state?.TypeKind == TypeKind.Struct && NetworkOf(state, GeneratedTypes.State) is { } network
        && _trained.GetOrAdd(network.OriginalDefinition, static symbol =>
            ((INamedTypeSymbol)symbol).GetTypeMembers("Kernel").Any(static kernel => kernel.GetMembers("InitialState").Any()))
            ? network
            : null;

    private static bool IsMarked(ISymbol symbol) => symbol.GetAttributes().Any(static attribute =>
        attribute.AttributeClass?.Name == "GeneratedCodeAttribute"
        && attribute.ConstructorArguments.Length == 2
        && attribute.ConstructorArguments[0].Value is "LstmGen");
}
