using System.Collections.Generic;

namespace LstmGen.Pictures.Tests.Pages;

/// <summary>What an opened unit shows.</summary>
internal sealed record OpenedNumbers(int Half, int Unit, int Step, IReadOnlyList<OpenedNumber> Numbers);

/// <summary>A number of an opened unit.</summary>
/// <param name="Of">What it is, as in the pictures.</param>
/// <param name="Value">The value, to all digits.</param>
/// <param name="Index">Which input, hidden value or parameter; −1 where that says nothing.</param>
/// <param name="Sum">The letter of the sum that it is in; empty outside of them.</param>
/// <param name="Text">What is read.</param>
/// <param name="HasFactor">Whether a value is multiplied by it: a bias is added as it is.</param>
internal sealed record OpenedNumber(string Of, string Value, int Index, string Sum, string Text, bool HasFactor);
