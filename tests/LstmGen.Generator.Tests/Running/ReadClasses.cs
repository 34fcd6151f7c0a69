using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Members;
using LstmGen.Generator.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Tests.Running;

/// <summary>The annotated classes of some sources as the generator reads them, for tests of what is planned for them.</summary>
internal static class ReadClasses
{
    /// <summary>Each class, with the members of the user's half that may conflict.</summary>
    public static IEnumerable<(LstmClass Class, EquatableArray<DeclaredMember> Members)> Of(IEnumerable<string> sources, RunOptions options)
    {
        CSharpCompilation compilation = options.Compile(sources.Select((text, i) => KeyValuePair.Create(FormattableString.Invariant($"Input{i}.cs"), text)));
        ModelText[] models = [.. options.AdditionalFiles.Select(file => ModelText.Read(file.Key, file.Value))];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (TypeDeclarationSyntax declaration in tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            {
                INamedTypeSymbol type = model.GetDeclaredSymbol(declaration)!;
                if (declaration.AttributeLists.Count == 0 || !type.GetAttributes().Any(AttributeNames.IsOurs))
                {
                    continue;
                }

                ReadResult result = ClassReader.Read(type, model, declaration, Surface.AllNames, default);
                DeclaredClass declared = result.Class ?? throw new ArgumentException($"{type.Name} has {result.Places.Show(result.Problems[0])}", nameof(sources));
                yield return ClassResolver.Resolve(declared, models, out IReadOnlyList<LstmGen.Generator.Diagnostics.Problem> problems) is { } lstmClass
                    ? (lstmClass, declared.Members)
                    : throw new ArgumentException($"{type.Name} has {result.Places.Show(problems[0])}", nameof(sources));
            }
        }
    }

    /// <summary>What the project of the options offers.</summary>
    public static Target Target(RunOptions options) => TargetReader.Read(options.Compile([]));
}
