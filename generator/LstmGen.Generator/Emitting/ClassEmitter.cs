using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints a plan as the generated half of the annotated type.</summary>
internal static class ClassEmitter
{
    /// <summary>Files for the class alone: what it has in common with others is in another file.</summary>
    public static EmittedClass Emit(Plan plan)
    {
        Names names = NamesOf(plan, plan.Target.HelperSpace);
        var files = new EquatableArray<EmittedFile>(
            Surface.Files(plan).Select(file => new EmittedFile(file.Name, Text(plan, names.InAnotherFile(), [file]))));
        var helpers = new EquatableArray<Helper>(names.Helpers);
        IEnumerable<string> uses = helpers.SelectMany(helper => helper.Uses).Concat(names.Asked).Distinct();
        return new EmittedClass(plan.Class.Type.FileName, files, helpers, new EquatableArray<string>(uses));
    }

    /// <summary>One file that holds all of it, to be compiled by itself.</summary>
    public static string EmitWhole(Plan plan)
    {
        string space = HelperTypes.Namespace(plan.Class.Type.FileName);
        Names names = NamesOf(plan, space);
        string text = Text(plan, names, [.. Surface.Files(plan)]);
        var code = new CodeWriter();
        HelperFile.Write(code, names.Helpers, plan.Target, space);
        return text + "\n" + code;
    }

    private static Names NamesOf(Plan plan, string helperSpace) =>
        new(plan.Class.QualifyNames, plan.Target, plan.Element, plan.Memory.IsObject, helperSpace, plan.Stored);

    private static string Text(Plan plan, Names names, IReadOnlyList<SurfaceFile> parts)
    {
        // The body is written first: the using directives above it are those that it needs.
        var code = new CodeWriter();
        foreach (SurfaceFile part in parts)
        {
            if (part != parts[0])
            {
                code.Line();
            }

            TypeBlocks.Write(code, plan.Class.Type, () =>
            {
                // Where all of it is in one file, the first part has nothing to say of others.
                if (!part.IsFirst)
                {
                    code.Comment(part.Comment);
                }
                else if (parts.Count == 1)
                {
                    code.Comment(part.Comment);
                    code.Line();
                }

                Type(code, plan, names, part);
            });
        }

        var file = new CodeWriter();
        FileHead.Write(file, plan.Target);
        file.Line("#pragma warning disable CS0108, CS0114 // a base type may have members by the same names");
        file.Line("#pragma warning disable CS0169 // compilers before C# 12 believe that the only field of an inline array is unused");
        file.Line("#pragma warning disable CS8981 // the type's name is the user's");
        if (plan.Class.SharesName)
        {
            file.Line("#pragma warning disable CS0436, CS0437 // and a library has something by the same name");
        }

        file.Line();
        foreach (string space in names.Usings)
        {
            file.Line($"using {space};");
        }

        return file + "\n" + code;
    }

    private static void Type(CodeWriter code, Plan plan, Names names, SurfaceFile part)
    {
        TypePart type = plan.Class.Type.Type;
        string interfaces = "";
        if (part.IsFirst)
        {
            interfaces = string.Join(", ", InterfaceMembers.Names(plan));
            Introduction.Write(code, type.Name.TrimStart('@'), plan.Network, plan.Element, plan.Class.Origin);
            Layout(code, plan, names);
        }

        using (code.Block($"partial {type.Keyword} {type.Name}{(interfaces.Length > 0 ? " : " : "")}{interfaces}"))
        {
            new MemberWriter(code, names, plan, Generated.Attribute(names)).Write(part.Members);
        }
    }

    /// <summary>
    /// The compiler warns where the fields of a structure, in their order, are in two declarations. One that holds a reference has no order
    /// anyway.
    /// </summary>
    private static void Layout(CodeWriter code, Plan plan, Names names)
    {
        if (plan.Class.HasOwnFields)
        {
            code.Line($"[{names["StructLayout"]}({names["LayoutKind"]}.Auto)]");
        }
    }
}
