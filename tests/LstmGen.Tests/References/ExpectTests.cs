using System.Globalization;
using LstmGen.TestKit;
using Xunit;

namespace LstmGen.Tests.References;

/// <summary>The kit's own assertions fail when they must, and cost nothing otherwise.</summary>
public class ExpectTests
{
    [Fact]
    public void A_claim_that_holds_writes_no_message()
    {
        int asked = 0;
        Expect.True(asked == 0, $"asked {++asked} times");
        Assert.Equal(0, asked);
    }

    [Fact]
    public void A_claim_that_fails_says_why_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            double half = 0.5;
            Assert.Equal("0.5 is not 0.25", Assert.Throws<ExpectationException>(() => Expect.True(half < 0.5, $"{half} is not {half / 2:g3}")).Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
