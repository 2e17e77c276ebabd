/**
 * The shapes of the server's contract, by the names the rest of the client uses. They are generated from the document the
 * server serves (`npm run generate:api`); nothing is described a second time here.
 */
import type { components } from './schema';

export type Schemas = components['schemas'];

export type Role = Schemas['UserRole'];
export type User = Schemas['User'];
export type Quote = Schemas['Quote'];
export type Message = Schemas['Message'];
export type Attachment = Schemas['Attachment'];
export type Participant = Schemas['Participant'];
export type Conversation = Schemas['Conversation'];
/** What is left out stays as it is. */
export type Preferences = Schemas['PreferencesRequest'];
/** What is left out stays as it is. */
export type Profile = Schemas['UpdateProfileRequest'];
export type QuickReply = Schemas['QuickReply'];
/** What is left out stays as it is; null takes it away. */
export type QuickReplyText = Pick<QuickReply, 'content' | 'code' | 'group'>;
export type Session = Schemas['Session'];
export type Ban = Schemas['Ban'];
export type SecondFactor = Schemas['SecondFactor'];
export type SecondFactorSecret = Schemas['SecondFactorSecret'];
export type Problem = Schemas['Problem'];
export type UserSession = Schemas['UserSession'];
export type EnsuredUser = Schemas['EnsuredUser'];
export type Overview = Schemas['Overview'];
export type AuditEntry = Schemas['AuditEntry'];
export type ServerHealth = Schemas['ServerHealth'];
export type Setting = Schemas['Setting'];
export type Finding = Schemas['Finding'];
export type SeenConnection = Schemas['SeenConnection'];
/** What one has noted about somebody. */
export type UserCard = Schemas['Card'];
export type Registration = Schemas['RegisterRequest'];

export interface Page<T> {
  count: number;
  results: T[];
}

export type MessagePage = Schemas['MessagePage'];
/** The page that `since_revision` asks for: it says up to where the reader is complete. */
export type MessageChanges = MessagePage & { revision: number };

export type Head = Schemas['Head'];
export type Heads = Schemas['Heads'];
export type AllHeads = Schemas['AllHeads'];
export type ReadState = Schemas['ReadState'];
export type ReadUpdated = Schemas['ReadUpdated'];
export type TypingChanged = Schemas['TypingChanged'];
export type Presence = Schemas['Presence'];

export type SendMessageCall = Schemas['SendMessageCall'];
