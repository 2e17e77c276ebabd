/**
 * Runs one action of this name at a time among all tabs of this browser. Where the page is no secure context (plain http on
 * a LAN) there are no locks: sending twice is then only kept harmless by the message's id.
 */
export async function exclusively(name: string, action: () => Promise<void>): Promise<void> {
  const locks = navigator.locks as LockManager | undefined | null;
  if (!locks) return action();
  let hasBegun = false;
  const run = () => {
    hasBegun = true;
    return action();
  };
  try {
    await locks.request(name, run);
  } catch (error) {
    // A browser that blocks cookies refuses locks too.
    if (hasBegun) throw error;
    await action();
  }
}
