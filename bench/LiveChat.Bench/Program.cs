using LiveChat.Bench;

// Measures the published server, and beside it the bare one of LiveChat.Ceiling. See bench/README.md for the figures.
return await Scenarios.RunAsync(args);
