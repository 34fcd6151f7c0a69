using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>The factories that take the parameters of one LSTM layer in the order of another framework.</summary>
internal static class ConversionMembers
{
    public static IEnumerable<Member> Of(Plan plan)
    {
        if (plan.Storage != ParameterStorage.Instance
            || plan.Network.Layers.Count != 1
            || plan.Network.Layers[0] is not RecurrentLayer layer
            || plan.Layouts[0].Cell!.Orders is not { } orders)
        {
            yield break;
        }

        int gates = layer.Gates * layer.Units;
        long kernel = (long)layer.Input * gates;
        long recurrent = (long)layer.Units * gates;
        yield return Factory(
            plan, "FromKeras", "Makes the network from the arrays of Keras' <c>layer.get_weights()</c>.",
            ("kernel", kernel, $"[{layer.Input}, {gates}], row by row; the columns are the gates {orders.Keras}"),
            ("recurrentKernel", recurrent, $"[{layer.Units}, {gates}], likewise"),
            layer.UseBias ? ("bias", gates, $"[{gates}], the gates {orders.Keras}") : null);
        yield return Factory(
            plan, "FromPyTorch",
            $"Makes the network from the tensors of a <c>torch.nn.{layer.TypeName}</c>. "
            + $"Its gates {orders.PyTorch} are Keras' {orders.Keras}; its matrices "
            + "are transposed, and its two biases are added.",
            ("weightIh", kernel, $"<c>weight_ih_l0</c> [{gates}, {layer.Input}], row by row"),
            ("weightHh", recurrent, $"<c>weight_hh_l0</c> [{gates}, {layer.Units}], row by row"),
            layer.UseBias ? ("biasIh", gates, $"<c>bias_ih_l0</c> [{gates}]") : null,
            layer.UseBias ? ("biasHh", gates, $"<c>bias_hh_l0</c> [{gates}]") : null);
        yield return Factory(
            plan, "FromOnnx",
            $"Makes the network from the tensors of an ONNX <c>{layer.TypeName}</c> node with one direction. "
            + $"Its gates {orders.Onnx} are put in Keras' "
            + $"order {orders.Keras}; its matrices are transposed, and its two biases are added.",
            ("w", kernel, $"<c>W</c> [1, {gates}, {layer.Input}], row by row"),
            ("r", recurrent, $"<c>R</c> [1, {gates}, {layer.Units}], row by row"),
            layer.UseBias ? ("b", 2L * gates, $"<c>B</c> [1, {2 * gates}]: the bias of W, then that of R") : null);
    }

    private static Member Factory(Plan plan, string name, string summary, params (string Name, long Count, string Shape)?[] tensors)
    {
        var words = new Vocabulary(plan);
        var parameters = new List<Parameter>();
        var checks = new List<Check>();
        foreach ((string tensor, long count, string shape) in tensors.OfType<(string, long, string)>())
        {
            Parameter parameter = words.Whole(tensor, shape + ".");
            parameters.Add(parameter);
            checks.Add(new IsGiven(parameter));
            checks.Add(new HasLength(parameter, NumberText.Of(count), NumberText.Of(count)));
        }

        return new Member(MemberKind.Method, "public static", name)
        {
            Type = new TypeUse(plan.Class.Type.Type.Name),
            Documentation = new Documentation(summary)
            {
                Exceptions = [new Thrown("ArgumentException", $"{words.Noun} has the wrong length.")],
            },
            Parameters = parameters,
            Checks = checks,
            Body = new IsOwn(),
        };
    }
}
