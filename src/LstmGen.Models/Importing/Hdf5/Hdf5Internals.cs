using System;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using PureHDF.VOL.Native;

namespace LstmGen.Models.Importing.Hdf5;

/// <summary>
/// What PureHDF knows about a file but doesn't expose: it follows links to other files, and reads values from other files, unasked. Its
/// members are found by name; if one is missing, as in another version, nothing is read at all.
/// </summary>
[RequiresUnreferencedCode(Hdf5Support.Why)]
[RequiresDynamicCode(Hdf5Support.Why)]
internal static class Hdf5Internals
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>
    /// Refuses a group with any link other than a hard one. It must be called before the group's children are enumerated.
    /// </summary>
    /// <exception cref="Hdf5Refused">A link leads elsewhere, by a path or into another file.</exception>
    public static void RequireHardLinks(NativeGroup group, string path)
    {
        // PureHDF takes the children of an old group from one of these.
        if (Get(group, "_scratchPad") is { } scratchPad)
        {
            RequireHardLinks(group, path, scratchPad);
        }

        foreach (object header in (IEnumerable)Required(Required(group, "Header"), "HeaderMessages"))
        {
            object? message = Get(header, "Data");
            switch (message?.GetType().Name)
            {
                case "SymbolTableMessage":
                    RequireHardLinks(group, path, message);
                    break;
                case "LinkMessage":
                    RequireHardLink(message, path);
                    break;
                case "LinkInfoMessage" when (ulong)Required(message, "BTree2NameIndexAddress") != ulong.MaxValue:
                    int links = 0;
                    foreach (object link in (IEnumerable)Call(group, "EnumerateLinkMessagesFromLinkInfoMessage", message))
                    {
                        RequireFew(++links, path);
                        RequireHardLink(link, path);
                    }

                    break;
            }
        }
    }

    /// <summary>Whether a dataset's values are in other files.</summary>
    public static bool IsExternal(NativeDataset dataset) => Get(dataset, "InternalExternalFileList") is not null;

    /// <summary>Whether a dataset's values are compressed, or otherwise filtered.</summary>
    public static bool IsFiltered(NativeDataset dataset) => Get(dataset, "InternalFilterPipeline") is not null;

    /// <summary>Whether a dataset of floats has IEEE half, single or double precision, little-endian.</summary>
    public static bool IsIeee(NativeDataset dataset, int bytes)
    {
        object type = Required(dataset, "InternalDataType");
        var properties = (IList)Required(type, "Properties");
        int exponent = bytes switch { 2 => 5, 4 => 8, 8 => 11, _ => 0 };
        return exponent > 0 && properties.Count == 1
            && Number(Required(type, "BitField"), "ByteOrder") == 0
            && Number(properties[0]!, "BitOffset") == 0
            && Number(properties[0]!, "BitPrecision") == 8 * bytes
            && Number(properties[0]!, "ExponentLocation") == (8 * bytes) - 1 - exponent
            && Number(properties[0]!, "ExponentSize") == exponent
            && Number(properties[0]!, "MantissaLocation") == 0
            && Number(properties[0]!, "MantissaSize") == (8 * bytes) - 1 - exponent
            && Number(properties[0]!, "ExponentBias") == (1 << (exponent - 1)) - 1;
    }

    private static void RequireHardLinks(NativeGroup group, string path, object table)
    {
        MethodInfo getTree = Method(table.GetType(), "GetBTree1");
        Delegate decodeKey = Method(typeof(NativeGroup), "DecodeGroupKey").CreateDelegate(getTree.GetParameters()[0].ParameterType, group);
        object tree = getTree.Invoke(table, [decodeKey])!;
        int nodes = 0;
        foreach (object node in (IEnumerable)Call(group, "EnumerateSymbolTableNodes", tree))
        {
            RequireFew(++nodes, path);
            foreach (object entry in (IEnumerable)Required(node, "GroupEntries"))
            {
                if (Get(entry, "ScratchPad")?.GetType().Name == "SymbolicLinkScratchPad")
                {
                    throw Refused("a soft link", path);
                }
            }
        }
    }

    private static void RequireHardLink(object link, string path)
    {
        string kind = Required(link, "LinkInfo").GetType().Name;
        if (kind != "HardLinkInfo")
        {
            throw Refused(kind switch { "SoftLinkInfo" => "a soft link", "ExternalLinkInfo" => "a link to another file", _ => "a link of an unknown kind" }, path);
        }
    }

    /// <summary>A tree whose nodes are shared is practically endless.</summary>
    private static void RequireFew(int count, string path)
    {
        if (count > Hdf5Limits.Objects)
        {
            throw new InvalidDataException($"it has more than {Hdf5Limits.Objects} links in group {Shown.Text(path)}");
        }
    }

    private static Hdf5Refused Refused(string link, string path) =>
        new($"the HDF5 file has {link} in {(path.Length == 0 ? "its root" : "group " + Shown.Text(path))}, which isn't followed");

    private static long Number(object owner, string name) => Convert.ToInt64(Required(owner, name), System.Globalization.CultureInfo.InvariantCulture);

    private static object Required(object owner, string name) => Get(owner, name) ?? throw new MissingMemberException(owner.GetType().Name, name);

    private static object? Get(object owner, string name)
    {
        for (Type? type = owner.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetProperty(name, Any) is { } property)
            {
                return property.GetValue(owner);
            }

            if (type.GetField(name, Any) is { } field)
            {
                return field.GetValue(owner);
            }
        }

        throw new MissingMemberException(owner.GetType().Name, name);
    }

    private static object Call(NativeGroup group, string name, object argument) => Method(typeof(NativeGroup), name).Invoke(group, [argument])!;

    private static MethodInfo Method(Type type, string name) => type.GetMethod(name, Any) ?? throw new MissingMemberException(type.Name, name);
}
