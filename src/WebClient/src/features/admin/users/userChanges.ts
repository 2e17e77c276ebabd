/** The fields of a user that an admin edits as text or choice. */
export const FIELDS = ['username', 'role', 'description'] as const;
