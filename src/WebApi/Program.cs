using LiveChat.WebApi.CommandLine;

// The server's own command line; without a command it serves. See CommandLine/ for the commands and
// Web/LiveChatServer.cs for how the server is put together.
return await LiveChatCommands.RunAsync(args);
