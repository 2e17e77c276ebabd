const UNAMBIGUOUS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 16;

/** A password for a person to type once: 16 characters that nobody takes for one another. */
export function generatePassword(): string {
  // What does not divide evenly is drawn again, so that all are as likely.
  const limit = 256 - (256 % UNAMBIGUOUS.length);
  let password = '';
  while (password.length < LENGTH)
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH)))
      if (byte < limit && password.length < LENGTH) password += UNAMBIGUOUS[byte % UNAMBIGUOUS.length];
  return password;
}
