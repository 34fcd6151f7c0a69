using System;
using System.Collections.Generic;

namespace LstmGen.Tool.Importing.Keras;

/// <summary>The members of a configuration: each is used, or harmless, or off. One that is none of these is an error, as it may change what is computed.</summary>
/// <param name="config">What has the members.</param>
/// <param name="owner">What it is, for messages, such as <c>layer 'lstm' (LSTM)</c>.</param>
internal sealed class KerasMembers(JsonModel config, string owner)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Members that the caller reads, or that change nothing when a trained model computes.</summary>
    public KerasMembers Known(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            _known.Add(name);
        }

        return this;
    }

    /// <summary>Members that are not supported unless they are false, zero or null.</summary>
    public KerasMembers Off(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            _known.Add(name);
            if (config.Find(name) is { } value && (value.IsNumber ? value.Float != 0 : value.IsObject || value.IsArray || value.IsString || value.Bool))
            {
                throw new ModelException($"{owner} has {name}, which isn't supported yet");
            }
        }

        return this;
    }

    /// <summary>The type of number that the layer computes in: 32 bit floats, as the generated code does.</summary>
    public KerasMembers Float32()
    {
        _known.Add("dtype");
        JsonModel? type = config.Find("dtype");
        if (type is { IsObject: true })
        {
            // Keras 3 keeps a policy, which has a name of its own.
            new KerasMembers(type, owner + "'s dtype").Known("module", "class_name", "config", "registered_name", "shared_object_id").RequireAllKnown();
            type = type.Find("config")?.Find("name");
        }

        return type is null || type.Text == "float32" ? this : throw new ModelException($"{owner} computes in {Shown.Text(type.Text)}; only float32 is supported");
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
