export default {
  shortcuts: {
    previous: '上一个未读或待回复的会话',
    next: '下一个未读或待回复的会话',
    waiting: '去等得最久的人',
    done: '完成当前会话，再按一次放回列表',
    sendNext: '发送并去下一位',
    search: '搜索会话',
    back: '回到会话列表',
    help: '显示快捷键',
    quickReplies: '选用快捷消息（在输入框开头）',
    keys: { ctrl: 'Ctrl', alt: 'Alt', enter: 'Enter', stroke: '/' },
  },
};
