using UnityEngine;

namespace SwarmSample
{
    /// <summary>Thousands of agents that share one network. Select the object to see them in the scene view.</summary>
    public class Swarm : MonoBehaviour
    {
        public int agents = 5000;
        public float speed = 3f;
        public Vector3 target = new Vector3(20f, 0f, 10f);

        private readonly Steering _steering = new Steering();
        private Steering.BatchState _memory;
        private float[] _ways;
        private float[] _velocities;
        private Vector3[] _positions;

        private void Awake()
        {
            _memory = new Steering.BatchState(agents);
            _ways = new float[agents * Steering.InputSize];
            _velocities = new float[agents * Steering.OutputSize];
            _positions = new Vector3[agents];
            for (int agent = 0; agent < agents; agent++)
            {
                _positions[agent] = new Vector3(agent % 100, 0f, agent / 100);
            }
        }

        private void Update()
        {
            for (int agent = 0; agent < agents; agent++)
            {
                Vector3 way = target - _positions[agent];
                _ways[2 * agent] = way.x;
                _ways[2 * agent + 1] = way.z;
            }

            // A step of all agents. Nothing is allocated.
            _steering.StepBatch(agents, _ways, _velocities, _memory);

            float distance = speed * Time.deltaTime;
            for (int agent = 0; agent < agents; agent++)
            {
                _positions[agent] += new Vector3(_velocities[2 * agent], 0f, _velocities[2 * agent + 1]) * distance;
            }
        }

        /// <summary>What an agent remembers: a structure of numbers, to be written to a saved game or sent to another player.</summary>
        public Steering.State Save(int agent)
        {
            return _memory[agent];
        }

        /// <summary>Lets an agent continue from a saved state.</summary>
        public void Load(int agent, Steering.State state)
        {
            _memory[agent] = state;
        }

        private void OnDrawGizmosSelected()
        {
            if (_positions == null)
            {
                return;
            }

            foreach (Vector3 position in _positions)
            {
                Gizmos.DrawCube(position, new Vector3(0.2f, 0.2f, 0.2f));
            }
        }
    }
}
