HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<Forecaster>();
builder.Services.AddHostedService<Worker>();
builder.Build().Run();
