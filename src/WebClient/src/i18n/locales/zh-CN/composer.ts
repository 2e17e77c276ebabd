export default {
  composer: {
    title: '写消息',
    tools: '工具',
    more: '打开工具',
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
  emoji: {
    title: '表情',
    search: '搜索表情',
    categories: '表情分类',
    recent: '最近使用',
    found: '找到 {n} 个',
    none: '没有找到表情',
    groups: {
      smileys: '笑脸与情感', people: '人物与身体', nature: '动物与自然', food: '食物与饮料', travel: '旅行与地点',
      activities: '活动', objects: '物品', symbols: '符号', flags: '旗帜',
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
