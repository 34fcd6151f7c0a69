using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// The members of a configuration: each is used, harmless or off. Any other is an error, because it may change what is computed.
/// </summary>
/// <param name="config">The object with the members.</param>
/// <param name="owner">What it is, for messages, such as <c>layer 'lstm' (LSTM)</c>.</param>
internal sealed class KerasMembers(JsonModel config, string owner)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Those that are on and not supported: all are reported at once.</summary>
    private readonly List<string> _on = [];

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
                _on.Add(name);
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

    /// <exception cref="ModelException">There are members that aren't supported or not known. The message has all of them.</exception>
    public void RequireAllKnown()
    {
        string[] unknown = [.. config.Names.Where(name => !_known.Contains(name))];
        if (_on.Count > 0 || unknown.Length > 0)
        {
            string[] problems =
            [
                .. _on.Count == 0 ? Array.Empty<string>() : [$"{string.Join(", ", _on)}, which {(_on.Count == 1 ? "isn't" : "aren't")} supported yet"],
                .. unknown.Length == 0 ? Array.Empty<string>()
                    : [unknown.Length == 1 ? $"the member {Shown.List(unknown)}, and it isn't known what it changes" : $"the members {Shown.List(unknown)}, and it isn't known what they change"],
            ];
            throw new ModelException($"{owner} has {string.Join(", and ", problems)}");
        }
    }
}
