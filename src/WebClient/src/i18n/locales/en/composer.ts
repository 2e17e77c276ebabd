export default {
  composer: {
    title: 'Write a message',
    tools: 'Tools',
    more: 'Open tools',
    label: 'Message',
    placeholder: 'Write a message',
    send: 'Send',
    sendKey: { enter: 'Enter sends, Shift+Enter breaks the line', ctrlEnter: 'Ctrl+Enter sends, Enter breaks the line' },
    unquote: 'Remove quote',
    count: '{n}/{max}',
    closed: {
      readonly: 'You can read this conversation but not write in it',
      disabled: 'The other side’s account is disabled; nothing can be sent',
      deleted: 'The other side’s account is deleted; nothing can be sent',
    },
  },
  emoji: {
    title: 'Emoji',
    search: 'Search emoji',
    categories: 'Categories of emoji',
    recent: 'Recently used',
    found: '{n} found',
    none: 'No emoji found',
    groups: {
      smileys: 'Smileys and emotion', people: 'People and body', nature: 'Animals and nature', food: 'Food and drink', travel: 'Travel and places',
      activities: 'Activities', objects: 'Objects', symbols: 'Symbols', flags: 'Flags',
    },
  },
  connection: {
    connecting: 'Connecting…',
    reconnecting: 'Reconnecting…',
    reconnectingIn: 'Connection lost, trying again in {n} s',
    offlineIn: 'You are offline, trying again in {n} s',
    waiting: '{n} waiting to be sent',
    retryNow: 'Try now',
    lost: 'Connection lost, reconnecting',
  },
};
