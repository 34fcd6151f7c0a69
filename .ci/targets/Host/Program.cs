internal static class Program
{
    private static int Main()
    {
        return Sums.Print();
    }
}
