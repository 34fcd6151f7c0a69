using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Usage;

/// <summary>
/// LSTM026: sequences that start at zeros, of a network whose initial state was trained. Zeros that are overwritten before anything is
/// computed with them, such as those before <c>ReadFrom</c> or in an out parameter, start no sequence.
/// </summary>
internal sealed class ZeroStateRule(NetworkSymbols symbols)
{
    public void Register(CompilationStartAnalysisContext start)
    {
        start.RegisterOperationAction(OfValue, OperationKind.DefaultValue, OperationKind.ObjectCreation);
        start.RegisterOperationAction(OfArray, OperationKind.ArrayCreation);
        start.RegisterSymbolStartAction(OfFields, SymbolKind.NamedType);
    }

    /// <summary>Zeros that are written: <c>default</c>, and <c>new</c> of a structure.</summary>
    private void OfValue(OperationAnalysisContext context)
    {
        if (symbols.TrainedNetworkOf(context.Operation.Type) is { } network
            && IsZero(context.Operation)
            && Starts(context.Operation, context.ContainingSymbol))
        {
            Report(
                context.ReportDiagnostic, context.Operation.Syntax, context.Operation.Syntax + " is", network,
                context.Operation.SemanticModel!, FixProperties.Replacement);
        }
    }

    /// <summary>States in an array, in a local variable, that are never set.</summary>
    private void OfArray(OperationAnalysisContext context)
    {
        var array = (IArrayCreationOperation)context.Operation;
        if (TrainedElement(array.Type) is { } network
            && array.Initializer is null
            && array.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
            && AreStates(Values.References(Values.Root(array), local), isArray: true))
        {
            Report(context.ReportDiagnostic, array.Syntax, $"the states in {local.Name} are never set, and so", network, array.SemanticModel!, null);
        }
    }

    /// <summary>Private fields that are never set.</summary>
    private void OfFields(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.GetTypeMembers().Any(nested => nested.TypeKind is TypeKind.Class or TypeKind.Struct))
        {
            // They may set its fields, which isn't seen when the containing type is analysed.
            return;
        }

