using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>The generated half of a class, printed.</summary>
/// <param name="FileName">The name of its file, without an ending.</param>
/// <param name="Text">The file.</param>
/// <param name="Helpers">What it calls of what classes have in common.</param>
/// <param name="Uses">The names of the base library's types in the text and in what it calls.</param>
internal sealed record EmittedClass(string FileName, string Text, EquatableArray<Helper> Helpers, EquatableArray<string> Uses);
