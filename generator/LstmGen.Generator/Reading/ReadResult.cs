using System.Collections.Generic;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>What an annotated type says: a network that can be generated, or what is wrong. Only the analyzer keeps the problems.</summary>
internal sealed record ReadResult(LstmClass? Class, IReadOnlyList<Diagnostic> Problems);
