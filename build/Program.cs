using LiveChat.Build;

if (args is not ["generate"])
{
    Console.Error.WriteLine("Usage: dotnet run --project build -- generate");
    return 1;
}

await Generator.GenerateAsync();
return 0;
