using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using Xunit;

namespace LstmGen.Generator.Tests.Planning;

/// <summary>Plans are values: planning the same again gives an equal plan.</summary>
public class PlanEqualityTests
{
    [Fact]
    public void Equal_networks_have_equal_plans()
    {
        foreach (int units in new[] { 1, 8, 40, 130 })
        {
            foreach ((Plan one, Plan other) in Planned.Of(units, Planned.Newest).Zip(Planned.Of(units, Planned.Newest)))
            {
                Assert.NotSame(one, other);
                Assert.Equal(one.BackEnds, other.BackEnds);
                Assert.Equal(one.BackEnds.GetHashCode(), other.BackEnds.GetHashCode());
                Assert.Equal(one.Batch, other.Batch);
                Assert.Equal(one.Batch.GetHashCode(), other.Batch.GetHashCode());
            }
        }
    }

    [Fact]
    public void Other_networks_have_other_plans()
    {
        BackEnd[] backEnds = [.. Enumerable.Range(1, 40).SelectMany(units =>
            Planned.Of(Planned.Network(null, Planned.Lstm("lstm", 1, units)), Options.Default).BackEnds)];
        Assert.Equal(40 * 4, backEnds.Distinct().Count());
    }
}
