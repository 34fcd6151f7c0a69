using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// What a member that runs steps is given, and passes on: the state of a sequence, a structure or an object, or, for a network that needs
/// its whole sequence, the memory for computing it, if that isn't on the stack.
/// </summary>
/// <param name="Type">The name of its type, or null where nothing is passed on.</param>
/// <param name="Name">The name of a parameter or a local variable for it.</param>
/// <param name="IsObject">Whether it is an object, and not a structure.</param>
/// <param name="IsCopied">Whether the structure is copied to the stack to be read and written.</param>
internal sealed record HandedState(string? Type, string Name, bool IsObject, bool IsCopied)
{
    public static HandedState Of(Plan plan)
    {
        bool isObject = plan.Memory.IsObject;
        bool isCopied = !isObject && !plan.Target.SpansOfFields;
        return plan.Network.IsStreaming
            ? new HandedState(GeneratedTypes.State, "state", isObject, isCopied)
            : new HandedState(isObject ? GeneratedTypes.Workspace : null, "workspace", isObject, isCopied);
    }
}
