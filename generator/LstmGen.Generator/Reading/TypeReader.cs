using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Reading;

/// <summary>Reads where the generated half of an annotated type belongs, and whether it can be there.</summary>
/// <param name="isTrained">Whether it has the parameters of a model, and so can be created without any.</param>
internal sealed class TypeReader(INamedTypeSymbol type, bool isTrained, List<Problem> problems, CancellationToken cancellation)
{
    public const string LayoutAttribute = "System.Runtime.InteropServices.StructLayoutAttribute";

    /// <summary>Whether a structure has fields in both halves, and the user's doesn't state how they are laid out.</summary>
    public bool HasOwnFields => type.TypeKind == TypeKind.Struct && Layout is null && type.GetMembers().Any(member =>
        !member.IsStatic
        && !MemberReader.IsGenerated(member)
        && member is IFieldSymbol or IEventSymbol { AddMethod.IsImplicitlyDeclared: true });

    private AttributeData? Layout =>
        type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == LayoutAttribute);

    public TypeIdentity? Read()
    {
        int before = problems.Count;
        if (Obstacle() is string obstacle)
        {
            problems.Add(new Problem(Descriptors.UnsupportedType, Location(type), type.Name, obstacle));
        }

        foreach (ConstructorDeclarationSyntax constructor in IncompleteConstructors())
        {
            problems.Add(new Problem(
                Descriptors.UnsupportedType,
                constructor.Identifier.GetLocation(),
                type.Name,
                "before C# 11 a constructor of a struct has to assign every field, those of the network's code too; "
                + $"let {constructor.Identifier}{constructor.ParameterList} call "
                + (isTrained
                    ? "the one without parameters, with \": this()\""
                    : "the one that takes the parameters, with \": this(parameters)\"")));
        }

        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (NotPartial(part) is { } declaration)
            {
                string to = SymbolEqualityComparer.Default.Equals(part, type) ? "it" : $"{type.Name} inside it";
                problems.Add(new Problem(Descriptors.NotPartial, declaration.Identifier.GetLocation(), part.Name, to));
            }
        }

        return problems.Count > before ? null : Identity();
    }

    /// <summary>What the type gets in place of a network; null if no code can be added to it.</summary>
    /// <param name="members">The members of the user's half.</param>
    public StandIn? StandIn(IEnumerable<DeclaredMember> members)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (NotPartial(part) is not null)
            {
                return null;
            }
        }

        // A generic type of the user's conflicts with none of these.
        IEnumerable<string> taken = members.Where(member => member.Kind != DeclaredKind.GenericType).Select(member => member.Name);
        return InNesting() is null && !type.IsRefLikeType
            ? new StandIn(Identity(), new EquatableArray<string>(GeneratedTypes.All.Except(taken)))
            : null;
    }

    /// <summary>Where a problem of the whole type is shown: at its name.</summary>
    public static Location Location(INamedTypeSymbol type) =>
        type.Locations.FirstOrDefault(location => location.IsInSource) ?? Microsoft.CodeAnalysis.Location.None;

    /// <summary>Why the type can't hold a network, or null.</summary>
    private string? Obstacle() => InKind() ?? InNesting() ?? InConstruction() ?? InLayout() ?? InMembers();

    private string? InKind()
    {
        if (type.IsRecord)
        {
            return "it is a record; make it a class or a struct";
        }

        if (type.IsStatic)
        {
            return "it is static, and a network is an instance that holds its parameters";
        }

        if (type.IsAbstract)
        {
            return "it is abstract, and the network's factories make instances";
        }

        if (type.IsRefLikeType)
        {
            return "it is a ref struct; make it a struct";
        }

        return null;
    }

    /// <summary>
    /// An obstacle in the types that contain the type: the generated half is in another file, and repeats the containing types.
    /// </summary>
    private string? InNesting()
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (part.Arity > 0)
            {
                return SymbolEqualityComparer.Default.Equals(part, type) ? "it is generic" : $"it is inside the generic {part.Name}";
            }

            if (Declarations(part).Any(declaration => declaration.Modifiers.Any(modifier => modifier.Text == "file")))
            {
                return SymbolEqualityComparer.Default.Equals(part, type)
                    ? "it is local to its file, and the network's code is in another"
                    : $"it is inside {part.Name}, which is local to its file";
            }
        }

        return null;
    }

    /// <summary>An obstacle to a constructor that takes the parameters.</summary>
    private string? InConstruction()
    {
        if (HasPrimaryConstructor())
        {
            return "it has a primary constructor, which every other constructor would have to call";
        }

        if (type.TypeKind == TypeKind.Class && type.BaseType is { SpecialType: not SpecialType.System_Object } baseType
            && !baseType.InstanceConstructors.Any(IsCallableWithoutArguments))
        {
            return $"its base class {baseType.Name} has no constructor without parameters";
        }

        return null;
    }

    private string? InLayout()
    {
        bool isExplicit = type.TypeKind == TypeKind.Struct
            && Layout is { ConstructorArguments: { Length: 1 } arguments }
            && arguments[0].Value is (int)LayoutKind.Explicit;
        return isExplicit ? "its layout is explicit, and the network's code adds a field without an offset" : null;
    }

    private string? InMembers()
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.BaseType)
        {
            if (part.GetMembers().FirstOrDefault(IsRequired) is { } required)
            {
                return $"its member {required.Name} is required, and the network's factories don't know its value";
            }
        }

        return null;
    }

    /// <summary>
    /// The constructors of a struct that don't assign the generated fields, which they can't know. Later compilers assign those by
    /// themselves.
    /// </summary>
    private IEnumerable<ConstructorDeclarationSyntax> IncompleteConstructors() => type.TypeKind != TypeKind.Struct ? [] :
        from constructor in type.InstanceConstructors
        where !MemberReader.IsGenerated(constructor)
        from reference in constructor.DeclaringSyntaxReferences
        let declaration = reference.GetSyntax(cancellation) as ConstructorDeclarationSyntax
        where declaration is { Initializer: null, SyntaxTree.Options: CSharpParseOptions { LanguageVersion: < (LanguageVersion)1100 } }
            && !declaration.DescendantNodes().Any(IsAssignmentToThis)
        select declaration;

    private static bool IsAssignmentToThis(SyntaxNode node) => node is AssignmentExpressionSyntax { Left: ThisExpressionSyntax }
        or ArgumentSyntax { Expression: ThisExpressionSyntax, RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword };

    private bool HasPrimaryConstructor() => type.InstanceConstructors.Any(constructor =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax));

    private bool IsCallableWithoutArguments(IMethodSymbol constructor) =>
        constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)
        && constructor.DeclaredAccessibility switch
        {
            Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
            Accessibility.Internal or Accessibility.ProtectedAndInternal =>
                SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, type.ContainingAssembly)
                || constructor.ContainingAssembly.GivesAccessTo(type.ContainingAssembly),
            _ => false,
        };

    /// <summary>The oldest compiler in which the generator runs has no property for it.</summary>
    private bool IsRequired(ISymbol member) => member is IFieldSymbol or IPropertySymbol && (
        member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "RequiredMemberAttribute")
        || member.DeclaringSyntaxReferences
            .SelectMany(reference => Modifiers(reference.GetSyntax(cancellation)))
            .Any(modifier => modifier.Text == "required"));

    private static SyntaxTokenList Modifiers(SyntaxNode node) => node switch
    {
        MemberDeclarationSyntax member => member.Modifiers,
        VariableDeclaratorSyntax { Parent.Parent: MemberDeclarationSyntax field } => field.Modifiers,
        _ => default,
    };

    private IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol part) =>
        part.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();

    private TypeDeclarationSyntax? NotPartial(INamedTypeSymbol part) =>
        Declarations(part).FirstOrDefault(declaration => !declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private TypeIdentity Identity()
    {
        var containing = new Stack<TypePart>();
        for (INamedTypeSymbol? part = type.ContainingType; part is not null; part = part.ContainingType)
        {
            containing.Push(Part(part));
        }

        var file = new StringBuilder();
        foreach (string name in Namespaces().Concat(containing.Select(part => part.Name)).Concat([type.Name]))
        {
            file.Append(file.Length > 0 ? "." : "").Append(name.TrimStart('@'));
        }

        return new TypeIdentity(
            string.Join(".", Namespaces().Select(Escape)), new EquatableArray<TypePart>(containing), Part(type), file.ToString())
        {
            IsReadOnly = type.IsReadOnly,
        };
    }

    private IEnumerable<string> Namespaces()
    {
        var names = new Stack<string>();
        for (INamespaceSymbol space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            names.Push(space.Name);
        }

        return names;
    }

    private static TypePart Part(INamedTypeSymbol part)
    {
        string keyword = part.TypeKind switch
        {
            TypeKind.Struct => part.IsRecord ? "record struct" : "struct",
            TypeKind.Interface => "interface",
            _ => part.IsRecord ? "record" : "class",
        };
        return new TypePart(keyword, Escape(part.Name));
    }

    /// <summary>Contextual keywords are escaped too: some can't name a type, and an at sign is always allowed.</summary>
    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
        || name is "file" or "scoped" or "required" or "field" or "extension"
            ? "@" + name
            : name;
}
