export default {
  panel: { title: 'Profile', about: 'About', presence: 'Presence', status: 'Account', since: 'Member since' },
};
