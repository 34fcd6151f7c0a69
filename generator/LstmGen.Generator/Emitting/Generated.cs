namespace LstmGen.Generator.Emitting;

/// <summary>The attribute that names the generator.</summary>
internal static class Generated
{
    private static string Version { get; } = typeof(Generated).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>The attribute, or nothing where the target lacks it.</summary>
    public static string Attribute(Names names) =>
        names.Target.GeneratedCode ? $"[{names["GeneratedCode"]}(\"LstmGen\", \"{Version}\")]" : "";
}
