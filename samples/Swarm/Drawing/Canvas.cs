using System;

namespace Swarm;

/// <summary>A colour, as amounts of light.</summary>
internal readonly record struct Light(float Red, float Green, float Blue)
{
    public static Light operator *(Light light, float factor) => new(light.Red * factor, light.Green * factor, light.Blue * factor);
}

/// <summary>Collects light, like a film with a long exposure: where many trails cross, it gets brighter.</summary>
internal sealed class Canvas(int width, int height)
{
    private const float PointDistance = 0.75f;
    private const float Glow = 4;

    private readonly float[] _light = new float[width * height * 3];

    /// <summary>A line between two points in pixels, as bright for each of its pixels as <paramref name="light"/>.</summary>
    internal void Line(float fromX, float fromY, float toX, float toY, Light light)
    {
        float x = toX - fromX;
        float y = toY - fromY;
        float length = MathF.Sqrt(x * x + y * y);
        int points = Math.Max(1, (int)MathF.Ceiling(length / PointDistance));
        Light each = light * (length / points);
        for (int point = 0; point < points; point++)
        {
            float part = (point + 0.5f) / points;
            Point(fromX + part * x, fromY + part * y, each);
        }
    }

    /// <summary>A soft disk whose light falls off from its centre.</summary>
    internal void Disk(float x, float y, float radius, Light light)
    {
        int reach = (int)MathF.Ceiling(radius * 2.5f);
        for (int row = (int)y - reach; row <= (int)y + reach; row++)
        {
            for (int column = (int)x - reach; column <= (int)x + reach; column++)
            {
                float dx = (column + 0.5f - x) / radius;
                float dy = (row + 0.5f - y) / radius;
                Add(column, row, light * MathF.Exp(-Glow * (dx * dx + dy * dy)));
            }
        }
    }

    /// <summary>Rows of pixels, three bytes each. Much light approaches white, and never exceeds it.</summary>
    internal byte[] Develop(Light background)
    {
        byte[] pixels = new byte[_light.Length];
        for (int index = 0; index < pixels.Length; index += 3)
        {
            pixels[index] = Level(background.Red + _light[index]);
            pixels[index + 1] = Level(background.Green + _light[index + 1]);
            pixels[index + 2] = Level(background.Blue + _light[index + 2]);
        }

        return pixels;
    }

    private static byte Level(float light) => (byte)(255 * (1 - MathF.Exp(-light)) + 0.5f);

    // Distributed over the four pixels around it; otherwise a slanted line would look like stairs.
    private void Point(float x, float y, Light light)
    {
        float left = MathF.Floor(x - 0.5f);
        float above = MathF.Floor(y - 0.5f);
        float right = x - 0.5f - left;
        float below = y - 0.5f - above;
        Add((int)left, (int)above, light * ((1 - right) * (1 - below)));
        Add((int)left + 1, (int)above, light * (right * (1 - below)));
        Add((int)left, (int)above + 1, light * ((1 - right) * below));
        Add((int)left + 1, (int)above + 1, light * (right * below));
    }

    private void Add(int column, int row, Light light)
    {
        if ((uint)column >= (uint)width || (uint)row >= (uint)height)
        {
            return;
        }

        int index = (row * width + column) * 3;
        _light[index] += light.Red;
        _light[index + 1] += light.Green;
        _light[index + 2] += light.Blue;
    }
}
