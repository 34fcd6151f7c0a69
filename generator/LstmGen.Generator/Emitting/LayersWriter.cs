using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the nested class with the counts of each layer.</summary>
internal static class LayersWriter
{
    public static void Write(CodeWriter code, Network network, string generatedCode)
    {
        code.Doc("<summary>The sizes of each layer, named as Keras names its layers.</summary>");
        code.Line(generatedCode);
        code.Open("public static class Layers");
        for (int i = 0; i < network.Layers.Count; i++)
        {
            Layer layer = network.Layers[i];
            if (i > 0)
            {
                code.Line();
            }

            code.Doc($"<summary>Layer {i}, {layer.Name} ({layer.TypeName}): {Introduction.Count(layer.Input, "feature")} in, {Introduction.Count(layer.Units, "unit")}.</summary>");
            code.Open($"public static class {layer.PascalName}");
            string columns = layer.Gates == 1 ? $"{layer.Units}" : $"{layer.Gates}·{layer.Units}";
            Constant("Units", layer.Units, "The number of units.");
            Constant("KernelCount", layer.KernelCount, $"The weights of the layer's input: [{layer.Input}, {columns}].");
            Constant("RecurrentKernelCount", layer.RecurrentKernelCount, layer.Recurrent > 0
                ? $"The weights of the layer's own hidden state: [{layer.Recurrent}, {columns}]."
                : "The layer has no hidden state.");
            Constant("BiasCount", layer.BiasCount, layer.UseBias ? $"The biases: [{columns}]." : "The layer has no bias.");
            Constant("ParameterCount", layer.ParameterCount, "All of them.");
            code.Close();
        }

        code.Close();

        void Constant(string name, long value, string meaning)
        {
            code.Doc($"<summary>{meaning}</summary>");
            code.Line($"public const int {name} = {Literal.Of(value)};");
        }
    }
}
