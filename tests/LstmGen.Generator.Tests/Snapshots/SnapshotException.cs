using System;

namespace LstmGen.Generator.Tests.Snapshots;

/// <summary>What was produced is not what was verified.</summary>
public sealed class SnapshotException(string message) : Exception(message);
