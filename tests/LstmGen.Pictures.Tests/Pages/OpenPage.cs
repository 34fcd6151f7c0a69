using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace LstmGen.Pictures.Tests.Pages;

/// <summary>A page in a browser; when it is disposed, it must have had no error and made no request.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _file;
    private readonly List<string> _problems = [];

    private OpenPage(IBrowserContext context, IPage page, string file)
    {
        _context = context;
        Page = page;
        _file = file;
        page.Console += (_, message) => _problems.Add($"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => _problems.Add(error);
        page.Request += (_, request) => _problems.AddRange(request.Url == Url ? [] : [request.Url]);
    }

    public IPage Page { get; }

    private string Url => new Uri(_file).AbsoluteUri;

    public ILocator Slider => Page.Locator("#step");

    public ILocator Opened => Page.Locator(".opened:visible");

    public static async Task<OpenPage> Open(IBrowserContext context, NetworkRun run)
    {
        string file = Path.Combine(Path.GetTempPath(), $"lstmgen-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, Picture.Page(run));
        var opened = new OpenPage(context, await context.NewPageAsync(), file);
        await opened.Page.GotoAsync(opened.Url);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        File.Delete(_file);
        Assert.Empty(_problems);
    }

    public Task SetStep(int step) => Slider.FillAsync(step.ToString(CultureInfo.InvariantCulture));

    public Task<string> Chosen() => Page.Locator("#chosen").InnerTextAsync();

    public Task<string> Now(int layer = 0) => Layer(layer).Locator(".now").InnerTextAsync();

    public ILocator Layer(int layer) => Page.Locator($".layer[data-layer=\"{layer.ToString(CultureInfo.InvariantCulture)}\"]");

    public ILocator Cursor(int layer = 0) => Layer(layer).Locator(".cursor");

    /// <summary>The middle of a unit in its picture, as the script knows it.</summary>
    public async Task<Position> Middle(int layer, int half, int unit, int column)
    {
        JsonElement json = JsonDocument.Parse(await Page.Locator("#run").TextContentAsync() ?? "").RootElement.GetProperty("layers")[layer].GetProperty("halves")[half].GetProperty("grid");
        double[] columns = Numbers("columns");
        double[] rows = Numbers("rows");
        double[] node = Numbers("node");
        string[] view = (await Layer(layer).Locator(".stage > svg").First.GetAttributeAsync("viewBox"))!.Split(' ');
        return new Position
        {
            X = (float)(columns[0] + (column * columns[1]) + node[0] + (node[1] / 2) - double.Parse(view[0], CultureInfo.InvariantCulture)),
            Y = (float)(rows[0] + (unit * rows[1]) + (rows[2] / 2) - double.Parse(view[1], CultureInfo.InvariantCulture)),
        };

        double[] Numbers(string name) => [.. json.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
    }

    public async Task Click(int layer, int half, int unit, int column) =>
        await Layer(layer).Locator(".stage > svg").First.ClickAsync(new() { Position = await Middle(layer, half, unit, column) });

    public async Task Hover(int layer, int half, int unit, int column) =>
        await Layer(layer).Locator(".stage > svg").First.HoverAsync(new() { Position = await Middle(layer, half, unit, column) });

    /// <summary>The numbers of the opened unit, and where it is.</summary>
    public async Task<OpenedNumbers> Numbers()
    {
        string json = await Opened.EvaluateAsync<string>("""
            opened => JSON.stringify({
              half: Number(opened.dataset.half), unit: Number(opened.dataset.unit), step: Number(opened.dataset.step),
              numbers: [...opened.querySelectorAll('[data-value]')].map(each => ({
                of: each.dataset.valueOf, value: each.dataset.value, index: Number(each.dataset.index ?? -1), sum: each.closest('.sum')?.querySelector('h5').textContent[0] ?? '', text: each.textContent, hasFactor: each.classList.contains('times'),
              })),
            })
            """);
        return JsonSerializer.Deserialize<OpenedNumbers>(json, JsonSerializerOptions.Web)!;
    }
}
