using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using LstmGen.Pictures.Drawing;
using LstmGen.Pictures.Tests.Drawing;
using LstmGen.Pictures.Tests.Runs;
using Microsoft.Playwright;
using Xunit;

namespace LstmGen.Pictures.Tests.Pages;

public class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    private const string Both = "bidirectional concat [lstm 3>4 tanh/sigmoid | lstm 3>5>2 tanh/sigmoid peepholes backward]; dense 6>3 softmax";

    [SkippableTheory]
    [InlineData("lstm 1>3 tanh/sigmoid", 4)]
    [InlineData("lstm 64>64 tanh/sigmoid", 64)]
    [InlineData("lstm 1>100 tanh/sigmoid; dense 100>2 linear", 3)]
    [InlineData("lstm 2>3 tanh/sigmoid", 100)]
    [InlineData(Both, 1)]
    [InlineData("masking(0); lstm 3>4 tanh/sigmoid; lstm 4>2 tanh/sigmoid turned", 4)]
    [InlineData("lstm 3>4 tanh/sigmoid go_backwards last; lstm 4>2 tanh/sigmoid", 4)]
    public async Task It_opens_without_a_network_and_without_an_error(string architecture, int steps)
    {
        await using OpenPage page = await browser.Open(Cases.Run(architecture, steps));

        Assert.Equal(steps <= 64 ? 1 : 0, await page.Page.Locator(".walk:visible").CountAsync());
        for (int step = 0; step < Math.Min(steps, 5) && steps <= 64; step++)
        {
            await page.SetStep(step);
            Assert.Equal($"step {step}", await page.Chosen());
        }
    }

    [SkippableFact]
    public async Task The_slider_and_its_buttons_walk_through_the_steps()
    {
        await using OpenPage page = await browser.Open(Samples.ThreeUnits());
        double first = await Left(page);
        Assert.StartsWith("Step 0 reads x = 1.", await page.Now(), StringComparison.Ordinal);
        Assert.True(await page.Page.Locator("#before").IsDisabledAsync());

        await page.Slider.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("step 1", await page.Chosen());
        Assert.StartsWith("Step 1 reads x = 2.", await page.Now(), StringComparison.Ordinal);
        Assert.Contains("Step 1 reads x = 2.", await page.Page.Locator("[role=status]").TextContentAsync(), StringComparison.Ordinal);
        Assert.True(await Left(page) > first + 100);

        await page.Page.Locator("#after").ClickAsync();
        await page.Page.Locator("#after").ClickAsync();
        Assert.Equal("step 3", await page.Chosen());
        Assert.True(await page.Page.Locator("#after").IsDisabledAsync());
        await page.Page.Locator("#before").ClickAsync();
        Assert.Equal("step 2", await page.Chosen());

        static Task<double> Left(OpenPage page) => page.Page.EvaluateAsync<double>("Number(document.querySelector('.chosen').getAttribute('x'))");
    }

    [SkippableFact]
    public async Task It_plays_to_the_end_and_pauses()
    {
        await using OpenPage page = await browser.Open(Samples.ThreeUnits());
        ILocator play = page.Page.Locator("#play");
        await play.ClickAsync();
        Assert.Equal("pause", await play.InnerTextAsync());
        await Assertions.Expect(page.Page.Locator("#chosen")).ToHaveTextAsync("step 1");
        await play.ClickAsync();
        Assert.Equal("play", await play.InnerTextAsync());
        await play.ClickAsync();
        await Assertions.Expect(page.Page.Locator("#chosen")).ToHaveTextAsync("step 3");
        await Assertions.Expect(play).ToHaveTextAsync("play");
    }

    [SkippableFact]
    public async Task Nothing_plays_for_readers_who_want_less_motion()
    {
        await using OpenPage page = await browser.Open(Samples.ThreeUnits(), new() { ReducedMotion = ReducedMotion.Reduce });
        Assert.False(await page.Page.Locator("#play").IsVisibleAsync());
        Assert.True(await page.Page.Locator("#after").IsVisibleAsync());
    }

    [SkippableFact]
    public async Task Pointing_at_a_unit_shows_what_it_sees()
    {
        await using OpenPage page = await browser.Open(Samples.ThreeUnits());
        Assert.Equal(0, await page.Page.Locator(".veil").CountAsync());
        await page.Hover(0, 0, 1, 2);

        Assert.Equal(1, await page.Page.Locator(".veil").CountAsync());
        Assert.Equal("unit 1 at step 2: c −1.067, h −0.437. It sees x = 3, all 3 h of step 1, and its own c.", await page.Page.Locator(".readout").InnerTextAsync());
        Assert.Equal(0, await page.Opened.CountAsync());

        // h of all units of the previous step, its own c, the box of inputs, the step's input and the unit itself aren't faded.
        Assert.Equal(3 + 1 + 1 + 1 + 1, await page.Page.Locator("mask rect[fill=\"#000\"]").CountAsync());
        await page.Page.Mouse.MoveAsync(2, 2);
        Assert.Equal(0, await page.Page.Locator(".veil").CountAsync());
    }

    [SkippableTheory]
    [InlineData("lstm 2>3 tanh/sigmoid", 0, 0)]
    [InlineData("lstm 3>4 relu/hard_sigmoid/tanh no_bias peepholes clip(5) cell_clip(0.3)", 0, 0)]
    [InlineData("lstm 3>4>2 tanh/sigmoid peepholes coupled backward", 0, 0)]
    [InlineData(Both, 0, 0)]
    [InlineData(Both, 0, 1)]
    [InlineData(Both, 1, 0)]
    [InlineData("lstm 2>64 tanh/sigmoid", 0, 0)]
    public async Task An_opened_unit_has_the_numbers_of_the_trace_at_every_step(string architecture, int layer, int half)
    {
        NetworkRun run = Cases.Run(architecture, 4);
        await using OpenPage page = await browser.Open(run);
        int unit = run.Architecture.Layers[layer].OutputSize > 2 ? 2 : 1;
        await page.Click(layer, half, unit, 1);
        Assert.True(await page.Opened.IsVisibleAsync());
        for (int step = 0; step < 4; step++)
        {
            await page.SetStep(step);
            OpenedNumbers opened = await page.Numbers();
            Assert.Equal((half, unit, step), (opened.Half, opened.Unit, opened.Step));
            Hold(opened, run, layer);
        }
    }

    [SkippableTheory]
    [InlineData("lstm 1>3 tanh/sigmoid", 1, "h goes out of the network, and to all 3 units, this one too, at step 2.")]
    [InlineData("lstm 1>3 tanh/sigmoid; dense 3>1 linear", 3, "h goes to layer 1, and to the state after the sequence.")]
    [InlineData("lstm 1>3 tanh/sigmoid backward last; dense 3>1 linear", 1, "h goes to all 3 units, this one too, at step 0.")]
    [InlineData("lstm 1>3 tanh/sigmoid backward last; dense 3>1 linear", 0, "h goes to layer 1, and to the state after the sequence.")]
    [InlineData("lstm 1>3>2 tanh/sigmoid", 1, "m goes to the projection, which makes 2 h of all 3 m. They go out of the layer, and to every unit at step 2.")]
    public async Task An_opened_unit_says_where_h_goes(string architecture, int step, string where)
    {
        await using OpenPage page = await browser.Open(Cases.Run(architecture, 4));
        await page.Click(0, 0, 0, 0);
        await page.SetStep(step);
        Assert.Equal(where, await page.Page.Locator(".opened:visible .ways li").Nth(1).InnerTextAsync());
    }

    [SkippableFact]
    public async Task Doubles_are_shown_to_the_last_bit()
    {
        NetworkRun single = Samples.ThreeUnits();
        double[] trace = Samples.DoubleTrace(single.Architecture, [.. Enumerable.Range(0, 60).Select(index => (float)single.Parameter(index))], [1, 2, 3, 4]);
        var run = new NetworkRun(single.Architecture, [.. Enumerable.Range(0, 60).Select(single.Parameter)], [1.0, 2, 3, 4], trace);
        await using OpenPage page = await browser.Open(run);
        await page.Click(0, 0, 2, 3);

        OpenedNumber c = (await page.Numbers()).Numbers.Single(number => number.Of == "c");
        Assert.Equal(run[0, 0, 3, CellValue.Cell, 2], double.Parse(c.Value, CultureInfo.InvariantCulture));
    }

    [SkippableFact]
    public async Task Bars_are_as_long_as_their_numbers()
    {
        await using OpenPage page = await browser.Open(Samples.ThreeUnits());
        await page.Click(0, 0, 0, 3);
        double[] ratios = await page.Page.EvaluateAsync<double[]>("""
            [...document.querySelectorAll('.opened tr')].filter(row => row.querySelector('.bar rect')).map(row => {
              const value = Number([...row.querySelectorAll('[data-value]')].at(-1).dataset.value);
              const [bar, box] = [row.querySelector('.bar rect').getBoundingClientRect(), row.querySelector('.bar').getBoundingClientRect()];
              if (bar.right > box.right + 1 || bar.left < box.left - 1) throw new Error('The bar is outside.');
              const isHollow = row.querySelector('.bar rect').getAttribute('class').startsWith('neg-');
              if (isHollow !== (value < 0) || isHollow !== (Number(row.querySelector('.bar rect').getAttribute('x')) < 28)) throw new Error('The bar has the wrong sign.');
              return Math.abs(value) / Number(row.querySelector('.bar rect').getAttribute('width'));
            })
            """);

        Assert.True(ratios.Length > 12);
        Assert.All(ratios, ratio => Assert.Equal(ratios[0], ratio, 1e-6));
    }

    /// <summary>A unit's longest bar at any step fills its half of the room, so that the bars of all steps can be compared.</summary>
    [SkippableFact]
    public async Task Each_unit_has_a_scale_of_its_own_for_all_steps()
    {
        await using OpenPage page = await browser.Open(Samples.ThreeUnits());
        for (int unit = 0; unit < 3; unit++)
        {
            await page.Click(0, 0, unit, 0);
            double longest = 0;
            for (int step = 0; step < 4; step++)
            {
                await page.SetStep(step);
                longest = Math.Max(longest, await page.Page.EvaluateAsync<double>("Math.max(...[...document.querySelectorAll('.opened .bar rect')].map(bar => Number(bar.getAttribute('width'))))"));
            }

            Assert.Equal(27, longest, 1e-6);
        }
    }

    /// <summary>Which of the units' c it sees, and which column is chosen, where the last step is read first.</summary>
    [SkippableFact]
    public async Task What_is_marked_is_the_unit_s_own_c_and_the_step_s_column()
    {
        await using OpenPage page = await browser.Open(Samples.Of("lstm 1>3 tanh/sigmoid backward", 4));
        for (int column = 0; column < 4; column++)
        {
            for (int unit = 0; unit < 3; unit++)
            {
                await page.Click(0, 0, unit, column);
                await page.Hover(0, 0, unit, column);
                double[] marks = await page.Page.EvaluateAsync<double[]>("""
                    (() => {
                      const grid = JSON.parse(document.getElementById('run').textContent).layers[0].halves[0].grid;
                      const of = (name, attribute) => Number(document.querySelector(name).getAttribute(attribute));
                      return [(of('.seen-c', 'y') - grid.rows[0] - grid.cellPart[1]) / grid.rows[1], (of('.chosen', 'x') - grid.columns[0]) / grid.columns[1]];
                    })()
                    """);
                Assert.Equal([unit, column], marks.Select(mark => Math.Round(mark, 9)));
                Assert.Equal(FormattableString.Invariant($"step {3 - column}"), await page.Chosen());
            }
        }
    }

    [SkippableFact]
    public async Task All_terms_of_a_unit_can_be_shown()
    {
        NetworkRun run = Samples.Of("lstm 2>64 tanh/sigmoid", 4);
        await using OpenPage page = await browser.Open(run);
        await page.Click(0, 0, 63, 3);
        Assert.Equal(4, (await page.Numbers()).Numbers.Count(number => number.Of == "rest"));

        await page.Page.GetByText("all terms").ClickAsync();
        OpenedNumbers opened = await page.Numbers();
        Assert.Equal(4 * (2 + 64), opened.Numbers.Count(number => number.Of == "product"));
        Hold(opened, run, 0);

        // The next unit that is opened begins with its largest terms again.
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Click(0, 0, 62, 3);
        Assert.Equal(4, (await page.Numbers()).Numbers.Count(number => number.Of == "rest"));
    }

    [SkippableFact]
    public async Task The_keyboard_moves_opens_and_closes()
    {
        await using OpenPage page = await browser.Open(Samples.ThreeUnits());
        await page.Page.Locator("#play").FocusAsync();
        await page.Page.Keyboard.PressAsync("Tab");
        if (!await Focused(page))
        {
            await page.Page.Keyboard.PressAsync("Tab");
        }

        Assert.True(await Focused(page));
        Assert.Equal(1, await page.Page.Locator(".veil").CountAsync());
        foreach (string key in new[] { "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowRight", "End", "ArrowLeft" })
        {
            await page.Page.Keyboard.PressAsync(key);
        }

        Assert.Equal("step 2", await page.Chosen());
        Assert.StartsWith("unit 1 at step 2: c −1.067, h −0.437. It sees x = 3, all 3 h of step 1, and its own c.", await page.Cursor().GetAttributeAsync("aria-label"), StringComparison.Ordinal);

        await page.Page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Opened.IsVisibleAsync());
        Assert.Equal("true", await page.Cursor().GetAttributeAsync("aria-expanded"));
        Assert.Contains("unit 1 at step 2", await page.Page.Locator("[role=status]").TextContentAsync(), StringComparison.Ordinal);
        await page.Page.Keyboard.PressAsync("Home");
        Assert.Equal(0, (await page.Numbers()).Step);
        await page.Page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await page.Opened.CountAsync());
        Assert.True(await Focused(page));

        // A click on the button in the opened unit closes it, too, and the focus isn't lost.
        await page.Page.Keyboard.PressAsync(" ");
        await page.Page.Locator(".opened button").First.ClickAsync();
        Assert.Equal(0, await page.Opened.CountAsync());
        Assert.True(await Focused(page));

        static Task<bool> Focused(OpenPage page) => page.Page.EvaluateAsync<bool>("document.activeElement.classList.contains('cursor')");
    }

    [SkippableFact]
    public async Task A_masked_step_says_so()
    {
        await using OpenPage page = await browser.Open(Cases.Run("masking(0); lstm 2>3 tanh/sigmoid", 4));
        await page.Click(0, 0, 0, 1);
        Assert.Equal("Step 1 is masked: no gate is computed, and every c and h stays as it was.", await page.Now());
        Assert.Contains("This step is masked: the unit computes nothing.", await page.Opened.InnerTextAsync(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, 1400)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task An_audit_finds_nothing_serious(ColorScheme scheme, int width)
    {
        await using OpenPage page = await browser.Open(Cases.Run(Both, 4), new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        await page.Click(0, 0, 1, 0);
        AxeResult result = await page.Page.RunAxe();

        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical").SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")));
    }

    [SkippableTheory]
    [InlineData("lstm 1>3 tanh/sigmoid", 4)]
    [InlineData(Both, 4)]
    [InlineData("lstm 64>64 tanh/sigmoid", 64)]
    public async Task No_page_is_wider_than_the_screen(string architecture, int steps)
    {
        NetworkRun run = Cases.Run(architecture, steps);
        foreach (int width in new[] { 320, 360, 800, 1400 })
        {
            await using OpenPage page = await browser.Open(run, new() { ViewportSize = new() { Width = width, Height = 800 } });
            await page.Cursor().FocusAsync();
            await page.Page.Keyboard.PressAsync("Enter");
            await page.Page.Keyboard.PressAsync("End");
            Assert.True(await page.Opened.IsVisibleAsync());
            Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

            // No text of the opened unit sticks out of its box.
            Assert.Equal("", await page.Page.EvaluateAsync<string>("[...document.querySelectorAll('.opened table')].filter(each => each.getBoundingClientRect().right > each.closest('.sum').getBoundingClientRect().right).map(each => each.innerText).join()"));
        }
    }

    [SkippableFact]
    public async Task Without_the_script_and_on_paper_everything_is_open()
    {
        NetworkRun run = Samples.ThreeUnits();
        await using (OpenPage page = await browser.Open(run, new() { JavaScriptEnabled = false }))
        {
            await Open(page);
        }

        await using OpenPage printed = await browser.Open(run);
        await printed.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Open(printed);

        static async Task Open(OpenPage page)
        {
            Assert.False(await page.Page.Locator(".walk").IsVisibleAsync());
            Assert.Equal(4, await page.Page.Locator(".sentences li:visible").CountAsync());
            Assert.Equal(1, await page.Page.Locator("svg.unit-at-step:visible").CountAsync());
            Assert.Equal(5, await page.Page.Locator("svg.lstm-picture:visible").CountAsync());
            Assert.Equal(8, await page.Page.Locator(".questions h3:visible").CountAsync());
        }
    }

    /// <summary>Checks what an opened unit shows against the run, bit for bit, and its sums against its terms.</summary>
    private static void Hold(OpenedNumbers opened, NetworkRun run, int layer)
    {
        (int half, int unit, int step, IReadOnlyList<OpenedNumber> numbers) = (opened.Half, opened.Unit, opened.Step, opened.Numbers);
        int start = run.Architecture.ParametersStart(layer, half);
        var values = numbers.Select(number => new SvgValue(number.Of, number.Value, number.Text, layer, half, step, unit, number.Of is "w" or "product" ? start + number.Index : number.Index)).ToList();
        float[] parameters = [.. Enumerable.Range(0, run.Architecture.ParameterCount).Select(index => (float)run.Parameter(index))];
        SvgValues.Check(values.Where(value => value.Of is not "rest"), run, parameters);

        var sums = new UnitSums(run, layer, half, unit, step);
        LstmArchitecture? lstm = run.Architecture.Layers[layer].Lstms.ElementAtOrDefault(half);
        string letters = lstm is null ? "y" : "ifgo";
        foreach (char letter in letters.Where(letter => letter != 'f' || lstm is not { IsCoupled: true }))
        {
            int sum = letters.IndexOf(letter, StringComparison.Ordinal);
            List<OpenedNumber> own = [.. numbers.Where(number => number.Sum == letter.ToString())];
            Assert.Equal(sums.Sum(sum), Value(own.Single(number => number.Of == "sum")), 1e-12);
            Assert.Equal(sums.Sum(sum), own.Where(number => number.Of is "product" or "rest" || (number.Of == "w" && !number.HasFactor)).Sum(Value), 1e-12);
            foreach (OpenedNumber product in own.Where(number => number.Of == "product"))
            {
                UnitTerm term = sums.Terms.Single(term => term.Weights[sum] == start + product.Index);
                Assert.Equal(sums.Product(term, sum), Value(product));
            }
        }

        if (lstm is not null)
        {
            double c = run[layer, half, step, CellValue.Cell, unit];
            double kept = Value(numbers.Single(number => number.Of == "kept"));
            double taken = Value(numbers.Single(number => number.Of == "taken"));
            Assert.Equal(c, lstm.CellClip is { } limit ? Math.Clamp(kept + taken, -limit, limit) : kept + taken, 1e-6);
            Assert.Equal(lstm.HiddenActivation.Of(c), Value(numbers.Single(number => number.Of == "shown")), 1e-6);
        }

        static double Value(OpenedNumber number) => double.Parse(number.Value, CultureInfo.InvariantCulture);
    }
}
