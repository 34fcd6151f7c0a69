namespace LstmGen.Schedules.Networks;

/// <summary>
/// Networks in which every option meets every schedule at every width, as <c>choose</c> found them, and those in which something was once
/// found to be wrong.
/// </summary>
internal static class ChosenSeeds
{
    public static readonly int[] All =
    [
        525, 745, 1115, 1270, 1563, 1569, 1725, 1750, 1861, 2018, 2191, 2225, 2529, 2766, 2877, 3050, 3321, 3464, 3659, 3747,
        4105, 4498, 4540, 4694, 4719, 4939, 5022, 5278, 5370, 5447, 6363, 6474, 6543, 6844, 7330, 7458, 7630, 7994, 8400, 8778,
        9341, 9363, 9404, 9630, 9776, 9795, 9927, 9987, 10467, 10496, 10798, 10812, 11002, 11480, 11530, 11769, 12150, 13055,
        13067, 13210, 13505, 13569, 13776, 17201, 20007, 20081, 20176, 20183, 20208, 20224, 20289,
        21426, 22389, 25743, 27427, 66230,
    ];
}
