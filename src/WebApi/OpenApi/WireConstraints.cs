using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LiveChat.WebApi.Csv;
using LiveChat.WebApi.Endpoints;
using LiveChat.WebApi.Errors;
using LiveChat.WebApi.Hubs;
using Microsoft.OpenApi;

namespace LiveChat.WebApi.OpenApi;

/// <summary>
/// The constraints of values in the document, so that a client learns of them when it is compiled and not from a 400. Validators have the
/// last word; they are code, from which the document can't be generated.
/// </summary>
internal static class WireConstraints
{
    private const string UserIdPattern = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,49}$";

    private static readonly Dictionary<string, Action<OpenApiSchema>> OfProperties = new()
    {
        ["username"] = Text(1, User.MaxUsernameLength, "The name that people see, and sign in by."),
        ["password"] = Text(PasswordRules.MinLength, PasswordRules.MaxLength, "Not one of those that everybody tries first."),
        ["new_password"] = Text(PasswordRules.MinLength, PasswordRules.MaxLength, "Not one of those that everybody tries first."),
        ["current_password"] = Text(1, PasswordRules.MaxLength, "The password that is to be changed."),
        ["description"] = Text(0, User.MaxDescriptionLength, "What somebody says of themselves."),
        ["avatar"] = Text(1, User.MaxAvatarLength, "A complete https URL. It is stored, and never fetched by the server."),
        ["avatar_url"] = Described("A complete URL; a drawn initial for who has no picture."),
        ["avatar_attachment_id"] = Number(1, null, "A picture that the caller uploaded; null leaves the avatar as it is."),
        ["client_message_id"] = Text(
            1,
            ClientMessageId.MaxLength,
            "Chosen by the client, unique for its sender in this conversation: a retry with the same one is the same message.",
            "^[A-Za-z0-9_-]+$"
        ),
        ["content"] = Text(
            0,
            Message.MaxContentLengthOf(MessageType.Text),
            "Plain text, never HTML. A caption where there is an attachment; empty once recalled or removed."
        ),
        ["sequence"] = Number(0, null, "Numbers the messages of one conversation without gaps, from 1."),
        ["revision"] = Number(
            0,
            null,
            "Numbers the changes to the messages of one conversation; a client that is complete up to one asks for what changed since."
        ),
        ["last_sequence"] = Number(0, null, "The sequence of the newest message."),
        ["last_read_sequence"] = Number(0, null, "Up to where this member has read."),
        ["unread_count"] = Number(0, null, "Messages of others above the member's last_read_sequence, neither recalled nor removed."),
        ["duration_ms"] = Number(Attachment.MinDurationMs, Attachment.MaxDurationMs, "Of a voice message, in milliseconds."),
        ["size"] = Number(0, null, "In bytes."),
        ["width"] = Number(1, null, "Of a picture, in pixels, as it is shown."),
        ["height"] = Number(1, null, "Of a picture, in pixels, as it is shown."),
        ["thumbnail_url"] = Described("A small copy of a picture; null for other files."),
        ["sort_order"] = Number(0, null, "Its place in the caller's order."),
        ["last_seen_at"] = Described("When the last connection was gone; null for whom there never was one."),
        ["recalled_at"] = Described("When its sender took it back."),
        ["removed_at"] = Described("When an admin took it down."),
        ["access_token"] = Described("For the header Authorization: Bearer …, and for access_token in the hub's address."),
        ["expires_at"] = Described("From then on the token opens nothing."),
        ["count"] = Number(0, null, "How many there are in all, on this page or on others."),
        ["results"] = Described("Those of this page, in the order that was asked for."),
        ["user_id"] = Text(1, UserId.MaxLength, "Whose it is.", UserIdPattern),
        ["target_user_id"] = Text(1, UserId.MaxLength, "With whom.", UserIdPattern),
        ["actor_id"] = Described("Who did it; null for the host site, the command line, and a sign-in that failed."),
        ["trace_id"] = Described("Finds this request in the server's log."),
        ["token_type"] = schema => schema.Enum = Values("bearer"),
    };

    private static readonly Dictionary<(Type Type, string Property), Action<OpenApiSchema>> OfTypes = new()
    {
        [(typeof(ProblemDto), "code")] = schema =>
            (schema.Enum, schema.Description) = (Values(ErrorCode.Codes), "By which a client decides."),
        [(typeof(ProblemDto), "detail")] = Described(
            "A sentence that a person can act on, in the language of Accept-Language (zh-CN or en)."
        ),
        [(typeof(ProblemDto), "errors")] = Described(
            "The field's name in JSON, and the sentences about it; for a validation failure alone."
        ),
        [(typeof(LoginRequest), "username")] = Text(1, 200, "The name to sign in by."),
        [(typeof(LoginRequest), "password")] = Text(1, PasswordRules.MaxLength, "The password."),
        [(typeof(RegisterRequest), "role")] = OneOf(UserRole.Buyer, UserRole.Merchant),
        [(typeof(CreateUserRequest), "role")] = OneOf<UserRole>(),
        [(typeof(UpdateUserRequest), "role")] = OneOf<UserRole>(),
        [(typeof(EnsuredUser), "role")] = OneOf(UserRole.Buyer, UserRole.Merchant, UserRole.Platform),
        [(typeof(EnsuredUser), "id")] = Text(1, UserId.MaxLength, "Chosen by the host site.", UserIdPattern),
        [(typeof(CreateUserRequest), "id")] = Text(1, UserId.MaxLength, "One is generated where none is given.", UserIdPattern),
        [(typeof(SetUserStatusRequest), "status")] = OneOf(UserStatus.Active, UserStatus.Disabled),
        [(typeof(SendMessageRequest), "type")] = OneOf(MessageType.Text, MessageType.Image, MessageType.File, MessageType.Voice),
        [(typeof(SendMessageCall), "type")] = OneOf(MessageType.Text, MessageType.Image, MessageType.File, MessageType.Voice),
        [(typeof(QuickReplyRequest), "content")] = Text(1, QuickReply.MaxContentLength, "What is sent."),
        [(typeof(QuickReplyRequest), "code")] = Text(
            0,
            QuickReply.MaxCodeLength,
            "By which it is found after a slash; unique among the caller's, in any case."
        ),
        [(typeof(QuickReplyRequest), "group")] = Text(0, QuickReply.MaxGroupLength, "The name of its group."),
        [(typeof(QuickReplyOrderRequest), "ids")] = Items(
            0,
            QuickReplyBook.MaxGroups * QuickReplyBook.MaxPerGroup,
            "All of the caller's, in their new order."
        ),
        [(typeof(QuickReplyDto), "content")] = Text(1, QuickReply.MaxContentLength, "What is sent."),
        [(typeof(EnsureUsersRequest), "users")] = Items(1, EnsureUsersValidator.MaxUsers, "Those that have to be there."),
        [(typeof(WatchPresenceCall), "user_ids")] = Items(
            0,
            WatchPresenceQuery.MaxUsers,
            "Whom to watch; each call replaces the last.",
            Text(1, UserId.MaxLength, "A user's id.", UserIdPattern)
        ),
        [(typeof(ReadConversationsRequest), "conversation_ids")] = Items(
            1,
            ReadConversationsCommand.MaxIds,
            "Which to read; left out with all."
        ),
        [(typeof(CardRequest), "note")] = Text(0, Card.MaxNoteLength, "What colleagues have to know of them."),
        [(typeof(CardRequest), "tags")] = Items(
            0,
            Card.MaxTags,
            "In the order in which they are shown.",
            Text(1, Card.MaxTagLength, "A word or two.")
        ),
        [(typeof(BanUserRequest), "reason")] = Text(1, BanUserCommand.MaxReasonLength, "Kept in the audit log."),
        [(typeof(BanUserRequest), "hours")] = Number(
            1,
            BanUserCommand.MaxHours,
            "Takes down only the messages of the last hours; all where it is left out."
        ),
        [(typeof(LoginRequest), "code")] = Text(
            0,
            SecondFactorCodeRules.MaxLength,
            "Of the second factor, or a recovery code, where one is asked for."
        ),
        [(typeof(SecondFactorCodeRequest), "code")] = Text(1, SecondFactorCodeRules.MaxLength, "Of the second factor, or a recovery code."),
        [(typeof(ExchangeTokenRequest), "token")] = Text(1, ExchangeTokenValidator.MaxLength, "A JWT that the host site signed."),
        [(typeof(HealthDto), "status")] = schema => schema.Enum = Values("ok", "unavailable"),
    };

    private static readonly Action<OpenApiSchema> OfUserId = Text(1, UserId.MaxLength, "Of a user.", UserIdPattern);

    private static readonly Dictionary<string, Action<OpenApiSchema>> OfParameters = new()
    {
        ["page"] = Number(1, null, "From 1."),
        ["page_size"] = Number(1, Paging.MaxPageSize, "How many on a page; 20 where it is left out."),
        ["limit"] = Number(1, 200, "How many at most; 50 where it is left out."),
        ["search"] = Text(0, SearchMessagesQuery.MaxSearchLength, "A part of what is looked for, in any case."),
        ["ids"] = Text(
            1,
            (Paging.MaxPageSize * (UserId.MaxLength + 1)) - 1,
            $"Only users with these ids, divided by commas; at most {Paging.MaxPageSize}."
        ),
        ["format"] = schema =>
            (schema.Enum, schema.Description) = (
                Values(ListFormat.Json, ListFormat.Csv),
                "csv is all of the list as a file, for admins; json, where it is left out, is a page."
            ),
        ["role"] = OneOf<UserRole>(),
        ["status"] = OneOf<UserStatus>(),
        ["type"] = OneOf<MessageType>(),
        ["action"] = OneOf<AuditAction>(),
        ["actor"] = Text(1, UserId.MaxLength, "The same as actor_id.", UserIdPattern),
        ["actor_id"] = Text(1, UserId.MaxLength, "By this user alone.", UserIdPattern),
        ["target"] = Text(1, UserId.MaxLength, "About the user, conversation or message of this id.", UserIdPattern),
        ["target_type"] = OneOf<AuditTargetType>(),
        ["from"] = Time("From then on, inclusive."),
        ["to"] = Time("Until then, exclusive."),
        ["reason"] = Text(1, TakeDownMessageCommand.MaxReasonLength, "Kept in the audit log."),
        ["user_id"] = Text(1, UserId.MaxLength, "Of this user alone.", UserIdPattern),
        ["sender_id"] = Text(1, UserId.MaxLength, "From this user alone.", UserIdPattern),
        ["before"] = Number(0, null, "Below this sequence."),
        ["after"] = Number(0, null, "Above this sequence."),
        ["around"] = Number(1, null, "On both sides of the message of this id."),
        ["since_revision"] = Number(0, null, "What changed since; not together with before, after or around."),
    };

    /// <summary>The columns by which each list can be sorted.</summary>
    private static readonly Dictionary<string, Action<OpenApiSchema>> Sorts = new()
    {
        ["ListUsers"] = SortBy<UserColumn>(),
        ["ListConversations"] = SortBy<ConversationColumn>(),
        ["SearchMessages"] = SortBy<MessageColumn>(),
        ["ListAuditLog"] = SortBy<AuditColumn>(),
        ["ListSessions"] = SortBy<SessionColumn>(),
    };

    public static void ApplyToProperty(OpenApiSchema schema, Type declaringType, string name)
    {
        if (OfTypes.TryGetValue((declaringType, name), out var apply) || OfProperties.TryGetValue(name, out apply))
            apply(schema);
    }

    public static void ApplyToParameter(OpenApiSchema schema, string? operationId, string name)
    {
        if (name == "sort" && operationId is not null && Sorts.TryGetValue(operationId, out var sort))
            sort(schema);
        else if (name == "id" && schema.Type?.HasFlag(JsonSchemaType.String) == true)
            OfUserId(schema);
        else if (OfParameters.TryGetValue(name, out var apply))
            apply(schema);
    }

    private static List<JsonNode> Values(params IEnumerable<string> names) => [.. names.Select(name => JsonValue.Create(name)!)];

    private static Action<OpenApiSchema> Described(string description) => schema => schema.Description = description;

    private static Action<OpenApiSchema> Text(int min, int max, string description, string? pattern = null) =>
        schema => (schema.MinLength, schema.MaxLength, schema.Description, schema.Pattern) = (min, max, description, pattern);

    private static Action<OpenApiSchema> Number(long min, long? max, string description) =>
        schema =>
            (schema.Minimum, schema.Maximum, schema.Description) = (
                min.ToString(CultureInfo.InvariantCulture),
                max?.ToString(CultureInfo.InvariantCulture),
                description
            );

    private static Action<OpenApiSchema> Items(int min, int max, string description, Action<OpenApiSchema>? ofEach = null) =>
        schema =>
        {
            (schema.MinItems, schema.MaxItems, schema.Description) = (min, max, description);
            if (ofEach is not null && schema.Items is OpenApiSchema each)
                ofEach(each);
        };

    private static Action<OpenApiSchema> Time(string description) =>
        schema =>
            (schema.Type, schema.Format, schema.Description) = (
                JsonSchemaType.String,
                "date-time",
                $"{description} RFC 3339, with Z or an offset; without one it is a 400."
            );

    private static Action<OpenApiSchema> OneOf<TEnum>(params TEnum[] allowed)
        where TEnum : struct, Enum =>
        schema => schema.Enum = Values((allowed.Length == 0 ? Enum.GetValues<TEnum>() : allowed).Select(WireNames<TEnum>.Of));

    private static Action<OpenApiSchema> SortBy<TColumn>()
        where TColumn : struct, Enum =>
        schema =>
        {
            var columns = Enum.GetNames<TColumn>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).ToList();
            (schema.Enum, schema.Description) = (
                Values(columns.Concat(columns.Select(c => $"-{c}"))),
                "A column of the list; with a minus in front the other way round."
            );
        };
}
