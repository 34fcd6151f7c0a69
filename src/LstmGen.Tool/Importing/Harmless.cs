namespace LstmGen.Tool.Importing;

/// <summary>
/// Something that a file says, or leaves out, and that can't change what its network computes. A reader that doesn't use a value has to name
/// one of these for it (see <see cref="HarmlessList"/>); what has none is an error.
/// </summary>
/// <param name="Format">The format, such as <c>ONNX</c>.</param>
/// <param name="What">What it is, by the file's own name: a member, a field, or a member in some situation. The name alone of a member that <see cref="KnownMembers"/> passes over.</param>
/// <param name="Why">Why it can't change what is computed.</param>
internal sealed record Harmless(string Format, string What, string Why)
{
    /// <summary>Where it comes from that no golden model has it, so that no test meets it; null where one has.</summary>
    public string? NotInGolden { get; init; }

    /// <summary>Whether it is a value that is left out, for which the format has a default. Where the value is stated, it matters.</summary>
    public bool IsDefault { get; init; }

    public override string ToString() => $"{Format}: {What}";
}
