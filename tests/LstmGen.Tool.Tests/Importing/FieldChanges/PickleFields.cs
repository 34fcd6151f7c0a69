using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>
/// The values that a pickle of torch.save states, each with its place among the members of the dictionaries. A value that an opcode takes
/// from
/// earlier (BINGET) isn't changed twice.
/// </summary>
internal sealed class PickleFields
{
    private readonly byte[] _bytes;
    private readonly List<Node> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<int, Node> _memo = [];
    private int _at;

    private PickleFields(byte[] bytes, int start)
    {
        _bytes = bytes;
        _at = start;
    }

    /// <summary>A value of a pickle: its bytes, and its place below the root.</summary>
    public sealed class Field(int at, int length, string what)
    {
        public int At => at;

        public int Length => length;

        public string What => what;

        public string Place { get; set; } = "";
    }

    /// <summary>A value on the stack: its text where it is one, the fields that made it, and its parts.</summary>
    private sealed record Node(string? Text, List<Field> Fields, IReadOnlyList<Node> Parts);

    /// <summary>Reads one pickle.</summary>
    /// <param name="end">Where it ends.</param>
    public static IReadOnlyList<Field> Of(byte[] bytes, int start, out int end)
    {
        var pickle = new PickleFields(bytes, start);
        while (bytes[pickle._at] != '.')
        {
            pickle.Step();
        }

        end = pickle._at + 1;
        return pickle._stack[^1].Fields;
    }

    private void Step()
    {
        byte opcode = _bytes[_at++];
        switch ((char)opcode)
        {
            case '\u0080': _at++; break;
            case '\u0095': _at += 8; break;
            case '(': _marks.Add(_stack.Count); break;
            case 't': Join(PopToMark()); break;
            case '\u0085' or '\u0086' or '\u0087': Join(Pop(opcode - 0x84)); break;
            case 's': Set(Pop(2)); break;
            case 'u': Set(PopToMark()); break;
            case 'a': AddTo(_stack[^2], [Pop(1)[0]]); break;
            case 'e' when PopToMark() is var items: AddTo(_stack[^1], items); break;
            case 'b' when Pop(1)[0] is var state: AddTo(_stack[^1], [state]); break;
            case 'q': _memo[_bytes[_at++]] = _stack[^1]; break;
            case '\u0094': _memo[_memo.Count] = _stack[^1]; break;
            case 'h': Push(_memo[_bytes[_at++]] with { Fields = [] }); break;
            case 'r': _memo[Int32()] = _stack[^1]; break;
            case 'j': Push(_memo[Int32()] with { Fields = [] }); break;
            case '\u0093': Join(Pop(2)); break;
            case '\u0081': Join(Pop(2)); break;
            case 'R': Call(Pop(2)); break;
            case 'Q': AtDevice(_stack[^1], 3); break;
            default: Push(Constant(opcode)); break;
        }
    }

    private Node Constant(byte opcode)
    {
        int at = _at;
        switch ((char)opcode)
        {
            case 'N' or ')' or ']' or '}': return new Node(null, [], []);
            case '\u0088' or '\u0089': return Value(at - 1, 1, "true or false");
            case 'K': _at += 1; break;
            case 'M': _at += 2; break;
            case 'J': _at += 4; break;
            case 'G': _at += 8; break;
            case '\u008a': _at += 1 + _bytes[_at]; break;
            case 'X': return Text(at + 4, BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at)));
            case '\u008c': return Text(at + 1, _bytes[at]);
            case 'c':
                _at = Array.IndexOf(_bytes, (byte)'\n', Array.IndexOf(_bytes, (byte)'\n', _at) + 1) + 1;
                return Value(at, _at - at - 1, "name");
            default: throw new NotSupportedException(FormattableString.Invariant($"opcode {opcode:x2} at {at}"));
        }

        int skipped = opcode == 0x8a ? 1 : 0;
        return Value(at + skipped, _at - at - skipped, "number");
    }

    private Node Text(int at, int length)
    {
        _at = at + length;
        return Value(at, length, "text") with { Text = Encoding.UTF8.GetString(_bytes, at, length) };
    }

    private static Node Value(int at, int length, string what) => new(null, length == 0 ? [] : [new Field(at, length, what)], []);

    private int Int32()
    {
        _at += 4;
        return BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_at - 4));
    }

    /// <summary>The fields of what is called, and of its arguments. A tensor is on a device, and was trained or not.</summary>
    private void Call(Node[] called)
    {
        switch (called[1].Parts.Count)
        {
            case 6: AtDevice(called[1], 4); break;
            case 3: AtDevice(called[1], 1); break;
        }

        Join(called);
    }

    private static void AtDevice(Node tuple, int part)
    {
        foreach (Field field in tuple.Parts[part].Fields)
        {
            field.Place = "/device";
        }
    }

    private void Set(Node[] items)
    {
        for (int i = 0; i < items.Length; i += 2)
        {
            string place = PassedOver.Below("", items[i].Text ?? "");
            items[i].Fields.ForEach(name => name.Place = PassedOver.NameOf(place));
            items[i + 1].Fields.ForEach(field => field.Place = place + field.Place);
        }

        AddTo(_stack[^1], items);
    }

    private static void AddTo(Node container, IEnumerable<Node> items) => container.Fields.AddRange(items.SelectMany(item => item.Fields));

    private void Join(Node[] parts) => Push(new Node(null, [.. parts.SelectMany(part => part.Fields)], parts));

    private void Push(Node node) => _stack.Add(node);

    private Node[] PopToMark()
    {
        int mark = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        return Pop(_stack.Count - mark);
    }

    private Node[] Pop(int count)
    {
        Node[] nodes = [.. _stack.TakeLast(count)];
        _stack.RemoveRange(_stack.Count - count, count);
        return nodes;
    }
}