        Dictionary<ISymbol, ConcurrentQueue<IOperation>>? found = null;
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>())
        {
            // A field with an attribute may be set by a serializer or an engine.
            if (field is { DeclaredAccessibility: Accessibility.Private, IsImplicitlyDeclared: false }
                && (symbols.TrainedNetworkOf(field.Type) ?? TrainedElement(field.Type)) is not null
                && field.GetAttributes().IsEmpty)
            {
                (found ??= new(SymbolEqualityComparer.Default)).Add(field, new ConcurrentQueue<IOperation>());
            }
        }

        if (found is null)
        {
            return;
        }

        context.RegisterOperationAction(
            operation =>
            {
                var reference = (IFieldReferenceOperation)operation.Operation;
                if (found.TryGetValue(reference.Field, out ConcurrentQueue<IOperation>? references))
                {
                    references.Enqueue(reference);
                }
            },
            OperationKind.FieldReference);
        context.RegisterSymbolEndAction(end =>
        {
            foreach (KeyValuePair<ISymbol, ConcurrentQueue<IOperation>> pair in found)
            {
                var field = (IFieldSymbol)pair.Key;
                ReportZeros(end.ReportDiagnostic, field, [.. pair.Value]);
                bool isArray = field.Type is IArrayTypeSymbol;
                if (field.DeclaringSyntaxReferences[0].GetSyntax(end.CancellationToken) is VariableDeclaratorSyntax declarator
                    && BeginsAsZeros(declarator, isArray)
                    && AreStates(pair.Value, isArray))
                {
                    INamedTypeSymbol network = symbols.TrainedNetworkOf(field.Type) ?? TrainedElement(field.Type)!;
#pragma warning disable RS1030 // The end of a type has no model of its own, and this is reached for what is reported alone.
                    SemanticModel model = end.Compilation.GetSemanticModel(declarator.SyntaxTree);
#pragma warning restore RS1030
                    Report(
                        end.ReportDiagnostic, declarator, isArray ? $"the states in {field.Name} are never set, and so" : $"{field.Name} is never set, and so",
                        network, model,
                        isArray || type.TypeKind != TypeKind.Class || declarator.Initializer is not null ? null : FixProperties.Initializer);
                }
            }
        });
    }

    /// <summary>Zeros that are assigned in any method to a private field with whose state the network computes.</summary>
    private void ReportZeros(Action<Diagnostic> report, IFieldSymbol field, IOperation[] references)
    {
        if (symbols.TrainedNetworkOf(field.Type) is not { } network || !references.Any(reference => UseOf(reference) == Use.Computed))
        {
            return;
        }

        foreach (IOperation reference in references)
        {
            if (UseOf(reference) == Use.Zeroed
                && Values.User(reference) is ISimpleAssignmentOperation { Value: var value }
                && Values.Bare(value) is var zero
                && FirstUse(zero, field) is Use.Computed or Use.None)
            {
                Report(report, zero.Syntax, zero.Syntax + " is", network, zero.SemanticModel!, FixProperties.Replacement);
            }
        }
    }

    /// <summary>
    /// Whether a field's declaration gives it nothing but zeros. An explicit <c>default</c> is reported where it is written.
    /// </summary>
    private static bool BeginsAsZeros(VariableDeclaratorSyntax field, bool isArray) => field.Initializer?.Value switch
    {
        null => true,
        ArrayCreationExpressionSyntax array => array.Initializer is null,
        var value => !isArray && value.Kind() is SyntaxKind.DefaultLiteralExpression or SyntaxKind.DefaultExpression,
    };

    /// <summary>Whether the network computes with states, and nothing sets them.</summary>
    private bool AreStates(IEnumerable<IOperation> references, bool isArray)
    {
        bool areComputed = false;
        foreach (IOperation reference in references)
        {
            IOperation value = reference;
            if (isArray)
            {
                switch (Values.User(reference))
                {
                    case IArrayElementReferenceOperation element:
                        value = element;
                        break;
                    case ISimpleAssignmentOperation { Value: var assigned } assignment
                        when Values.Bare(assignment.Target) == reference && Values.Bare(assigned) is IArrayCreationOperation { Initializer: null }:
                    case IPropertyReferenceOperation { Property.Name: "Length" }:
                        continue;
                    default:
                        return false;
                }
            }

            switch (UseOf(value))
            {
                case Use.Computed:
                    areComputed = true;
                    break;
                case Use.Zeroed or Use.Read:
                    break;
                default:
                    return false;
            }
        }

        return areComputed;
    }

    /// <summary>Whether zeros that are written reach the start of a sequence.</summary>
    private bool Starts(IOperation zero, ISymbol member)
    {
        IOperation value = zero;
        IOperation? parent = value.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or ICoalesceOperation
            || parent is IConditionalOperation conditional && conditional.Condition != value)
        {
            (value, parent) = (parent, parent.Parent);
        }

        switch (parent)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return FirstUse(zero, declarator.Symbol) == Use.Computed;
            case ISimpleAssignmentOperation assignment when assignment.Value == value:
                return Values.Bare(assignment.Target) switch
                {
                    ILocalReferenceOperation local => FirstUse(zero, local.Local) == Use.Computed,
                    IParameterReferenceOperation { Parameter.RefKind: RefKind.Ref } parameter => FirstUse(zero, parameter.Parameter) is Use.Computed or Use.None,
                    IParameterReferenceOperation => false,
                    // A private field's use is seen when its type is analysed.
                    IFieldReferenceOperation { Field.DeclaredAccessibility: Accessibility.Private } => false,
                    IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => FirstUse(zero, field.Field) is Use.Computed or Use.None,
                    IFieldReferenceOperation => true,
                    // A batch's slot, or a property.
                    IPropertyReferenceOperation => true,
                    IArrayElementReferenceOperation element => Values.Variable(Values.Bare(element.ArrayReference)) is { } array
                        && ElementUses(zero, array).All(use => use is Use.Computed or Use.Zeroed or Use.Read),
                    _ => false,
                };
            default:
                return false;
        }
    }

    /// <summary>What first happens to a variable after zeros were written to it, in the order of the source.</summary>
    private Use FirstUse(IOperation zero, ISymbol variable)
    {
        IOperation? next = Values.References(Values.Root(zero), variable)
            .FirstOrDefault(reference => reference.Syntax.SpanStart > zero.Syntax.Span.End);
        return next is null ? Use.None : UseOf(next);
    }

    private IEnumerable<Use> ElementUses(IOperation zero, ISymbol array) => Values.References(Values.Root(zero), array)
        .Where(reference => reference.Syntax.SpanStart > zero.Syntax.Span.End)
        .Select(reference => Values.User(reference) is IArrayElementReferenceOperation element ? UseOf(element) : Use.Read);

    private Use UseOf(IOperation state) => Values.User(state) switch
    {
        _ when state.Syntax.Parent is RefExpressionSyntax => Use.Set,
        IArgumentOperation { Parent: IInvocationOperation call, Parameter.RefKind: RefKind.Ref } when symbols.Computes(call.TargetMethod) => Use.Computed,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => Use.Set,
        ISimpleAssignmentOperation assignment when Values.Bare(assignment.Target) == state => IsZero(Values.Bare(assignment.Value)) ? Use.Zeroed : Use.Set,
        IInvocationOperation call when call.Instance is { } instance && Values.Bare(instance) == state =>
            call.TargetMethod.Name is "WriteTo" or "Equals" or "GetHashCode" or "ToString" ? Use.Read : Use.Set,
        ITupleOperation or IAddressOfOperation or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } => Use.Set,
        IPropertyReferenceOperation { Property.Name: not "Bytes" } => Use.Set,
        IPropertyReferenceOperation property when Values.User(property) is IAssignmentOperation assignment && assignment.Target == property => Use.Set,
        _ => Use.Read,
    };

    private static bool IsZero(IOperation value) =>
        value is IDefaultValueOperation or IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null };

    private INamedTypeSymbol? TrainedElement(ITypeSymbol? type) =>
        type is IArrayTypeSymbol { Rank: 1 } array ? symbols.TrainedNetworkOf(array.ElementType) : null;

    private static void Report(
        Action<Diagnostic> report, SyntaxNode syntax, string zeros, INamedTypeSymbol network, SemanticModel model, string? fix)
    {
        string initial = network.GetTypeMembers(GeneratedTypes.State)[0].ToMinimalDisplayString(model, syntax.SpanStart) + ".Initial";
        Location place = syntax is VariableDeclaratorSyntax declarator ? declarator.Identifier.GetLocation() : syntax.GetLocation();
        ImmutableDictionary<string, string?> properties = fix is null
            ? ImmutableDictionary<string, string?>.Empty
            : ImmutableDictionary<string, string?>.Empty.Add(fix, initial);
        report(Diagnostic.Create(
            Descriptors.StateStartsAtZero, place, ImmutableArray<Location>.Empty, properties, zeros, network.Name, initial));
    }

    /// <summary>How a state is used.</summary>
    private enum Use
    {
        None,
        Computed,
        Zeroed,
        Set,
        Read,
    }
}
