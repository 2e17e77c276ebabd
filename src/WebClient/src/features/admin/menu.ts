import { MonitorDot, Users } from '@lucide/vue';
import type { Component } from 'vue';

/** What the menu leads to, in its order. The title is also that of the route. */
export const MENU: readonly { route: string; title: string; icon: Component }[] = [
  { route: 'admin-monitor', title: 'monitor', icon: MonitorDot },
  { route: 'admin-users', title: 'users', icon: Users },
];
