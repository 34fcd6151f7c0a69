using System;
using System.Collections.Generic;

namespace LstmGen.Models;

/// <summary>A tensor of a framework, by its name.</summary>
/// <param name="Name">As the framework calls it, such as <c>lstm.weight_ih_l0</c>.</param>
/// <param name="Shape">Its dimensions; their product is the number of values.</param>
/// <param name="Values">Its values, row by row.</param>
public sealed record NamedTensor(string Name, IReadOnlyList<long> Shape, ReadOnlyMemory<float> Values);
