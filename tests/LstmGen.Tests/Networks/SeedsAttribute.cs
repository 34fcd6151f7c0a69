using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xunit.Sdk;

namespace LstmGen.Tests.Networks;

/// <summary>
/// The seeds that a test of random networks takes: it draws the same networks in every run and on every machine. Each seed is a separate
/// case. tests/LstmGen.Explore calls every test with this attribute with new seeds for any length of time; a seed that finds something is
/// added here.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SeedsAttribute(params string[] seeds) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => seeds.Select(seed => new object[] { seed });
}
