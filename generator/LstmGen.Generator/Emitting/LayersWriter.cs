using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the nested class with the counts of each layer.</summary>
internal static class LayersWriter
{
    public static void Write(CodeWriter code, Network network, string generatedCode)
    {
        code.Doc("<summary>The sizes of each layer, named as Keras names its layers.</summary>");
        code.Attribute(generatedCode);
        code.Open("public static class Layers");
        for (int i = 0; i < network.Layers.Count; i++)
        {
            Layer layer = network.Layers[i];
            if (i > 0)
            {
                code.Line();
            }

            string units = layer is BidirectionalLayer both ? $"{both.Forward.Units} + {both.Backward.Units} units" : ReaderText.Count(((WeightedLayer)layer).Units, "unit");
            code.Doc($"<summary>Layer {i}, {layer.Name} ({layer.TypeName}): {ReaderText.Count(layer.Input, "feature")} in, {units}.</summary>");
            code.Open($"public static class {layer.PascalName}");
            if (layer is BidirectionalLayer two)
            {
                Constant("OutputSize", layer.Output, "Features that the layer outputs.");
                Constant("ParameterCount", layer.ParameterCount, "The parameters of both directions.");
                Nested("Forward", "The half that reads the sequence from its start.", two.Forward);
                Nested("Backward", "The half that reads it from its end.", two.Backward);
            }
            else
            {
                Counts((WeightedLayer)layer);
            }

            code.Close();
        }

        code.Close();

        void Nested(string name, string meaning, LstmLayer half)
        {
            code.Line();
            code.Doc($"<summary>{meaning}</summary>");
            code.Open($"public static class {name}");
            Counts(half);
            code.Close();
        }

        void Counts(WeightedLayer layer)
        {
            string columns = layer.Gates == 1 ? $"{layer.Units}" : $"{layer.Gates}·{layer.Units}";
            Constant("Units", layer.Units, "The number of units.");
            Constant("KernelCount", Count(TensorShape.Kernel), $"The weights for the layer's input: [{layer.Input}, {columns}].");
            Constant("RecurrentKernelCount", Count(TensorShape.RecurrentKernel), layer.Recurrent > 0
                ? $"The weights for the layer's own hidden state: [{layer.Recurrent}, {columns}]."
                : "The layer has no hidden state.");
            Constant("BiasCount", Count(TensorShape.Bias), layer.UseBias ? $"The biases: [{columns}]." : "The layer has no bias.");
            if (layer is LstmLayer { Peepholes: true })
            {
                Constant("PeepholeCount", Count(TensorShape.Peephole), $"The gates' weights for their unit's own cell state: [{layer.Gates - 1}·{layer.Units}].");
            }

            if (layer is LstmLayer { Projection: int projection })
            {
                Constant("ProjectionCount", Count(TensorShape.Projection), $"The weights of the projection: [{layer.Units}, {projection}].");
            }

            Constant("ParameterCount", layer.ParameterCount, "All parameters of the layer.");

            long Count(string name) => layer.Parts.SelectMany(part => part.Tensors).Where(tensor => tensor.Name == name).Sum(tensor => tensor.Count);
        }

        void Constant(string name, long value, string meaning)
        {
            code.Doc($"<summary>{meaning}</summary>");
            code.Line($"public const int {name} = {Literal.Of(value)};");
        }
    }
}
