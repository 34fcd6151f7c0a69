using Google.Protobuf;

namespace LstmGen.Models.Importing.Onnx
{
    /// <summary>A message that gives access to the fields that the protocol buffers reader didn't know.</summary>
    internal interface IKeepUnknownFields
    {
        UnknownFieldSet? Unknown { get; }
    }
}

namespace LstmGen.Models.Importing.Onnx.Proto
{
    internal sealed partial class ModelProto : IKeepUnknownFields
    {
        UnknownFieldSet? IKeepUnknownFields.Unknown => _unknownFields;
    }

    internal sealed partial class OperatorSetIdProto : IKeepUnknownFields
    {
        UnknownFieldSet? IKeepUnknownFields.Unknown => _unknownFields;
    }

    internal sealed partial class GraphProto : IKeepUnknownFields
    {
        UnknownFieldSet? IKeepUnknownFields.Unknown => _unknownFields;
    }

    internal sealed partial class NodeProto : IKeepUnknownFields
    {
        UnknownFieldSet? IKeepUnknownFields.Unknown => _unknownFields;
    }

    internal sealed partial class AttributeProto : IKeepUnknownFields
    {
        UnknownFieldSet? IKeepUnknownFields.Unknown => _unknownFields;
    }

    internal sealed partial class TensorProto : IKeepUnknownFields
    {
        UnknownFieldSet? IKeepUnknownFields.Unknown => _unknownFields;
    }

    internal sealed partial class StringStringEntryProto : IKeepUnknownFields
    {
        UnknownFieldSet? IKeepUnknownFields.Unknown => _unknownFields;
    }

    internal sealed partial class ValueInfoProto : IKeepUnknownFields
    {
        UnknownFieldSet? IKeepUnknownFields.Unknown => _unknownFields;
    }

    internal sealed partial class TypeProto : IKeepUnknownFields
    {
        UnknownFieldSet? IKeepUnknownFields.Unknown => _unknownFields;

        public static partial class Types
        {
            internal sealed partial class Tensor : IKeepUnknownFields
            {
                UnknownFieldSet? IKeepUnknownFields.Unknown => _unknownFields;
            }
        }
    }

    internal sealed partial class TensorShapeProto : IKeepUnknownFields
    {
        UnknownFieldSet? IKeepUnknownFields.Unknown => _unknownFields;

        public static partial class Types
        {
            internal sealed partial class Dimension : IKeepUnknownFields
            {
                UnknownFieldSet? IKeepUnknownFields.Unknown => _unknownFields;
            }
        }
    }
}
