using System.Collections.Generic;

namespace LstmGen.Generator.Model;

/// <summary>The names of the generated nested types that members take: the user's half is read before these types exist.</summary>
internal static class GeneratedTypes
{
    public const string State = "State";
    public const string BatchState = "BatchState";
    public const string Trainer = "Trainer";
    public const string Workspace = "Workspace";
    public const string Layers = "Layers";
    public const string Static = "Static";

    public static IReadOnlyList<string> All { get; } = [State, BatchState, Workspace, Trainer, Layers];
}
