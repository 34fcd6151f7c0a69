using System;
using System.Collections.Generic;

namespace LstmGen.Tool.Importing.Keras;

/// <summary>The members of a configuration: each is used, or harmless, or off. One that is none of these is an error, as it may change what is computed.</summary>
/// <param name="config">What has the members.</param>
/// <param name="owner">What it is, for messages, such as <c>layer 'lstm' (LSTM)</c>.</param>
internal sealed class KerasMembers(JsonModel config, string owner)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Members that the caller reads.</summary>
    public KerasMembers Known(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            _known.Add(name);
        }

        return this;
    }

    /// <summary>Members that change nothing when a trained model computes, by <see cref="Harmless.What"/>.</summary>
    public KerasMembers PassOver(params IEnumerable<Harmless> members)
    {
        foreach (Harmless member in members)
        {
            _known.Add(member.What);
            config.PassOver(member.What, member);
        }

        return this;
    }

    /// <summary>Members that are not supported unless they are false, zero or null.</summary>
    public KerasMembers Off(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            _known.Add(name);
            if (config.FindOr(name, KerasHarmless.LeftOut) is { } value
                && (value.IsNumber ? value.Float != 0 : value.IsObject || value.IsArray || value.IsString || value.Bool))
            {
                throw new ModelException($"{owner} has {name}, which isn't supported yet");
            }
        }

        return this;
    }

    /// <summary>The type of number that the layer computes in.</summary>
    public KerasMembers Float32()
    {
        _known.Add("dtype");
        KerasDtype.RequireFloat32(config, owner);
        return this;
    }

    /// <exception cref="ModelException">There is a member that is not known.</exception>
    public void RequireAllKnown()
    {
        foreach (string name in config.Names)
        {
            if (!_known.Contains(name))
            {
                throw new ModelException($"{owner} has the member {Shown.Text(name)}, and it isn't known what it changes");
            }
        }
    }
}
