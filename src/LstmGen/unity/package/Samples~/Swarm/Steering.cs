using LstmGen;

namespace SwarmSample
{
    /// <summary>
    /// How an agent steers: from the way to its target, two coordinates between about -1 and 1, to its velocity. The numbers are written by
    /// hand, so that one can see what each does; those of a trained network come with [LstmModel], or from a file.
    /// </summary>
    [Lstm(Input = 2, Units = 2)]
    public partial class Steering
    {
        private const float TakeIn = -2.2f;   // sigmoid(-2.2) = 0.1: a tenth of what it would like to do, and
        private const float Keep = 2.2f;      // sigmoid(2.2) = 0.9: nine tenths of what it has done, which is inertia;
        private const float Show = 4f;        // sigmoid(4) = 0.98: nearly all of that is its velocity.

        /// <summary>In the order of Keras: kernel, recurrent kernel, bias, and in each the gates i, f, c, o with a column for each unit.</summary>
        private static readonly float[] Parameters =
        {
            // i    i       f     f     c   c   o     o
            0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f,                         // The candidate of the first unit is the first coordinate,
            0f, 0f, 0f, 0f, 0f, 1f, 0f, 0f,                         // that of the second the second one.
            0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f,                         // The hidden states don't matter.
            0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f,
            TakeIn, TakeIn, Keep, Keep, 0f, 0f, Show, Show,
        };

        /// <summary>A network that agents can share.</summary>
        public Steering() : this(Parameters) { }
    }
}
