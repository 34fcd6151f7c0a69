using System;
using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// What a class asks for while it is printed, of what classes have in common. Whatever is called is there: the call asks for it.
/// </summary>
internal sealed class HelperSet
{
    private readonly SortedDictionary<string, Helper> _all = new(StringComparer.Ordinal);

    public IEnumerable<Helper> All => _all.Values;

    /// <summary>Asks for a member, which is printed at the first time, and with it what it calls itself.</summary>
    /// <param name="asking">The names of what the call stands in.</param>
    /// <param name="order">Tells the member from the others of its type, and sorts them.</param>
    /// <returns>The member as the call has it.</returns>
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
