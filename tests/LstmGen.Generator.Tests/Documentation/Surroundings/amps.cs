/// <summary>What the reader has.</summary>
public static class Guitar
{
    public static float[] Record() => new float[64];
}
