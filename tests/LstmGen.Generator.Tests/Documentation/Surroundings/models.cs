global using static Surroundings;

/// <summary>What the reader has.</summary>
public static class Surroundings
{
    public static float x = 0.5f;
}
