using System;

namespace LstmGen.Generator.Emitting;

/// <summary>What stands in front of the body of a member: its signature, and the checks that the body begins with.</summary>
internal sealed class Heading(CodeWriter code, string signature, Action begin)
{
    /// <summary>Opens the body, in which the checks come first.</summary>
    public void Open()
    {
        code.Open(signature);
        begin();
    }

    /// <summary>Writes the member as an expression.</summary>
    public void Give(string expression) => code.Body(signature, expression);

    /// <summary>Opens a property's body, and in it what gets the value.</summary>
    public void OpenGetter()
    {
        code.Open(signature);
        code.Open("get");
    }

    /// <summary>Ends what gets a property's value, and opens what sets it.</summary>
    public void TurnToSetter()
    {
        code.Close();
        code.Open("set");
    }

    /// <summary>Ends a property's body.</summary>
    public void CloseProperty()
    {
        code.Close();
        code.Close();
    }

    /// <summary>Writes the signature with what stands behind it.</summary>
    public void Line(string rest) => code.Line(signature + rest);
}
