using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>The generated half of a class, printed.</summary>
/// <param name="FileName">What the names of its files begin with.</param>
/// <param name="Files">Its files; the first one's name has nothing added.</param>
/// <param name="Helpers">The shared helpers that it calls.</param>
/// <param name="Uses">The names of the base library's types in the text and in what it calls.</param>
internal sealed record EmittedClass(string FileName, EquatableArray<EmittedFile> Files, EquatableArray<Helper> Helpers, EquatableArray<string> Uses);

/// <summary>One of its files.</summary>
/// <param name="Name"><see cref="Planning.Members.SurfaceFile.Name"/>.</param>
internal sealed record EmittedFile(string Name, string Text);
