export default {
  admin: {
    menu: 'Console menu',
    monitor: 'Live monitor',
    conversations: 'All conversations',
    search: 'Search by buyer or merchant',
    count: '{n} conversations',
    none: 'No conversations yet. They appear here live when people start to talk.',
    choose: 'Choose a conversation on the left to read it',
    reading: 'The open conversation',
    unreadOf: '{name} has {n} unread',
    back: 'Back to conversations',
    readonly: 'You are viewing this conversation as an admin and cannot send messages',
  },
};
