export default {
  panel: { title: '资料' },
  quick: { title: '快捷消息' },
  shared: { image: '图片' },
};
