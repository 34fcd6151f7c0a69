using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Usage;

/// <summary>
/// Methods that an engine calls every frame, so that they are the body of an invisible loop. Any other method may be called only once.
/// </summary>
internal sealed class FrameMethods
{
    private static readonly (string Type, string[] Methods)[] Engines =
    [
        ("UnityEngine.MonoBehaviour", ["Update", "FixedUpdate", "LateUpdate", "OnAudioFilterRead"]),
        ("Godot.Node", ["_Process", "_PhysicsProcess"]),
        ("Microsoft.Xna.Framework.Game", ["Update", "Draw"]),
        ("Microsoft.Xna.Framework.GameComponent", ["Update", "Draw"]),
    ];

    private readonly IReadOnlyList<(INamedTypeSymbol Type, string[] Methods)> _known;

    public FrameMethods(Compilation compilation) => _known =
    [
        .. Engines.SelectMany(engine => compilation.GetTypesByMetadataName(engine.Type).Select(type => (type, engine.Methods))),
    ];

    public bool Has(ISymbol? member) =>
        member is IMethodSymbol { IsStatic: false } method
        && _known.Any(engine => engine.Methods.Contains(method.Name) && Derives(method.ContainingType, engine.Type));

    private static bool Derives(INamedTypeSymbol type, INamedTypeSymbol from)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, from))
            {
                return true;
            }
        }

        return false;
    }
}
