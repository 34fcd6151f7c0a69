using System.IO;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace LstmGen.Pictures.Tests.Pages;

/// <summary>One Chromium for all tests of a class, if there is one; otherwise tests are skipped.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Path = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Path))
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens a page from the disk, without a network.</summary>
    internal async Task<OpenPage> Open(NetworkRun run, BrowserNewContextOptions? options = null)
    {
        Skip.If(_browser is null, $"There is no {Path}, which the package chromium of Debian has.");
        options ??= new();
        options.Offline = true;
        options.ViewportSize ??= new() { Width = 1400, Height = 900 };
        IBrowserContext context = await _browser!.NewContextAsync(options);
        return await OpenPage.Open(context, run);
    }
}
