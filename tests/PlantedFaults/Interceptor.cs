using System.Reflection;

namespace LiveChat.PlantedFaults;

/// <summary>Stands before a port and may do something else than what was asked.</summary>
public class Interceptor<TPort> : DispatchProxy
    where TPort : class
{
    private TPort _inner = null!;
    private Hook _hook = null!;

    /// <param name="goOn">Does what was asked.</param>
    public delegate object? Hook(string method, object?[] arguments, Func<object?> goOn);

    public static TPort Before(TPort inner, Hook hook)
    {
        var proxy = Create<TPort, Interceptor<TPort>>();
        var interceptor = (Interceptor<TPort>)(object)proxy;
        (interceptor._inner, interceptor._hook) = (inner, hook);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _hook(targetMethod!.Name, args!, () => targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null));
}
