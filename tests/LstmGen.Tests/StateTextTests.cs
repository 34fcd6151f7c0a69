using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Xunit;
using Arrays = LstmGen.Tests.Arrays;
using Memory = LstmGen.Tests.Memory;

namespace LstmGen.Tests;

/// <summary>A state as people see it: as text, and in a debugger.</summary>
public class StateTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void The_text_has_h_and_c_of_each_layer(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Stack.State state = default;
            state.Hidden(0)[1] = 0.5f;
            state.Cell(0)[5] = 7;
            state.Cell(1)[0] = -1.25f;
            state.Cell(1)[1] = float.NaN;
            Assert.Equal("lstm: h = [0, 0.5, 0, 0, …], c = [0, 0, 0, 0, …]; lstm_1: h = [0, 0], c = [-1.25, NaN]", state.ToString());
            Assert.Equal("3 sequences", new Stack.BatchState(3).ToString());

            var copied = default(Memory.Projected.State);
            var arrays = new Arrays.Projected.State();
            float[] hidden = [1, 2.5f, 3], cell = [1, 2, 3, 4, 5, 6];
            copied.SetHidden(0, hidden);
            copied.SetCell(0, cell);
            arrays.SetHidden(0, hidden);
            arrays.SetCell(0, cell);
            const string Text = "lstm: h = [1, 2.5, 3], c = [1, 2, 3, 4, …]; lstm_1: h = [0, 0], c = [0, 0]";
            Assert.Equal(Text, copied.ToString());
            Assert.Equal(Text, arrays.ToString());
            Assert.Equal("1 sequence", new Arrays.Projected.BatchState(1).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_debugger_shows_all_of_it()
    {
        Stack.State state = default;
        state.Hidden(0)[5] = 0.5f;
        state.Cell(1)[1] = 2;
        (string Name, object Value)[] fields = View(state);
        Assert.Equal(["Lstm_h", "Lstm_c", "Lstm1_h", "Lstm1_c"], fields.Select(field => field.Name));
        Assert.Equal([[0, 0, 0, 0, 0, 0.5f], new float[6], [0, 0], [0, 2]], fields.Select(field => (float[])field.Value));

        var batch = new Stack.BatchState(2);
        batch[1] = state;
        Assert.Equal([default, state], (Stack.State[])Assert.Single(View(batch)).Value);

        var copied = default(Memory.Projected.State);
        copied.SetHidden(0, [1, 2, 3]);
        Assert.Equal([1, 2, 3], (float[])View(copied)[0].Value);
        var arrays = new Arrays.Projected.State();
        arrays.SetCell(0, [1, 2, 3, 4, 5, 6]);
        Assert.Equal([1, 2, 3, 4, 5, 6], (float[])View(arrays)[1].Value);
    }

    /// <summary>The fields of the type that stands in for a value in debuggers.</summary>
    private static (string Name, object Value)[] View(object value)
    {
        Type type = value.GetType();
        Assert.Equal("{ToString(),nq}", type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
        Type view = Type.GetType(type.GetCustomAttribute<DebuggerTypeProxyAttribute>()!.ProxyTypeName, throwOnError: true)!;
        object shown = Activator.CreateInstance(view, value)!;
        return [.. view.GetFields().Select(field => (field.Name, field.GetValue(shown)!))];
    }
}
