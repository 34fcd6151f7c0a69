using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// Checks every field of every message of a file. A field that <c>onnx.proto</c> doesn't define could change what is computed, and is an
/// error; those that change nothing, whatever their values, are noted with the reason; all others are read.
/// </summary>
internal static class MessageFields
{
    /// <exception cref="ModelException">A message has an unknown field, or one of the wrong type.</exception>
    public static void Check(ModelProto model, PassedOver passedOver) => Check(model, "", passedOver);

    private static void Check(IMessage message, string place, PassedOver passedOver)
    {
        RequireKnown(message);
        foreach (FieldDescriptor field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.FieldType != FieldType.Message && OnnxHarmless.Fields.TryGetValue((message.Descriptor.Name, field.Name), out Harmless? harmless))
            {
                if (field.IsRepeated ? ((IList)field.Accessor.GetValue(message)).Count > 0 : field.Accessor.HasValue(message))
                {
                    passedOver.Note(PassedOver.Below(place, field.Name), harmless);
                }
            }
            else if (field.FieldType == FieldType.Message && field.Accessor.GetValue(message) is { } value)
            {
                string below = PassedOver.Below(place, field.Name);
                if (value is IMessage single)
                {
                    Check(single, below, passedOver);
                    continue;
                }

                int index = 0;
                foreach (IMessage item in (IEnumerable)value)
                {
                    // The attributes of a node are found by their names.
                    Check(item, item is AttributeProto attribute ? PassedOver.Below(below, attribute.Name) : PassedOver.Below(below, index), passedOver);
                    index++;
                }
            }
        }
    }

    private static void RequireKnown(IMessage message)
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
    }
}
