export default {
  composer: {
    label: 'Message',
    placeholder: 'Write a message',
    send: 'Send',
    sendKey: 'Enter sends, Shift+Enter starts a new line',
    unquote: 'Remove quote',
    count: '{n}/{max}',
    closed: {
      disabled: 'The other side’s account is disabled; nothing can be sent',
      deleted: 'The other side’s account is deleted; nothing can be sent',
    },
  },
  connection: {
    connecting: 'Connecting…',
    reconnecting: 'Reconnecting…',
    reconnectingIn: 'Connection lost, trying again in {n} s',
    offlineIn: 'You are offline, trying again in {n} s',
    retryNow: 'Try now',
    lost: 'Connection lost, reconnecting',
  },
};
