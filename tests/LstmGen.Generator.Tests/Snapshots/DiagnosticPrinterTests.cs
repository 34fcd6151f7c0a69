using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>Checks the printer against the layout that Verify.SourceGenerators documents with its own verified files.</summary>
public class DiagnosticPrinterTests
{
    private static readonly DiagnosticDescriptor Info = new("theId", "the title", "the message from {0}", "the category", DiagnosticSeverity.Info, isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor Error = new(
        "theId", "the title", "the message", "the category", DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "The description.", helpLinkUri: "https://example.org", customTags: ["one", "two"]);

    [Fact]
    public void In_a_file_that_has_no_source()
    {
        var location = Location.Create("dir/theFile.cs", new TextSpan(1, 2), new LinePositionSpan(new LinePosition(1, 2), new LinePosition(3, 4)));

        Assert.Equal(
            """
            {
              Diagnostics: [
                {
                  Location: dir\theFile.cs: (1,2)-(3,4),
                  Message: the message from hello world generator,
                  Severity: Info,
                  WarningLevel: 1,
                  Descriptor: {
                    Id: theId,
                    Title: the title,
                    MessageFormat: the message from {0},
                    Category: the category,
                    DefaultSeverity: Info,
                    IsEnabledByDefault: true
                  }
                }
              ]
            }
            """.ReplaceLineEndings("\n"),
            DiagnosticPrinter.Print([Diagnostic.Create(Info, location, "hello world generator")]));
    }

    [Fact]
    public void In_source_with_the_lines_around_it()
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText("class Foo {\nvoid Bar() { }\n}\n\n", path: "theFile.cs");

        Assert.Equal(
            """
            {
              Diagnostics: [
                {
                  Location: /*
            class Foo {
            void Bar() { }
                 ^^^
            }
            */
             theFile.cs: (1,5)-(1,8),
                  Message: the message,
                  Severity: Error,
                  Descriptor: {
                    Id: theId,
                    Title: the title,
                    Description: The description.,
                    HelpLink: https://example.org,
                    MessageFormat: the message,
                    Category: the category,
                    DefaultSeverity: Error,
                    IsEnabledByDefault: true,
                    CustomTags: [
                      one,
                      two
                    ]
                  }
                },
                {
                  Message: the message,
                  Severity: Error,
                  Descriptor: {
                    Id: theId,
                    Title: the title,
                    Description: The description.,
                    HelpLink: https://example.org,
                    MessageFormat: the message,
                    Category: the category,
                    DefaultSeverity: Error,
                    IsEnabledByDefault: true,
                    CustomTags: [
                      one,
                      two
                    ]
                  }
                }
              ]
            }
            """.ReplaceLineEndings("\n"),
            DiagnosticPrinter.Print([Diagnostic.Create(Error, Location.Create(tree, new TextSpan(17, 3))), Diagnostic.Create(Error, Location.None)]));
    }
}
