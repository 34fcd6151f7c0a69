// What the page uses of MonoGame.
namespace Microsoft.Xna.Framework
{
    public class Game
    {
        protected virtual void Update(GameTime gameTime) { }
    }

    public class GameTime
    {
        public System.TimeSpan ElapsedGameTime { get; set; }
    }

    public struct Vector2
    {
        public float X, Y;

        public Vector2(float x, float y) => (X, Y) = (x, y);

        public static Vector2 operator +(Vector2 value1, Vector2 value2) => new(value1.X + value2.X, value1.Y + value2.Y);

        public static Vector2 operator *(Vector2 value, float scaleFactor) => new(value.X * scaleFactor, value.Y * scaleFactor);
    }
}
