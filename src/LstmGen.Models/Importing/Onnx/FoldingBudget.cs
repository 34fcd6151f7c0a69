namespace LstmGen.Models.Importing.Onnx;

/// <summary>How many values may be computed from a file's constants: a few times what the file holds, so that a small file can't ask for much memory.</summary>
internal sealed class FoldingBudget(long fileBytes)
{
    private long _left = 1_000_000 + (8 * fileBytes);

    /// <summary>Counts bytes read from other files like those of the file itself.</summary>
    public void Allow(long bytes) => _left += 8 * bytes;

    /// <exception cref="ModelException">The nodes compute more than is allowed.</exception>
    public void Charge(OnnxNode node, long values)
    {
        if (values < 0 || values > _left)
        {
            throw node.Error($"computes a constant of {values} values, which is too much for a file of this length");
        }

        _left -= values;
    }
}
