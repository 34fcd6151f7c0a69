using System.Reflection;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Diagnostics;

/// <summary>Every diagnostic. Each has a page of its own in generator/docs, with its cause, an example and the fix.</summary>
internal static class Descriptors
{
    private const string Category = "LstmGen";

    /// <summary>The package's version, with a preview's label, but without the commit.</summary>
    private static readonly string Version =
        typeof(Descriptors).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "LSTM001", "Type must be partial",
        "{0} must be partial, so that the network's code can be added to {1}");

    public static readonly DiagnosticDescriptor UnsupportedType = Error(
        "LSTM002", "Type can't hold a network",
        "{0} can't hold a network: {1}");

    public static readonly DiagnosticDescriptor SizeTooSmall = Error(
        "LSTM003", "Size is missing or less than 1",
        "{0} of {1} {2}; it must be at least 1");

    public static readonly DiagnosticDescriptor LayersDoNotChain = Error(
        "LSTM004", "Layers don't chain",
        "Layer {0} {1}");

    public static readonly DiagnosticDescriptor StepsContradict = Error(
        "LSTM005", "Steps contradict each other",
        "Layer {0} has Steps = {1}, and layer {2} has Steps = {3}; a network reads one sequence of one length");

    public static readonly DiagnosticDescriptor NoRecurrentLayer = Error(
        "LSTM006", "Network has no LSTM layer",
        "{0} has {1} and no [Lstm]; a network needs at least one LSTM layer");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        "LSTM007", "Network is too large",
        "{0} has {1} {2}; at most {3} can be generated");

    public static readonly DiagnosticDescriptor MemberExists = Error(
        "LSTM008", "Generated member exists already",
        "{0} declares {1}, which the generated code also declares; rename it");

    public static readonly DiagnosticDescriptor LanguageTooOld = Error(
        "LSTM009", "Language version is too old",
        "The network's code needs C# {0}, and the project is compiled as C# {1}");

    public static readonly DiagnosticDescriptor MissingApi = Error(
        "LSTM010", "Target framework lacks an API",
        "The network's code needs {0}, which {1} doesn't have");

    public static readonly DiagnosticDescriptor UnknownValue = Error(
        "LSTM011", "Option has an unknown value",
        "{0} = {1} is not a valid {2}");

    public static readonly DiagnosticDescriptor ScatteredLayers = Error(
        "LSTM012", "Layers are written in more than one place",
        "The layers of {0} are spread over {1} declarations, so their order is undefined; write them all on one");

    public static readonly DiagnosticDescriptor UnrollNotHonoured = new(
        "LSTM013", "Code can't be unrolled as requested",
        "{0} can't be unrolled as requested: {1}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Link("LSTM013"));

    public static readonly DiagnosticDescriptor UnrollIsCostly = new(
        "LSTM014", "Unrolled code is large",
        "{0} is unrolled as requested, which is costly: {1}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Link("LSTM014"));

    public static readonly DiagnosticDescriptor ModelNotFound = Error(
        "LSTM015", "Model isn't found",
        "{0} asks for the model '{1}', {2}");

    public static readonly DiagnosticDescriptor ModelDamaged = Error(
        "LSTM016", "Model file can't be read",
        "{0} can't be used: {1}");

    public static readonly DiagnosticDescriptor ModelContradicts = Error(
        "LSTM017", "Model contradicts what is stated",
        "{0} contradicts the model '{1}': {2}");

    public static readonly DiagnosticDescriptor OptionMisfit = Error(
        "LSTM018", "Option doesn't fit",
        "Layer {0} {1}");

    public static readonly DiagnosticDescriptor UnusedNumber = Error(
        "LSTM019", "Activation doesn't take the number",
        "{0} can't be used: {1}");

    public static readonly DiagnosticDescriptor FusedIsCalled = new(
        "LSTM020", "Fused multiply-adds are function calls on this target",
        "{0} is computed with fused multiply-adds, and {1} calls a function for each; {2}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Link("LSTM020"));

    public static readonly DiagnosticDescriptor NameIsHidden = Error(
        "LSTM022", "Type of the base library is hidden",
        "{0} needs {1} of the base library, which {2}");

    public static readonly DiagnosticDescriptor JsonContextIsBlind = Error(
        "LSTM023", "JSON context can't see a generated state",
        "{0} would leave out {1}, which is generated in the same project, where the source generator of System.Text.Json can't see it; "
        + "serialize its Bytes instead, or move {2} to a project of its own");

    public static readonly DiagnosticDescriptor TrainingMisfit = Error(
        "LSTM024", "Option of training doesn't fit",
        "{0} of [Training] {1}");

    public static readonly DiagnosticDescriptor TrainerIsLarge = new(
        "LSTM025", "Trainer takes a lot of memory",
        "A trainer of {0} allocates {1} bytes, more than {2}; use shorter sequences (Steps of [Training]) or fewer units",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Link("LSTM025"));

    public static readonly DiagnosticDescriptor StateStartsAtZero = new(
        "LSTM026", "State starts at zero",
        "{0} all zero, but a sequence of {1} starts at {2}, which was trained with the model",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Link("LSTM026"));

    public static readonly DiagnosticDescriptor NetworkIsMadeAgain = Advice(
        "LSTM027", "Network is made again and again",
        "{0} is made of the same parameters {1}, and packs them each time; make it once, {2}");

    public static readonly DiagnosticDescriptor WindowSlides = Advice(
        "LSTM028", "Forward reads a sliding window",
        "This window of {0} moves on by one step at a time, so that Forward reads each step {1} times; Step reads it once, and remembers in a State");

    public static readonly DiagnosticDescriptor ArrayIsAllocatedAgain = Advice(
        "LSTM029", "Array is allocated for each call",
        "An array is allocated for {0} {1}; {2}");

    public static readonly DiagnosticDescriptor MemoryIsMadeAgain = Advice(
        "LSTM030", "Memory of a network is made again and again",
        "{0} is made {1}; make it once, {2}{3}");

    public static readonly DiagnosticDescriptor MemberNeedsOption = Error(
        "LSTM031", "Member needs an option",
        "{0} has no {1}, which needs {2}");

    /// <summary>For code that computes the right thing, but could do so in less time or memory.</summary>
    private static DiagnosticDescriptor Advice(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Link(id));

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Link(id));

    /// <summary>The page at this version's tag, which describes what this version does.</summary>
    private static string Link(string id) => $"https://github.com/lstmgen/lstmgen/blob/v{Version}/generator/docs/{id}.md";
}
