export default {
  composer: {
    title: '写消息',
    tools: '工具',
    more: '更多工具',
    label: '消息内容',
    placeholder: '输入消息',
    send: '发送',
    sendKey: { enter: 'Enter 发送，Shift+Enter 换行', ctrlEnter: 'Ctrl+Enter 发送，Enter 换行' },
    unquote: '取消引用',
    count: '{n}/{max}',
    closed: {
      readonly: '您只能查看此会话，无法发送消息',
      disabled: '对方的账号已停用，无法发送消息',
      deleted: '对方的账号已注销，无法发送消息',
    },
  },
  connection: {
    connecting: '正在连接…',
    reconnecting: '正在重新连接…',
    reconnectingIn: '连接已断开，{n} 秒后重连',
    offlineIn: '网络已断开，{n} 秒后重试',
    waiting: '{n} 条消息等待发送',
    retryNow: '立即重试',
    lost: '连接已断开，正在重连',
  },
};
