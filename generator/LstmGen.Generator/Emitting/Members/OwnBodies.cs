using System;
using LstmGen.Generator.Emitting.Training;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Finds what prints the body of a member that has more to say than checks and calls.</summary>
internal sealed class OwnBodies(CodeWriter code, Names names, Plan plan)
{
    private readonly ClassBodies _class = new(code, names, plan);
    private readonly StateBodies _state = new(code, names, plan);
    private readonly BatchStateBodies _batch = new(code, names, plan);

    /// <param name="owner">The nested type that the member belongs to, or null.</param>
    public void Write(string? owner, Member member, Heading heading)
    {
        bool isFound = owner switch
        {
            null => _class.Write(member, heading),
            GeneratedTypes.State => _state.Write(member, heading),
            GeneratedTypes.Trainer => new TrainerBodies(code, names, plan).Write(member, heading),
            GeneratedTypes.BatchState => _batch.Write(member, heading),
            _ => false,
        };
        if (!isFound)
        {
            throw new ArgumentException($"Nothing prints the body of {owner}.{member}.", nameof(member));
        }
    }
}
