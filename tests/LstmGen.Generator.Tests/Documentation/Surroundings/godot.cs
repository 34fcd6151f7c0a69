// What the page uses of Godot.
namespace Godot
{
    public class Node2D
    {
        public virtual void _PhysicsProcess(double delta) { }

        public Vector2 GetGlobalMousePosition() => default;
    }

    public struct Vector2
    {
        public float X, Y;

        public Vector2(float x, float y) => (X, Y) = (x, y);

        public static Vector2 operator +(Vector2 left, Vector2 right) => new(left.X + right.X, left.Y + right.Y);

        public static Vector2 operator *(Vector2 vec, float scale) => new(vec.X * scale, vec.Y * scale);
    }
}
