using System;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>What is done to a field.</summary>
internal enum ChangeKind
{
    /// <summary>It has another value.</summary>
    Value,

    /// <summary>A member is taken out.</summary>
    Remove,

    /// <summary>An item of a list is taken out, so that those after it have other places.</summary>
    RemoveItem,

    /// <summary>A member or an item that wasn't there is put in.</summary>
    Add,
}

/// <summary>A model's file with one field changed.</summary>
/// <param name="Place">The field's place, in the form of <see cref="PassedOver"/>.</param>
/// <param name="What">What was done to it, for messages.</param>
/// <param name="Changed">The changed file.</param>
internal sealed record FieldChange(ChangeKind Kind, string Place, string What, Func<ModelInput> Changed)
{
    public override string ToString() => $"{Place}: {What}";
}
