using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints the helpers that the classes of an assembly share.</summary>
internal static class HelperFile
{
    /// <summary>The file with the helpers.</summary>
    public static string Emit(IEnumerable<Helper> helpers, Target target)
    {
        var file = new CodeWriter();
        FileHead.Write(file, target);
        file.Line();
        file.Comment("What the networks of this assembly have in common.");
        Write(file, helpers, target, target.HelperSpace);
        return file.ToString();
    }

    /// <summary>
    /// Writes the namespace with the types. The base library's names that they use are looked up in that namespace first, which has nothing
    /// else.
    /// </summary>
    public static void Write(CodeWriter code, IEnumerable<Helper> helpers, Target target, string space)
    {
        List<Helper> all =
        [
            .. helpers.OrderBy(helper => helper.Type, StringComparer.Ordinal).ThenBy(helper => helper.Order, StringComparer.Ordinal),
        ];
        Names names = new Names(qualify: false, target, Element.Single, hasObject: false, space).Inside("");
        string generatedCode = Generated.Attribute(names);
        IEnumerable<string> uses = all.SelectMany(helper => helper.Uses).Concat(names.Asked).Select(name => BaseLibrary.Namespaces[name]);
        using (code.Block("namespace " + space))
        {
            foreach (string used in uses.Where(_ => !target.QualifyHelpers).Distinct().OrderBy(used => used, StringComparer.Ordinal))
            {
                code.Line($"using global::{used};");
            }

            foreach (IGrouping<string, Helper> type in all.GroupBy(helper => helper.Type))
            {
                code.Line();
                (string declaration, string meaning) = LaneHelpers.Find(names, type.Key)
                    ?? ($"internal static class {type.Key}", HelperTypes.Meanings[type.Key]);
                code.Doc($"<summary>{meaning}</summary>");
                code.Attribute(generatedCode);
                using (code.Block(declaration))
                {
                    foreach (Helper helper in type)
                    {
                        code.Line(helper.Text);
                        code.Line();
                    }
                }
            }
        }
    }
}
