using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints members: documentation, attributes, signature, checks and body of any member there is.</summary>
internal sealed class MemberWriter
{
    private readonly CodeWriter _code;
    private readonly Names _names;
    private readonly Plan _plan;
    private readonly string _className;
    private readonly string _generatedCode;
    private readonly CheckWriter _checks;
    private readonly StatementWriter _statements;
    private readonly OwnBodies _own;

    public MemberWriter(CodeWriter code, Names names, Plan plan, string generatedCode)
    {
        (_code, _names, _plan, _generatedCode) = (code, names, plan, generatedCode);
        _className = plan.Class.Type.Type.Name.TrimStart('@');
        _checks = new CheckWriter(code, names, plan);
        _statements = new StatementWriter(code, names, plan);
        _own = new OwnBodies(code, names, plan);
    }

    /// <param name="owner">The nested type whose members they are, or null for those of the class.</param>
    public void Write(IReadOnlyList<Member> members, string? owner = null)
    {
        Member? before = null;
        foreach (Member member in members)
        {
            if (before is not null && !(before.IsTight && member.IsTight))
            {
                _code.Line();
            }

            Write(member, owner);
            before = member;
        }
    }

    private void Write(Member member, string? owner)
    {
        Document(member);
        Attributes(member, isOfClass: owner is null);
        string header = Header(member);
        switch (member.Body)
        {
            case HasValue value:
                _code.Line($"{header} = {value.Expression};");
                break;
            case HaveValues values:
                _code.Line($"{member.Modifiers} {Text(member.Type)} {string.Join(", ", values.All.Select(one => $"{one.Name} = {one.Expression}"))};");
                break;
            case IsStored:
                _code.Line(header + " { get; }");
                break;
            case IsSettable settable:
                _code.Line($"{header} {{ get; set; }} = {settable.Value};");
                break;
            case Gives gives:
                _code.Body(header, gives.Expression);
                break;
            case Does does:
                using (_code.Block(header))
                {
                    Begin(member, owner);
                    _statements.Write(does.Statements);
                }

                break;
            case IsKernel kernel:
                using (_code.Block(header))
                {
                    Write(kernel);
                }

                break;
            case IsOwn:
                _own.Write(owner, member, new Heading(_code, header, () => Begin(member, owner)));
                break;
            case null when member.Kind == MemberKind.Type:
                using (_code.Block(header))
                {
                    Write(member.Members, member.Name);
                }

                break;
            case null:
                _code.Line(header + ";");
                break;
        }
    }

    private void Write(IsKernel kernel)
    {
        switch (kernel.Part)
        {
            case KernelPart.Sequence:
                new KernelWriter(_code, _names, _plan).Write();
                break;
            case KernelPart.Packing:
                new ParametersWriter(_code, _names, _plan).Write();
                new PackingWriter(_code, _names, _plan).Write();
                break;
            case KernelPart.Batch:
                new BatchWriter(_code, _names, _plan).Write();
                break;
        }
    }

    /// <summary>Writes what every body begins with.</summary>
    private void Begin(Member member, string? owner)
    {
        if (member.First is not null)
        {
            _statements.Write([member.First]);
        }

        string type = owner is null ? _className : $"{_className}.{owner}";
        string label = member.Kind == MemberKind.Constructor ? type : $"{type}.{member.Name}";
        foreach (Check check in member.Checks)
        {
            _checks.Write(check, label);
        }
    }

    private void Document(Member member)
    {
        if (member.Comment is not null)
        {
            _code.Comment(member.Comment);
        }

        if (member.Documentation is not { } documentation)
        {
            return;
        }

        if (documentation == Documentation.Inherited)
        {
            _code.Doc("<inheritdoc/>");
            return;
        }

        Element("summary", "", documentation.Summary);
        Element("remarks", "", documentation.Remarks);
        foreach (Parameter parameter in member.Declared)
        {
            Element("param", $" name=\"{parameter.Name}\"", parameter.Meaning);
        }

        Element("returns", "", documentation.Returns);
        foreach (Thrown thrown in documentation.Exceptions)
        {
            Element("exception", $" cref=\"{_names[thrown.Type]}\"", thrown.When);
        }
    }

    /// <summary>Writes an element on a line, or around lines of its own.</summary>
    private void Element(string name, string attribute, string? text)
    {
        if (text is not null)
        {
            string line = text.IndexOf('\n') < 0 ? "" : "\n";
            _code.Doc($"<{name}{attribute}>{line}{text}{line}</{name}>");
        }
    }

    private void Attributes(Member member, bool isOfClass)
    {
        if (member.Obstacle is not null)
        {
            _code.Line($"[{_names["Obsolete"]}(\"{member.Obstacle}\", true)]");
            _code.Line($"[{_names["EditorBrowsable"]}({_names["EditorBrowsableState"]}.Never)]");
        }

        if (isOfClass && !member.IsLaterPart && member.Kind is MemberKind.Constructor or MemberKind.Method or MemberKind.Type)
        {
            _code.Attribute(_generatedCode);
        }

        foreach (AttributeUse attribute in member.Attributes)
        {
            string arguments = (attribute.Library is null ? "" : _names[attribute.Library]) + attribute.Arguments;
            _code.Line($"[{_names[attribute.Name]}{(arguments.Length > 0 ? $"({arguments})" : "")}]");
        }
    }

    private string Header(Member member)
    {
        string parameters = string.Join(", ", member.Declared.Select(parameter => $"{parameter.Prefix}{Text(parameter.Type)} "
            + $"{parameter.Name}{parameter.Default}"));
        string start = member.Modifiers.Length == 0 ? "" : member.Modifiers + " ";
        return member.Kind switch
        {
            MemberKind.Constructor => $"{start}{member.Name}({parameters}){member.Initializer}",
            MemberKind.Method => $"{start}{Text(member.Type)} {member.Name}({parameters})",
            MemberKind.Operator => $"{start}{Text(member.Type)} operator {member.Name}({parameters})",
            MemberKind.Property when parameters.Length > 0 => $"{start}{Text(member.Type)} {member.Name}[{parameters}]",
            MemberKind.Type => $"{start}{member.Keyword} "
                + $"{member.Name}{(member.IsEquatable ? $" : {_names["IEquatable"]}<{member.Name}>" : "")}",
            _ => $"{start}{Text(member.Type)} {member.Name}",
        };
    }

    private string Text(TypeUse? type) => type is null ? "void" : type.Text(library => _names[library]);
}
