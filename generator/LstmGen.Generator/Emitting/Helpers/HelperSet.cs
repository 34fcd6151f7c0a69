using System;
using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// The helpers that a class requests while it is printed. A helper that is called always exists, because the call requests it.
/// </summary>
internal sealed class HelperSet
{
    private readonly SortedDictionary<string, Helper> _all = new(StringComparer.Ordinal);

    public IEnumerable<Helper> All => _all.Values;

    /// <summary>Requests a member, which is printed the first time, together with the members that it calls.</summary>
    /// <param name="asking">The names of the code that contains the call.</param>
    /// <param name="order">Identifies the member among those of its type, and sorts them.</param>
    /// <returns>The member as written in the call.</returns>
    public string Ask(Names asking, string type, string member, string order, Action<CodeWriter, Names> write)
    {
        string key = type + " " + order;
        if (!_all.ContainsKey(key))
        {
            var code = new CodeWriter();
            Names names = asking.Inside(type);
            write(code, names);
            _all[key] = new Helper(type, order, code.ToString().TrimEnd('\n'), new EquatableArray<string>(names.Asked));
        }

        return asking.Within == type ? member : $"{asking[type]}.{member}";
    }
}
