namespace LstmGen.Tool.Importing.Keras;

/// <summary>A layer of a model's configuration.</summary>
/// <param name="ClassName">Such as <c>LSTM</c>.</param>
/// <param name="Name">Such as <c>lstm_1</c>.</param>
/// <param name="Config">Its options.</param>
internal sealed record KerasLayer(string ClassName, string Name, JsonModel Config)
{
    /// <summary>For a message.</summary>
    public string Shown => $"layer {Importing.Shown.Text(Name)} ({Importing.Shown.Text(ClassName).Trim('\'')})";
}
