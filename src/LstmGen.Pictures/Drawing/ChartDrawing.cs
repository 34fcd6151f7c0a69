using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Charts;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>Panels stacked vertically, whose axes begin and end at the same x, with the names of the lines at their ends.</summary>
internal static class ChartDrawing
{
    private const double LeastLabels = 34;

    public static Scene Draw(Chart chart)
    {
        List<ChartData> panels = [.. chart.Panels.Select(ChartData.Of)];
        var scene = new Scene("chart", chart.Title, Description(panels)) { Css = Theme.ChartCss };
        List<IReadOnlyList<Tick>> heights = [.. panels.Select(panel => panel.Y?.Ticks(ticks => Fits(ticks, panel)) ?? [])];
        double labels = heights.SelectMany(ticks => ticks).Select(tick => FontMetrics.Width(tick.Text, ChartPanelDrawing.TickSize)).Append(LeastLabels).Max();
        double names = chart.Panels.SelectMany(panel => panel.Series).Select(series => FontMetrics.Width(FontMetrics.Fitted(series.Name, ChartPanelDrawing.MostName, ChartPanelDrawing.NameSize, true), ChartPanelDrawing.NameSize, true)).Append(0).Max();
        double left = Frame.Margin + labels + 8;
        double right = chart.Width - Frame.Margin - (names > 0 ? names + ChartPanelDrawing.Swatch + 16 : 0);
        double y = Frame.Head(scene, chart.Width - (2 * Frame.Margin), chart.Subtitle) - (chart.Subtitle.Length == 0 ? 0 : 4);
        List<int[]> looks = Looks(chart);
        for (int panel = 0; panel < panels.Count; panel++)
        {
            using IDisposable group = scene.Group("chart-panel", null, Scene.Data("panel", panel));
            y = new ChartPanelDrawing(scene, panels[panel], looks[panel], left, right, chart.Width).Draw(y, heights[panel]) + 20;
        }

        scene.Width = chart.Width;
        scene.Height = Math.Ceiling(y - 20 + Frame.Margin - 4);
        return scene;

        static bool Fits(IReadOnlyList<Tick> ticks, ChartData panel)
        {
            const double LeastPitch = 22;
            double height = panel.Panel.Height - (2 * ChartPanelDrawing.Inset);
            return ticks.Zip(ticks.Skip(1), (low, high) => (panel.Y!.Part(high.Value) - panel.Y.Part(low.Value)) * height).All(pitch => pitch >= LeastPitch);
        }
    }

    /// <summary>The colour and dashes of each series: the same in every panel for the same name.</summary>
    private static List<int[]> Looks(Chart chart)
    {
        List<string> names = [.. chart.Panels.SelectMany(panel => panel.Series).Select(series => series.Name).Where(name => name.Length > 0).Distinct()];
        List<int[]> looks = [];
        foreach (ChartPanel panel in chart.Panels)
        {
            int[] look = [.. panel.Series.Select(series => names.IndexOf(series.Name))];
            for (int i = 0; i < look.Length; i++)
            {
                // In order, the first that no other series has or will get by its name.
                bool isTaken = look[i] < 0 || look[i] >= Theme.Series.Length || Array.IndexOf(look, look[i]) < i;
                look[i] = isTaken ? Enumerable.Range(0, Theme.Series.Length).First(free => Array.IndexOf(look, free) < 0) : look[i];
            }

            looks.Add(look);
        }

        return looks;
    }

    /// <summary>The description for people who can't see it.</summary>
    private static string Description(List<ChartData> panels)
    {
        List<string> sentences = [];
        foreach (ChartData data in panels)
        {
            ChartPanel panel = data.Panel;
            string axes = $"{(panel.Y.Text.Length > 0 ? panel.Y.Text : "values")} over {(panel.X.Text.Length > 0 ? panel.X.Text : "x")}";
            sentences.Add((panel.Title.Length > 0 ? panel.Title + ": " : "") + (panel.Title.Length > 0 ? axes : Words.Capital(axes))
                + (data.X is { } x && data.Y is not null ? $", from {ChartData.Short(x.Low)} to {ChartData.Short(x.High)}" : "") + ".");
            foreach ((ChartSeries series, SeriesExtent extent) in panel.Series.Zip(data.Extents, (series, extent) => (series, extent)))
            {
                sentences.Add((series.Name.Length > 0 ? series.Name + ": " : "") + extent.Summary + ".");
            }
        }

        return string.Join(" ", sentences);
    }
}
