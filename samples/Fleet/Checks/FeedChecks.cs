using System.Threading.Tasks;

namespace Fleet;

/// <summary>What the devices' side detects.</summary>
internal static class FeedChecks
{
    internal static Task BrokenPromises(Bench bench, int device)
    {
        Finding[] findings = Bench.Findings(bench.Readings(device, 1, 20));
        Finding[] altered = [.. findings];
        ChannelFinding channel = altered[3].Temperature;
        altered[3] = altered[3] with { Temperature = channel with { Next = float.BitIncrement(channel.Next) } };
        DeviceFeed sent = Answer(new Reply(1, findings, 21, 0, null, null));

        // The last bit of one forecast.
        Refused(sent, new Reply(1, altered, 21, 0, null, null), "device 8 found something else in reading 4 when it was sent again");
        Refused(sent, new Reply(22, findings, 42, 0, null, null), "device 8 answers reading 22; 1 to 21 were to be answered");
        Refused(sent, new Reply(1, findings, 21, 30, null, null), "device 8 has stored reading 30; up to 20 could be stored");
        Refused(sent, new Reply(21, [], 22, 0, null, null), "device 8 asks for reading 22; 1 to 21 are there to be sent");

        DeviceFeed stored = Answer(new Reply(1, findings, 21, 10, null, null));
        Refused(stored, new Reply(11, [], 10, 9, null, null), "device 8 asks for reading 10; 11 to 21 are there to be sent");
        Refused(stored, new Reply(11, [], 10, 10, null, null), "device 8 asks for reading 10; 11 to 21 are there to be sent");
        return Task.CompletedTask;

        DeviceFeed Answer(Reply first)
        {
            DeviceFeed feed = new(device, bench.Recording, readings: 60, bundle: 20, room: 60);
            feed.Bundle();
            feed.Note(first);
            return feed;
        }

        void Refused(DeviceFeed feed, Reply reply, string why)
        {
            string message = "nothing";
            try
            {
                feed.Note(reply);
            }
            catch (FeedException exception)
            {
                message = exception.Message;
            }

            CheckRun.Require(message == why, $"'{why}' was to be said, and this was: {message}");
        }
    }
}
