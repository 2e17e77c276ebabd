export default {
  alerts: {
    ask: 'Be notified of new messages, also when you are on another page.',
    allow: 'Turn on',
    notNow: 'Not now',
  },
  chat: {
    forwardTo: 'Forward to',
    forwarded: 'Forwarded to {name}',
    forwardFailed: 'Not forwarded: {reason}',
    fileGone: 'The file could not be fetched. Try again later.',
  },
  empty: {
    link: 'No buyer has written yet. Put this link in your shop or send it to buyers: whoever opens it can chat with you.',
    copyLink: 'Copy link',
  },
  list: {
    select: {
      title: 'For the selected conversations',
      count: '{n} selected',
      all: 'Select all',
      none: 'Select none',
      end: 'Stop selecting',
      refused: 'Done with {n}; {m} were refused and stay selected: {reason}',
    },
  },
  start: {
    search: 'Search by name',
    roles: 'Role',
    all: 'All',
    noMatch: 'Nobody matches',
    loading: 'Loading…',
    about: ' · {text}',
    nobody: 'There is nobody to talk to yet',
  },
};
