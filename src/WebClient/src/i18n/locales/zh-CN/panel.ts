export default {
  panel: { title: '资料', about: '简介', presence: '状态', status: '账号', since: '加入时间' },
};
