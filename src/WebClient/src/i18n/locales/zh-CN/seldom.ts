export default {
  alerts: {
    ask: '有消息时通知您，离开页面也不会错过。',
    allow: '开启通知',
    notNow: '暂不',
  },
  chat: {
    forwardTo: '转发给',
    forwarded: '已转发给{name}',
    forwardFailed: '没有转发成功：{reason}',
    fileGone: '文件没有取到，请稍后重试',
  },
  empty: {
    link: '还没有买家来咨询。把这个链接放到您的店铺，或发给买家，对方打开就能与您聊天：',
    copyLink: '复制链接',
  },
  list: {
    select: {
      title: '对所选会话的操作',
      count: '已选 {n} 个',
      all: '全选',
      none: '全不选',
      end: '退出选择',
      refused: '已处理 {n} 个，{m} 个没有处理，仍在选中：{reason}',
    },
  },
  start: {
    search: '搜索名称',
    roles: '角色',
    all: '全部',
    noMatch: '没有匹配的人',
    loading: '正在加载…',
    about: ' · {text}',
    nobody: '暂时没有可以联系的人',
  },
};
