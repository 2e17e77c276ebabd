export default {
  chat: {
    forwardTo: 'Forward to',
    forwarded: 'Forwarded to {name}',
    forwardFailed: 'Not forwarded: {reason}',
    fileGone: 'The file could not be fetched. Try again later.',
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
