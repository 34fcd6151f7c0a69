internal static class Program
{
    private static int Main(string[] arguments)
    {
        return Sums.Print(arguments[0]);
    }
}
