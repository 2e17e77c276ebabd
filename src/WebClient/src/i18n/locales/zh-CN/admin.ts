export default {
  admin: {
    menu: '后台菜单',
    monitor: '实时监控',
    conversations: '全部会话',
    search: '搜索客户或商家名称',
    count: '共 {n} 个会话',
    none: '还没有会话，有人开始聊天后会实时显示在这里',
    choose: '从左侧选择会话，查看聊天记录',
    reading: '会话内容',
    unreadOf: '{name}有 {n} 条未读',
    back: '返回会话列表',
    readonly: '您正在以管理员身份查看此会话，无法发送消息',
  },
};
