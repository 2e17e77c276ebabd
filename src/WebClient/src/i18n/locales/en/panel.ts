export default {
  panel: { title: 'Details' },
  quick: { title: 'Quick replies' },
  shared: { image: 'Pictures' },
};
