using System;

namespace LstmGen.Generator.Emitting;

/// <summary>What stands in front of the body of a member: its signature, and the checks that the body begins with.</summary>
internal sealed class Heading(CodeWriter code, string signature, Action begin)
{
    /// <summary>Writes the body as a block, in which the checks come first.</summary>
    public IDisposable Block()
    {
        IDisposable body = code.Block(signature);
        begin();
        return body;
    }

    /// <summary>Writes the member as an expression.</summary>
    public void Give(string expression) => code.Body(signature, expression);

    /// <summary>Writes the body of a property: the blocks that get and set its value are written in it.</summary>
    public IDisposable Property() => code.Block(signature);

    /// <summary>Writes the signature with what stands behind it.</summary>
    public void Line(string rest) => code.Line(signature + rest);
}
