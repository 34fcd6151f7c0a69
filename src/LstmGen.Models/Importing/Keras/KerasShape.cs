using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// The shape of a layer's input, as far as it is known: batch, steps and features, or batch and features after a layer that outputs only
/// its last step.
/// </summary>
internal sealed record KerasShape(int? Batch, int? Steps, int? Features, bool HasSteps = true)
{
    /// <summary>The owner of an input with one id for each step and no axis for it; null for other shapes.</summary>
    public string? IdsOf { get; init; }

    /// <summary>Reads the shape of a model's input, <c>[batch, steps, features]</c>, each of which may be null.</summary>
    /// <exception cref="ModelException">It isn't the shape of a sequence.</exception>
    public static KerasShape Input(JsonModel shape, string owner)
    {
        if (shape is { IsArray: true, Count: 2 })
        {
            shape[0].PassOver(KerasHarmless.Batch);
            return new KerasShape(Size(shape[0], owner, "sequences"), Size(shape[1], owner, "steps"), 1) { IdsOf = owner };
        }

        if (!shape.IsArray || shape.Count != 3)
        {
            throw new ModelException($"{owner} has an input of {(shape.IsArray ? shape.Count : 0)} dimensions; an LSTM needs 3: batch, steps, features");
        }

        shape[0].PassOver(KerasHarmless.Batch);
        return new KerasShape(Size(shape[0], owner, "sequences"), Size(shape[1], owner, "steps"), Size(shape[2], owner, "features"));
    }

    /// <summary>What is known after a file states the shape once more.</summary>
    /// <param name="owner">For what the file states it, such as <c>layer 'lstm' (LSTM)</c>.</param>
    /// <exception cref="ModelException">It contradicts what is known.</exception>
    public KerasShape With(KerasStatedShape stated, string owner)
    {
        JsonModel shape = stated.Shape;
        if (!shape.IsArray)
        {
            throw new ModelException($"{owner} has a {stated.What} that is not a list of sizes");
        }

        // The batch changes nothing: sequences are independent. Two that differ show that the file mixes two models.
        int?[] sizes = [.. shape.Items.Take(4).Select(size => size.IsNull ? (int?)null : size.Int)];
        if (sizes.Length > 0)
        {
            shape[0].PassOver(KerasHarmless.Batch);
        }

        int?[] known = IdsOf is not null ? [Batch, Steps] : HasSteps ? [Batch, Steps, Features] : [Batch, Features];
        if (sizes.Length != known.Length || sizes.Zip(known, (a, b) => a is null || b is null || a == b).Contains(false) || sizes.Any(size => size < 1))
        {
            throw new ModelException($"{owner} has the {stated.What} {Show(sizes)}, and it reads {Show(known)}");
        }

        if (IdsOf is not null)
        {
            return this with { Batch = Batch ?? sizes[0], Steps = Steps ?? sizes[1] };
        }

        return new KerasShape(Batch ?? sizes[0], HasSteps ? Steps ?? sizes[1] : null, Features ?? sizes[^1], HasSteps);
    }

    /// <summary>The shape after a layer with that many features.</summary>
    public KerasShape After(int features, bool hasSteps) => new(Batch, hasSteps ? Steps : null, features, hasSteps);

    /// <summary>The shape after a layer that changes the rows.</summary>
    /// <param name="rows">How many; null if it makes one, without an axis of steps.</param>
    public KerasShape WithRows(int features, int? rows) => new(Batch, rows, features, rows is not null);

    private static string Show(IEnumerable<int?> sizes) => "[" + string.Join(", ", sizes.Select(size => size?.ToString(CultureInfo.InvariantCulture) ?? "null")) + "]";

    private static int? Size(JsonModel size, string owner, string what) =>
        size.IsNull ? null
        : size.Int > 0 ? size.Int
        : throw new ModelException(FormattableString.Invariant($"{owner} has an input of {size.Int} {what}; there must be at least one"));
}

/// <summary>A shape that a file states for the input of a layer or a model.</summary>
/// <param name="What">The member that states it, such as <c>batch_input_shape</c>.</param>
internal sealed record KerasStatedShape(JsonModel Shape, string What)
{
    /// <summary>The shape with which a layer or a model was built: <c>{"input_shape": […]}</c>, or by the names of what its <c>build</c> takes.</summary>
    /// <exception cref="ModelException">It was built with something else.</exception>
    public static IEnumerable<KerasStatedShape> OfBuild(JsonModel json, string owner)
    {
        if (json.FindOr("build_config", KerasHarmless.LeftOut) is not { } build)
        {
            yield break;
        }

        new KerasMembers(build, owner + "'s build_config").Known("input_shape", "shapes_dict").RequireAllKnown();
        if (build.FindOr("input_shape", KerasHarmless.LeftOut) is { } shape)
        {
            // A Functional model of Keras 2 has a list of the shapes of its inputs, and so has a layer with several.
            foreach (JsonModel one in shape is { IsArray: true, Count: > 0 } && shape[0].IsArray ? shape.Items : [shape])
            {
                yield return new KerasStatedShape(one, "build_config");
            }
        }

        if (build.Find("shapes_dict") is { } shapes)
        {
            new KerasMembers(shapes, owner + "'s build_config").Known("sequences_shape", "inputs_shape", "input_shape").RequireAllKnown();
            foreach ((_, JsonModel named) in shapes.Members.Where(member => !member.Value.IsNull))
            {
                yield return new KerasStatedShape(named, "build_config");
            }
        }
    }

    /// <summary>The shapes in a layer's options.</summary>
    public static IEnumerable<KerasStatedShape> OfConfig(JsonModel config)
    {
        foreach (string member in new[] { "batch_input_shape", "batch_shape" })
        {
            if (config.FindOr(member, KerasHarmless.LeftOut) is { } shape)
            {
                yield return new KerasStatedShape(shape, member);
            }
        }
    }
}
