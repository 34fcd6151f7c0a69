using System;
using System.Collections.Generic;

namespace LstmGen.Models.Importing.PyTorch.Pickles;

/// <summary>The opcodes of Python's pickles, up to protocol 5, by their names in pickletools.</summary>
internal enum PickleOpcode : byte
{
    Mark = (byte)'(',
    EmptyTuple = (byte)')',
    Stop = (byte)'.',
    Pop = (byte)'0',
    PopMark = (byte)'1',
    BinBytes = (byte)'B',
    ShortBinBytes = (byte)'C',
    BinFloat = (byte)'G',
    BinInt = (byte)'J',
    BinInt1 = (byte)'K',
    BinInt2 = (byte)'M',
    None = (byte)'N',
    BinPersId = (byte)'Q',
    Reduce = (byte)'R',
    BinString = (byte)'T',
    ShortBinString = (byte)'U',
    BinUnicode = (byte)'X',
    EmptyList = (byte)']',
    Append = (byte)'a',
    Build = (byte)'b',
    Global = (byte)'c',
    Dict = (byte)'d',
    Appends = (byte)'e',
    BinGet = (byte)'h',
    LongBinGet = (byte)'j',
    List = (byte)'l',
    BinPut = (byte)'q',
    LongBinPut = (byte)'r',
    SetItem = (byte)'s',
    Tuple = (byte)'t',
    SetItems = (byte)'u',
    EmptyDict = (byte)'}',
    Proto = 0x80,
    NewObj = 0x81,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    NewTrue = 0x88,
    NewFalse = 0x89,
    Long1 = 0x8a,
    ShortBinUnicode = 0x8c,
    BinUnicode8 = 0x8d,
    BinBytes8 = 0x8e,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95,
}

internal static class PickleOpcodes
{
    /// <summary>The opcodes that no file of torch.save needs, so that an error can name them.</summary>
    private static readonly Dictionary<byte, string> Refused = new()
    {
        [(byte)'2'] = "DUP",
        [(byte)'F'] = "FLOAT",
        [(byte)'I'] = "INT",
        [(byte)'L'] = "LONG",
        [(byte)'P'] = "PERSID",
        [(byte)'S'] = "STRING",
        [(byte)'V'] = "UNICODE",
        [(byte)'g'] = "GET",
        [(byte)'i'] = "INST",
        [(byte)'o'] = "OBJ",
        [(byte)'p'] = "PUT",
        [0x82] = "EXT1",
        [0x83] = "EXT2",
        [0x84] = "EXT4",
        [0x8b] = "LONG4",
        [0x8f] = "EMPTY_SET",
        [0x90] = "ADDITEMS",
        [0x91] = "FROZENSET",
        [0x92] = "NEWOBJ_EX",
        [0x96] = "BYTEARRAY8",
        [0x97] = "NEXT_BUFFER",
        [0x98] = "READONLY_BUFFER",
    };

    /// <summary>An opcode as a message shows it.</summary>
    public static string Name(PickleOpcode opcode) => opcode switch
    {
        PickleOpcode.EmptyTuple => "EMPTY_TUPLE",
        PickleOpcode.EmptyList => "EMPTY_LIST",
        PickleOpcode.EmptyDict => "EMPTY_DICT",
        PickleOpcode.PopMark => "POP_MARK",
        PickleOpcode.LongBinGet => "LONG_BINGET",
        PickleOpcode.LongBinPut => "LONG_BINPUT",
        PickleOpcode.ShortBinBytes => "SHORT_BINBYTES",
        PickleOpcode.ShortBinString => "SHORT_BINSTRING",
        PickleOpcode.ShortBinUnicode => "SHORT_BINUNICODE",
        PickleOpcode.StackGlobal => "STACK_GLOBAL",
        _ when Enum.IsDefined(opcode) => opcode.ToString().ToUpperInvariant(),
        _ => Refused.GetValueOrDefault((byte)opcode, FormattableString.Invariant($"0x{(byte)opcode:x2}")),
    };
}
