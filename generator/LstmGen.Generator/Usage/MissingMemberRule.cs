using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Usage;

/// <summary>
/// LSTM031: a member that a network would have with an option. The compiler says that there is none; this says how to get it. Code without
/// errors costs nothing: only what the compiler couldn't make sense of is looked at.
/// </summary>
internal sealed class MissingMemberRule(NetworkSymbols symbols)
{
    public void Register(CompilationStartAnalysisContext start) => start.RegisterOperationAction(Analyze, OperationKind.Invalid);

    private void Analyze(OperationAnalysisContext context)
    {
        if (context.Operation.SemanticModel is not { } model)
        {
            return;
        }

        (ExpressionSyntax? owner, SimpleNameSyntax? member) = context.Operation.Syntax switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method } =>
                method.Expression is MemberAccessExpressionSyntax nested && IsType(nested.Name)
                    ? (nested.Expression, nested.Name)
                    : (method.Expression, method.Name),
            ObjectCreationExpressionSyntax { Type: QualifiedNameSyntax type } => (type.Left, type.Right),
            _ => default((ExpressionSyntax?, SimpleNameSyntax?)),
        };
        if (owner is null || member is null
            || Need(member.Identifier.ValueText) is not { } need
            || (model.GetTypeInfo(owner).Type ?? model.GetSymbolInfo(owner).Symbol) is not INamedTypeSymbol network
            || !symbols.IsNetwork(network)
            || network.GetMembers(member.Identifier.ValueText).Any())
        {
            return;
        }

        string attribute = network.GetAttributes().Any(one => AttributeNames.Name(one) == AttributeNames.Model) ? "[LstmModel]" : "[Lstm]";
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.MemberNeedsOption, member.GetLocation(), network.Name, member.Identifier.ValueText, string.Format(need, attribute)));
    }

    private static bool IsType(SimpleNameSyntax name) => name.Identifier.ValueText is GeneratedTypes.Static or GeneratedTypes.Trainer;

    /// <summary>What a network needs to have a member by the name; null for names that no option adds.</summary>
    private static string? Need(string member) => member switch
    {
        "Forward" => "Steps = N in {0}; Process reads any number of steps",
        "ForwardBatch" => "Steps = N in {0}; ProcessBatch reads any number of steps",
        GeneratedTypes.Trainer => "[Training]",
        GeneratedTypes.Static => "StaticForm = true in [LstmOptions]",
        _ => null,
    };
}
