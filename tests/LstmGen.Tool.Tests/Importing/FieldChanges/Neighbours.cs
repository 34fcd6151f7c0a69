using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>Other texts that could be in place of one: any other, none at all, and one with a different meaning there.</summary>
internal static class Neighbours
{
    /// <summary>Words that formats have in the same places.</summary>
    private static readonly string[][] Words =
    [
        ["tanh", "sigmoid", "hard_sigmoid", "relu", "linear", "softmax", "elu"],
        ["Tanh", "Sigmoid", "HardSigmoid", "Relu", "Softsign"],
        ["float32", "float16", "mixed_float16", "float64"],
        ["F32", "F16", "BF16", "F64", "I32"],
        ["concat", "sum", "mul", "ave"],
        ["forward", "reverse", "bidirectional"],
        ["LSTM", "GRU", "SimpleRNN"],
        ["lstm", "gru", "dense"],
        ["dense", "time-distributed-dense", "activation"],
        ["Dense", "EinsumDense", "Dropout"],
        ["Sequential", "Functional"],
        ["true", "false"],
        ["keras", "keras.layers", "tensorflow.keras.layers", "mine"],
        ["builtins", "mine"],
        ["pt", "tf", "mlx"],
        ["", "ai.onnx", "com.microsoft"],
        ["MatMul", "Add", "Mul", "Sub", "Div"],
        ["Squeeze", "Unsqueeze", "Identity"],
        ["Gather", "Slice"],
    ];

    public static IEnumerable<string> Of(string text)
    {
        var others = new List<string> { text + "x", "" };
        foreach (string[] words in Words)
        {
            int at = Array.IndexOf(words, text);
            if (at >= 0)
            {
                others.Add(words[(at + 1) % words.Length]);
            }
        }

        // Another version of what has one.
        int digit = text.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        if (digit >= 0)
        {
            others.Add(text[..digit] + (char)('0' + ((text[digit] - '0' + 1) % 10)) + text[(digit + 1)..]);
            if (digit == 0)
            {
                others.Add("9" + text);
            }
        }

        return others.Where(other => other != text).Distinct();
    }
}
