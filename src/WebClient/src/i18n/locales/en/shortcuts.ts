export default {
  shortcuts: {
    previous: 'Previous unread or waiting conversation',
    next: 'Next unread or waiting conversation',
    waiting: 'Whoever has waited longest',
    done: 'Done with this conversation; again: back to the list',
    sendNext: 'Send and go to the next',
    search: 'Search conversations',
    back: 'Back to the list of conversations',
    help: 'Show the shortcuts',
    quickReplies: 'Choose a quick reply (at the start of a message)',
    keys: { ctrl: 'Ctrl', alt: 'Alt', enter: 'Enter', stroke: '/' },
  },
};
