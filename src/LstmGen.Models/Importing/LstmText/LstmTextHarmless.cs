using System.Collections.Generic;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Models.Importing.LstmText;

/// <summary>What .lstm files say that can't change what is computed.</summary>
internal static class LstmTextHarmless
{
    private const string Format = ".lstm";

    public static readonly Harmless Source = new(Format, LstmWords.Source, "it names the file that this one was converted from, for messages");

    public static readonly Harmless Framework = new(Format, LstmWords.Framework, "it says what trained the model; whatever differs between frameworks is stated in full");

    public static readonly Harmless Metadata = new(Format, LstmWords.Metadata, "it says what the model is and how it is meant to be used; its words become constants");

    public static IReadOnlyList<Harmless> All { get; } = [Source, Framework, Metadata];
}
