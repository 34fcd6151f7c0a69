using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>A verification that runs when it is awaited or returned, so that settings can be chained before. Named as in Verify.</summary>
public sealed class SettingsTask
{
    private readonly Action<IReadOnlyList<object?>> _verify;
    private IReadOnlyList<object?> _parameters = [];

    internal SettingsTask(Action<IReadOnlyList<object?>> verify) => _verify = verify;

    /// <summary>Runs the verification, as a task that a test method can return.</summary>
    public static implicit operator Task(SettingsTask settings) => settings.ToTask();

    /// <summary>Tells the cases of a theory apart: the values are appended to the files' names as <c>_name=value</c>.</summary>
    /// <param name="parameters">The values of the test method's first parameters.</param>
    public SettingsTask UseParameters(params object?[] parameters)
    {
        _parameters = parameters;
        return this;
    }

    /// <summary>Runs the verification.</summary>
    public Task ToTask()
    {
        try
        {
            _verify(_parameters);
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
