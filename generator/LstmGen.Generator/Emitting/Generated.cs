namespace LstmGen.Generator.Emitting;

/// <summary>Who generated the code.</summary>
internal static class Generated
{
    private static string Version { get; } = typeof(Generated).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>The attribute that says so, or nothing where the target lacks it.</summary>
    public static string Attribute(Names names) =>
        names.Target.GeneratedCode ? $"[{names["GeneratedCode"]}(\"LstmGen\", \"{Version}\")]" : "";
}
