using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>What an annotated type says, or what is wrong. Only the analyzer keeps the problems and the places.</summary>
/// <param name="Locate">Where a problem is shown that turns up later.</param>
internal sealed record ReadResult(DeclaredClass? Class, IReadOnlyList<Diagnostic> Problems, Func<Problem, Location> Locate);
