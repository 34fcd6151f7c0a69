using System;
using System.Collections.Generic;

namespace LstmGen.Models.Importing.PyTorch.Pickles;

/// <summary>
/// Reads the few things of Python's pickles that tensors and their containers need. It runs no code: a name means what
/// <see cref="IPickleNames"/> defines,
/// or is an error. It never recurses into values, so that cyclic or very deep ones cost nothing.
/// </summary>
internal sealed class Unpickler
{
    /// <summary>A pickle has names and sizes; the values of tensors are elsewhere. Each byte can create one empty dictionary.</summary>
    private const int MostBytes = 2_000_000;

    private const int MostProtocol = 5;

    private readonly PickleBytes _bytes;
    private readonly IPickleNames _names;
    private readonly PickleStack _stack = new();
    private readonly Dictionary<uint, object> _memo = [];
    private readonly int _start;
    private readonly string _what;
    private PickleOpcode _opcode;
    private int _at;

    private Unpickler(byte[] bytes, int start, IPickleNames names, string what)
    {
        _bytes = new PickleBytes(bytes, start);
        _names = names;
        _start = start;
        _what = what;
    }

    /// <summary>The current opcode and its position.</summary>
    private string Where => FormattableString.Invariant($"{PickleOpcodes.Name(_opcode)} at byte {_at} of {_what}");

    /// <summary>Reads one pickle.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="end">Where it ends.</param>
    /// <exception cref="ModelException">It is damaged, or requests something other than tensors and their containers.</exception>
    public static object Read(byte[] bytes, int start, IPickleNames names, string what, out int end)
    {
        var unpickler = new Unpickler(bytes, start, names, what);
        object value = unpickler.Run();
        end = unpickler._bytes.At;
        return value;
    }

    private object Run()
    {
        try
        {
            while (true)
            {
                _at = _bytes.At;
                if (_at - _start > MostBytes)
                {
                    throw new ModelException(FormattableString.Invariant($"{_what} has more than {MostBytes:N0} bytes; at most that many are read of a pickle"));
                }

                _opcode = PickleOpcode.Stop;
                _opcode = (PickleOpcode)_bytes.Byte();
                if (_opcode == PickleOpcode.Stop)
                {
                    return _stack.Pop();
                }

                Do(_opcode);
            }
        }
        catch (PickleException problem)
        {
            throw new ModelException($"the pickle can't be read, {Where}: {problem.Message}", problem);
        }
    }

    private void Do(PickleOpcode opcode)
    {
        if (Constant(opcode) is { } value)
        {
            _stack.Push(value);
            return;
        }

        switch (opcode)
        {
            case PickleOpcode.Proto when _bytes.Byte() is var protocol:
                Require(protocol <= MostProtocol, FormattableString.Invariant($"the protocol is {protocol}, and at most {MostProtocol} is known"));
                break;
            case PickleOpcode.Frame:
                // It says how much may be read ahead, nothing else.
                _bytes.UInt64();
                break;
            case PickleOpcode.Mark: _stack.Mark(); break;
            case PickleOpcode.Pop: _stack.Pop(); break;
            case PickleOpcode.PopMark: _stack.PopToMark(); break;
            case PickleOpcode.Tuple: _stack.Push(new PickleTuple(_stack.PopToMark())); break;
            case PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3:
                _stack.Push(new PickleTuple(_stack.Pop(opcode - PickleOpcode.Tuple1 + 1)));
                break;
            case PickleOpcode.List: Append(Pushed(new PickleList(), _stack.PopToMark())); break;
            case PickleOpcode.Dict: SetItems(Pushed(new PickleDict(), _stack.PopToMark())); break;
            case PickleOpcode.Append: Append(_stack.Pop(1)); break;
            case PickleOpcode.Appends: Append(_stack.PopToMark()); break;
            case PickleOpcode.SetItem: SetItems(_stack.Pop(2)); break;
            case PickleOpcode.SetItems: SetItems(_stack.PopToMark()); break;
            case PickleOpcode.BinPut: _memo[_bytes.Byte()] = _stack.Top; break;
            case PickleOpcode.LongBinPut: _memo[_bytes.UInt32()] = _stack.Top; break;
            case PickleOpcode.Memoize: _memo[(uint)_memo.Count] = _stack.Top; break;
            case PickleOpcode.BinGet: Get(_bytes.Byte()); break;
            case PickleOpcode.LongBinGet: Get(_bytes.UInt32()); break;
            case PickleOpcode.Global: Global(_bytes.Line(), _bytes.Line()); break;
            case PickleOpcode.StackGlobal when _stack.Pop<string>("name") is var name:
                Global(_stack.Pop<string>("module"), name);
                break;
            case PickleOpcode.BinPersId: _stack.Push(_names.FindPersistent(_stack.Pop())); break;
            case PickleOpcode.Reduce or PickleOpcode.NewObj: Call(); break;
            case PickleOpcode.Build: Build(_stack.Pop()); break;
            default: throw new PickleException("this opcode isn't one that tensors and their containers need");
        }
    }

