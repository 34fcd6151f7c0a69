using System;
using System.Collections.Generic;
using System.Diagnostics.Tracing;

namespace LstmGen.Benchmarks.Costs;

/// <summary>Listens to the runtime while it compiles, and adds up the bytes of machine code of one type and of those inside it.</summary>
internal sealed class NativeCode(string typeName) : EventListener
{
    private const EventKeywords JitKeyword = (EventKeywords)0x10;
    private const int MethodLoadVerbose = 143;

    // The base constructor calls back before the fields of this class have values, so whatever must exist by then is static.
    private static readonly object Gate = new();
    private long _bytes;

    public long Bytes
    {
        get
        {
            lock (Gate)
            {
                return _bytes;
            }
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, JitKeyword);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId != MethodLoadVerbose || typeName is null)
        {
            return;
        }

        string owner = Convert.ToString(Value(eventData, "MethodNamespace"), null) ?? "";
        if (owner == typeName || owner.StartsWith(typeName + "+", StringComparison.Ordinal))
        {
            lock (Gate)
            {
                _bytes += Convert.ToInt64(Value(eventData, "MethodSize"), null);
            }
        }
    }

    private static object? Value(EventWrittenEventArgs eventData, string name)
    {
        IReadOnlyList<string> names = eventData.PayloadNames ?? [];
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return eventData.Payload![i];
            }
        }

        return null;
    }
}
