using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Demo.SeedDemo;

/// <summary>
/// Adds the demo users that are missing, each with three quick replies, and gives the first admin a password if it has none.
/// </summary>
public sealed record SeedDemoCommand : IRequest<Result<SeededDemo>>;

/// <param name="AdminPassword">The password that was generated for the demo admin, or null if it had one already.</param>
public sealed record SeededDemo(string AdminUsername, string? AdminPassword);