    /// <summary>The value that comes with an opcode, or null if there is none.</summary>
    private object? Constant(PickleOpcode opcode) => opcode switch
    {
        PickleOpcode.None => PickleNone.Value,
        PickleOpcode.NewTrue => true,
        PickleOpcode.NewFalse => false,
        PickleOpcode.BinInt => (long)_bytes.Int32(),
        PickleOpcode.BinInt1 => (long)_bytes.Byte(),
        PickleOpcode.BinInt2 => (long)_bytes.UInt16(),
        PickleOpcode.Long1 => _bytes.Long(),
        PickleOpcode.BinFloat => _bytes.Double(),
        PickleOpcode.ShortBinUnicode => _bytes.Text(_bytes.Byte()),
        PickleOpcode.BinUnicode => _bytes.Text(_bytes.UInt32()),
        PickleOpcode.BinUnicode8 => _bytes.Text(_bytes.UInt64()),
        PickleOpcode.ShortBinString => _bytes.Latin1(_bytes.Byte()),
        PickleOpcode.BinString => _bytes.Latin1(_bytes.UInt32()),
        PickleOpcode.ShortBinBytes => _bytes.Bytes(_bytes.Byte()),
        PickleOpcode.BinBytes => _bytes.Bytes(_bytes.UInt32()),
        PickleOpcode.BinBytes8 => _bytes.Bytes(_bytes.UInt64()),
        PickleOpcode.EmptyTuple => new PickleTuple([]),
        PickleOpcode.EmptyList => new PickleList(),
        PickleOpcode.EmptyDict => new PickleDict(),
        _ => null,
    };

    private object[] Pushed(object container, object[] items)
    {
        _stack.Push(container);
        return items;
    }

    private void Append(object[] items)
    {
        if (_stack.Top is PickleOpaque)
        {
            return;
        }

        PickleList list = _stack.Peek<PickleList>("list");
        foreach (object item in items)
        {
            list.Add(item);
        }
    }

    private void SetItems(object[] items)
    {
        Require(items.Length % 2 == 0, "a key has no value");
        if (_stack.Top is PickleOpaque)
        {
            return;
        }

        PickleDict dictionary = _stack.Peek<PickleDict>("dictionary");
        for (int i = 0; i < items.Length; i += 2)
        {
            dictionary.Add(items[i], items[i + 1]);
        }
    }

    private void Get(uint index) => _stack.Push(_memo.TryGetValue(index, out object? value)
        ? value
        : throw new PickleException(FormattableString.Invariant($"nothing was kept under {index}")));

    private void Global(string module, string name) =>
        _stack.Push(_names.Find(module, name) ?? throw _names.Unknown(module + "." + name, Where, _stack.IsEmpty));

    private void Call()
    {
        IReadOnlyList<object> arguments = _stack.Pop<PickleTuple>("tuple of arguments").Items;
        object called = _stack.Pop();
        _stack.Push(called switch
        {
            PickleFunction function => function.Call(arguments),
            PickleOpaque opaque => opaque,
            _ => throw new PickleException("what it calls isn't a function"),
        });
    }

    /// <summary>Gives an object attributes. Only a dictionary can have some; nothing else that a model needs has any.</summary>
    private void Build(object state)
    {
        if (_stack.Top is PickleOpaque)
        {
            return;
        }

        PickleDict target = _stack.Peek<PickleDict>("dictionary");
        Require(target.Attributes is null && state is PickleDict, "a dictionary has no such state");
        target.Attributes = (PickleDict)state;
    }

    private static void Require(bool isMet, string otherwise)
    {
        if (!isMet)
        {
            throw new PickleException(otherwise);
        }
    }
}
