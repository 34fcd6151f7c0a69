// What the page and the sample use of Unity.
namespace UnityEngine
{
    public class MonoBehaviour { }

    public static class Time
    {
        public static float deltaTime = 1f / 60f;
    }

    public static class Gizmos
    {
        public static void DrawCube(Vector3 center, Vector3 size) { }
    }

    public struct Vector3
    {
        public float x, y, z;

        public Vector3(float x, float y, float z)
        {
            this.x = x;
            this.y = y;
            this.z = z;
        }

        public static Vector3 operator +(Vector3 a, Vector3 b) => new Vector3(a.x + b.x, a.y + b.y, a.z + b.z);

        public static Vector3 operator -(Vector3 a, Vector3 b) => new Vector3(a.x - b.x, a.y - b.y, a.z - b.z);

        public static Vector3 operator *(Vector3 a, float d) => new Vector3(a.x * d, a.y * d, a.z * d);
    }
}

namespace Unity.Burst
{
    public sealed class BurstCompileAttribute : System.Attribute { }
}

namespace Unity.Jobs
{
    public interface IJobParallelFor
    {
        void Execute(int index);
    }
}

namespace Unity.Collections
{
    public sealed class ReadOnlyAttribute : System.Attribute { }

    public sealed class NativeDisableParallelForRestrictionAttribute : System.Attribute { }

    public struct NativeArray<T> where T : struct
    {
        private readonly T[] _values;

        public NativeArray(T[] values)
        {
            _values = values;
        }

        public T this[int index]
        {
            get => _values[index];
            set => _values[index] = value;
        }

        public System.Span<T> AsSpan() => _values;

        public System.ReadOnlySpan<T> AsReadOnlySpan() => _values;
    }
}
