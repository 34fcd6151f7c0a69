using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using LstmGen.Generator.Model.Text;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>Changes every word and one number of each tensor of a .lstm file, which is made of a golden model of another format.</summary>
internal static class LstmTextChanges
{
    private static readonly Regex Words = new("""
        "(?:[^"\\]|\\.)*"|\S+
        """.Trim(), RegexOptions.CultureInvariant);

    public static IEnumerable<FieldChange> Of(ModelInput input)
    {
        ImportedModel model = ModelImporter.Import(input, new ImportOptions());
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        LstmWriter.Write(model.AsFile(input.FileName), writer);
        string text = Regex.Replace(writer.ToString(), "#[^\n]*", "");
        yield return new FieldChange(ChangeKind.Value, "", FieldChangeRun.Unchanged, () => File(text));
        string keyword = "";
        bool wasNumber = false;
        foreach (Match word in Words.Matches(text))
        {
            bool isNumber = float.TryParse(word.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float number);
            bool isText = word.Value[0] == '"';
            keyword = isNumber || isText ? keyword : word.Value;
            if (isNumber && wasNumber)
            {
                continue;
            }

            wasNumber = isNumber;
            string place = "/" + keyword;
            yield return new FieldChange(ChangeKind.Remove, place, $"{word.Value} is removed", () => File(text.Remove(word.Index, word.Length)));
            IEnumerable<string> others = isNumber ? [(number + 1).ToString("R", CultureInfo.InvariantCulture)]
                : isText ? Neighbours.Of(word.Value[1..^1]).Select(other => $"\"{other}\"")
                : Neighbours.Of(word.Value).Where(other => other.Length > 0);
            foreach (string other in others)
            {
                yield return new FieldChange(ChangeKind.Value, place, $"{word.Value} becomes {other}", () => File(text.Remove(word.Index, word.Length).Insert(word.Index, other)));
            }
        }

        // LstmTextFormat reads a file by its name, too.
        static ModelInput File(string text) => new("model.lstm", Encoding.UTF8.GetBytes(text));
    }
}
