using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LstmGen.Tool.Importing.Onnx.Proto;

namespace LstmGen.Tool.Importing.Onnx;

/// <summary>Finds what a file says that <c>onnx.proto</c> doesn't define: it could change what is computed.</summary>
internal static class UnknownFields
{
    /// <exception cref="ModelException">A message has a field that isn't known, or one of another type than it has to have.</exception>
    public static void RequireNone(IMessage message)
    {
        if (message is IKeepUnknownFields { Unknown: { } unknown } && unknown.CalculateSize() > 0)
        {
            var bytes = new byte[unknown.CalculateSize()];
            var output = new CodedOutputStream(bytes);
            unknown.WriteTo(output);
            output.Flush();
            int field = WireFormat.GetTagFieldNumber(new CodedInputStream(bytes).ReadTag());
            throw new ModelException(string.Create(
                CultureInfo.InvariantCulture, $"the file's {message.Descriptor.Name} has the field {field}, which isn't known or has another type than it has in ONNX"));
        }

        foreach (FieldDescriptor field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.FieldType != FieldType.Message)
            {
                continue;
            }

            object? value = field.Accessor.GetValue(message);
            if (value is IMessage single)
            {
                RequireNone(single);
            }
            else if (value is IEnumerable many)
            {
                foreach (IMessage item in many)
                {
                    RequireNone(item);
                }
            }
        }
    }
}
