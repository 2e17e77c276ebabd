namespace LiveChat.Application.Identity;

/// <summary>What the user of a session has to do before anything else.</summary>
public enum SessionDuty
{
    None,
    ChangePassword,
    SetUpSecondFactor,
}
