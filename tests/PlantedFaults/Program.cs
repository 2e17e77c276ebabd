using LiveChat.WebApi.CommandLine;

// The server's own command line. The host loads PlantedFaultStartup, because this assembly is the application.
return await LiveChatCommands.RunAsync(args);
