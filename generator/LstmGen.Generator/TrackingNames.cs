using System.Collections.Generic;

namespace LstmGen.Generator;

/// <summary>The steps of the pipeline whose values are cached, by name.</summary>
internal static class TrackingNames
{
    public const string Models = nameof(Models);
    public const string Declarations = nameof(Declarations);
    public const string Resolved = nameof(Resolved);
    public const string Classes = nameof(Classes);
    public const string Target = nameof(Target);
    public const string Clashes = nameof(Clashes);
    public const string Emitted = nameof(Emitted);
    public const string Helpers = nameof(Helpers);

    public static IReadOnlyList<string> All { get; } = [Models, Declarations, Resolved, Classes, Target, Clashes, Emitted, Helpers];
}
