namespace LstmGen.Models.Importing;

/// <summary>Which aspect of a place can't matter.</summary>
internal enum HarmlessKind
{
    /// <summary>It may have any value.</summary>
    Anything,

    /// <summary>It is absent, and the format defines what that means. If present, it matters.</summary>
    LeftOut,

    /// <summary>It is compared with what is known without it, so it may be absent or repeat that. Its value matters.</summary>
    Checked,

    /// <summary>The same can be expressed in other ways. Its meaning is noted with it, and matters.</summary>
    OtherWords,
}

/// <summary>
/// Something that a file says, or leaves out, and that can't change what its network computes. A reader that doesn't use a value must name
/// one of these for it (see <see cref="HarmlessList"/>); anything else unused is an error.
/// </summary>
/// <param name="Format">The format, such as <c>ONNX</c>.</param>
/// <param name="What">
/// What it is, by the file's own name: a member, a field, or a member in some situation. For a member that <see cref="KnownMembers"/>
/// skips, only its name.
/// </param>
/// <param name="Why">Why it can't change what is computed.</param>
internal sealed record Harmless(string Format, string What, string Why)
{
    public HarmlessKind Kind { get; init; }

    /// <summary>Why no golden model has it, so that no test covers it; null if one has it.</summary>
    public string? NotInGolden { get; init; }

    public override string ToString() => $"{Format}: {What}";
}
