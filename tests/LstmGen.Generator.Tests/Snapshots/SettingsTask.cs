using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>A verification that runs when it is awaited or returned, so that settings can be chained before. Named as in Verify.</summary>
public sealed class SettingsTask
{
    private readonly Action<SettingsTask> _verify;

    internal SettingsTask(Action<SettingsTask> verify) => _verify = verify;

    /// <summary>What distinguishes the cases of a theory.</summary>
    internal IReadOnlyList<object?> Parameters { get; private set; } = [];

    /// <summary>Whether a generated source is left out.</summary>
    internal Func<GeneratedSourceResult, bool> Ignores { get; private set; } = static _ => false;

    /// <summary>Runs the verification, as a task that a test method can return.</summary>
    public static implicit operator Task(SettingsTask settings) => settings.ToTask();

    /// <summary>Distinguishes the cases of a theory: the values are appended to the files' names as <c>_name=value</c>.</summary>
    /// <param name="parameters">The values of the test method's first parameters.</param>
    public SettingsTask UseParameters(params object?[] parameters)
    {
        Parameters = parameters;
        return this;
    }

    /// <summary>Excludes generated sources.</summary>
    public SettingsTask IgnoreGeneratedResult(Func<GeneratedSourceResult, bool> shouldIgnore)
    {
        Func<GeneratedSourceResult, bool> before = Ignores;
        Ignores = result => before(result) || shouldIgnore(result);
        return this;
    }

    /// <summary>Runs the verification.</summary>
    public Task ToTask()
    {
        try
        {
            _verify(this);
            return Task.CompletedTask;
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    /// <summary>Lets the verification be awaited.</summary>
    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();
}
