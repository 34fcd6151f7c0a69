using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using LstmGen.Tests;
using LstmGen.Tests.Networks;

namespace LstmGen.Explore;

/// <summary>A property of every random network: the check of one seed, which throws if it doesn't hold.</summary>
internal sealed record Property(string Name, Action<string> Check)
{
    /// <summary>Every test that takes seeds. A test that gets <see cref="SeedsAttribute"/> is explored without additions here.</summary>
    public static IReadOnlyList<Property> All { get; } =
    [
        .. from type in typeof(SameBitsTests).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.GetCustomAttribute<SeedsAttribute>() is not null
           let property = new Property($"{type.Name}.{method.Name}", seed => Call(type, method, seed))
           orderby property.Name
           select property,
    ];

    private static void Call(Type type, MethodInfo method, string seed)
    {
        // A test class's constructor takes at most the output helper.
        object?[] arguments = [.. type.GetConstructors().Single().GetParameters().Select(_ => new Silence())];
        object test = Activator.CreateInstance(type, arguments)!;
        using var disposed = test as IDisposable;
        method.Invoke(test, BindingFlags.DoNotWrapExceptions, null, [seed], null);
    }
}
