namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// The type of number that a layer computes in: 32 bit floats, as the generated code does. With the policies for 16 bit floats a layer
/// rounds every product and sum to 16 bits, so its outputs differ from those with the same parameters in 32 bits.
/// </summary>
internal static class KerasDtype
{
    /// <summary>Whether ids are of a type; as inputs they may also be floats.</summary>
    public static bool IsWhole(string type) => type is "int32" or "int64" or "uint8" or "uint16" or "uint32" or "int16" or "int8";

    /// <param name="config">The object with the member <c>dtype</c>: a name, or an object with a policy's name.</param>
    /// <param name="owner">What it is, for messages.</param>
    /// <exception cref="ModelException">It computes in another type.</exception>
    public static void RequireFloat32(JsonModel config, string owner)
    {
        if (config.FindOr("dtype", KerasHarmless.LeftOut) is not { } type)
        {
            return;
        }

        string name = type.IsObject ? Policy(type, owner) : type.Text;
        if (name != "float32")
        {
            throw new ModelException($"{owner} computes in {Shown.Text(name)}; only float32 is supported");
        }
    }

    /// <summary>The name of a policy that consists only of a name. Other policies quantize a layer or differ from layer to layer.</summary>
    private static string Policy(JsonModel type, string owner)
    {
        string className = type["class_name"].Text;
        KerasOrigin.Require(type, className, $"{owner} has the dtype policy {Shown.Text(className)}", KerasOrigin.Policies);
        if (className is not ("DTypePolicy" or "FloatDTypePolicy" or "Policy"))
        {
            throw new ModelException($"{owner} has the dtype policy {Shown.Text(className)}; only float32 is supported");
        }

        new KerasMembers(type, owner + "'s dtype").Known("module", "class_name", "config", "registered_name").PassOver(KerasHarmless.SharedObjectId).RequireAllKnown();
        JsonModel config = type["config"];
        new KerasMembers(config, owner + "'s dtype policy").Known("name").RequireAllKnown();
        return config["name"].Text;
    }
}
