/// <summary>What the reader has.</summary>
public static class Sensors
{
    public static float[] Read() => new float[Forecast.InputLength];
}
