using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xunit.Sdk;

namespace LstmGen.Tests.Networks;

/// <summary>
/// The seeds that a test of random networks takes: it draws the same networks at every run and on every machine. Each seed is a case
/// of its own. tests/LstmGen.Explore calls every test that has this attribute with new seeds, for as long as one likes; a seed that it
/// finds something with is written down here.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SeedsAttribute(params string[] seeds) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => seeds.Select(seed => new object[] { seed });
}
