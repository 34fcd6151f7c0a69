using System.Collections.Generic;

namespace LstmGen.Pictures.Tests.Pages;

/// <summary>What an opened unit shows.</summary>
internal sealed record OpenedNumbers(int Half, int Unit, int Step, IReadOnlyList<OpenedNumber> Numbers);

/// <summary>A number of an opened unit.</summary>
/// <param name="Of">What it is, as in the pictures.</param>
/// <param name="Value">The value, to all digits.</param>
/// <param name="Index">Which input, hidden value or parameter; −1 if that doesn't apply.</param>
/// <param name="Sum">The letter of its sum; empty outside of sums.</param>
/// <param name="Text">The displayed text.</param>
/// <param name="HasFactor">Whether a value is multiplied by it: a bias is added as it is.</param>
internal sealed record OpenedNumber(string Of, string Value, int Index, string Sum, string Text, bool HasFactor);
