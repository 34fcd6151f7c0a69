using System.Collections.Generic;

namespace LstmGen.Generator.Model;

/// <summary>
/// The nested types of a generated half that members take, by name: what the user's half says of them is read before they are there.
/// </summary>
internal static class GeneratedTypes
{
    public const string State = "State";
    public const string BatchState = "BatchState";
    public const string Trainer = "Trainer";
    public const string Workspace = "Workspace";
    public const string Layers = "Layers";

    public static IReadOnlyList<string> All { get; } = [State, BatchState, Workspace, Trainer, Layers];
}
