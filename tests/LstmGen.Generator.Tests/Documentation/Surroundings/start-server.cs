using System;

// What the page uses of ASP.NET Core.
namespace Microsoft.AspNetCore.Builder
{
    public sealed class WebApplicationBuilder
    {
        public WebApplication Build() => new();
    }

    public sealed class WebApplication
    {
        public static WebApplicationBuilder CreateBuilder(string[] args) => new();

        public void MapPost(string pattern, Delegate handler) { }

        public void Run() { }
    }
}

namespace Microsoft.AspNetCore.Http
{
    public interface IResult
    {
    }

    public static class Results
    {
        public static IResult Ok(object? value) => null!;

        public static IResult BadRequest(object? error) => null!;
    }
}
