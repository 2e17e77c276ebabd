export default {
  bar: { title: 'Switch page', list: 'Conversations', chat: 'Chat' },
  columns: { list: 'Resize the conversation list', panel: 'Resize the side panel' },
  list: {
    title: 'Conversations',
    search: 'Search by name',
    unread: '{n} unread',
    draft: '[Draft]',
    empty: 'Your conversations will appear here.',
    noMatch: 'No conversation matches',
    failed: 'The conversations could not be loaded',
  },
  start: {
    title: 'New conversation',
    search: 'Search by name',
    nobody: 'There is nobody to talk to yet',
    failed: 'The conversation did not open: {reason}',
  },
  empty: {
    choose: 'Choose a conversation on the left to start',
    first: 'No conversations yet. Find someone to talk to.',
    failed: 'The conversation did not open',
    back: 'Back to conversations',
  },
};
