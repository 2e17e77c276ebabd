export default {
  bar: { title: '切换页面', list: '会话', chat: '聊天' },
  columns: { list: '调整会话列表的宽度', panel: '调整资料栏的宽度' },
  list: {
    title: '会话',
    search: '搜索名称',
    unread: '{n} 条未读',
    draft: '[草稿]',
    empty: '您的会话会显示在这里。',
    noMatch: '没有匹配的会话',
    failed: '会话列表没有加载出来',
  },
  start: {
    title: '发起会话',
    search: '搜索名称',
    nobody: '暂时没有可以联系的人',
    failed: '会话没有打开：{reason}',
  },
  empty: {
    choose: '从左侧选择一个会话，开始聊天',
    first: '还没有会话，先找人聊聊吧',
    failed: '会话没有打开',
    back: '返回会话列表',
  },
};
