using System;
using LstmGen.Pictures.Pages;

namespace LstmGen.Pictures;

public static partial class Picture
{
    /// <summary>
    /// One HTML page with all pictures of a network: a slider walks through the steps, pointing at a unit shows what it sees, a click opens it.
    /// It is complete in itself, needs no network, and has at most 2,000,000 bytes of UTF-8. Layers of more than 64 units or steps have strips and
    /// blocks alone, as have the largest ones where the page would become larger.
    /// </summary>
    /// <param name="run">What happened.</param>
    /// <param name="title">The page's title; left out, it is the network's name, or its layers.</param>
    public static string Page(NetworkRun run, string? title = null) => Pages.Page.Draw(run ?? throw new ArgumentNullException(nameof(run)), title);
}
